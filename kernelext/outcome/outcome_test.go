package outcome_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
	"cahiers/kernelext/outcome"
	"cahiers/kernelext/sight"
)

// recorded holds what our kernel, over GoNB 0.11.4, put out for one cell of
// each kind.
func recorded(t *testing.T) map[string]ran {
	t.Helper()
	data, err := os.ReadFile("testdata/kernel.json")
	require.NoError(t, err)
	var cells map[string]ran
	require.NoError(t, json.Unmarshal(data, &cells))
	return cells
}

type ran struct {
	Failed  bool              `json:"failed"`
	Outputs []notebook.Output `json:"outputs"`
}

func TestOutcomeOfWhatOurKernelReallySays(t *testing.T) {
	cells := recorded(t)
	want := map[string]struct {
		outcome outcome.Outcome
		line    string
	}{
		"compile":         {outcome.Compile, "ligne 3 : missing ',' before newline in argument list"},
		"two diagnostics": {outcome.Compile, "ligne 2 : declared and not used: x"},
		"missing package": {outcome.Compile, "ligne 1 : package cahiers/helpers/absent is not in std (/usr/local/go/src/cahiers/helpers/absent)"},
		"syntax":          {outcome.Compile, "expected '}', found 'EOF'"},
		"panic":           {outcome.Panic, "panic: aïe"},
		"nil map":         {outcome.Panic, "panic: assignment to entry in nil map"},
		"deadlock":        {outcome.Deadlock, "fatal error: all goroutines are asleep - deadlock!"},
		"exit":            {outcome.Exit, "Le programme de la cellule s’est terminé avec l’état 3."},
		"fatal":           {outcome.Exit, "fatal error: concurrent map writes"},
		"recovered":       {outcome.Success, ""},
		"success":         {outcome.Success, ""},
		"unknown command": {outcome.Success, ""},
	}
	require.Len(t, cells, len(want))
	for name, w := range want {
		t.Run(name, func(t *testing.T) {
			cell := cells[name]
			require.Equal(t, w.outcome, outcome.Of(cell.Failed, cell.Outputs))
			require.Equal(t, w.line, strings.ReplaceAll(outcome.FirstLine(cell.Outputs), "\u00a0", " "))
		})
	}
}

// What the kernel really draws is tested in package demo.
func TestOutcomeOfWhatIsDrawn(t *testing.T) {
	drawn := func(s sight.Sight) []notebook.Output {
		return []notebook.Output{{"output_type": "display_data", "data": map[string]any{sight.MIME: s}}}
	}
	race := drawn(sight.Sight{Kind: sight.Race, Title: "Condition de course", Races: []sight.Pair{{Count: 1}}})
	require.Equal(t, outcome.Race, outcome.Of(false, race))
	require.Equal(t, outcome.Race, outcome.Of(true, race), "whatever the cell died of")
	require.Equal(t, "Condition de course", outcome.FirstLine(race))
	require.Equal(t, outcome.Success, outcome.Of(false, drawn(sight.Sight{Kind: sight.Race})))
	leak := sight.Sight{Kind: sight.Leak, Waits: &sight.Waits{Goroutines: []sight.Goroutine{{Numbers: []int{7}}}}}
	require.Equal(t, outcome.Leak, outcome.Of(false, drawn(leak)))
	require.Equal(t, outcome.Success, outcome.Of(false, drawn(sight.Sight{Kind: sight.Leak})))
	leak.Kind = sight.Others
	require.Equal(t, outcome.Success, outcome.Of(false, drawn(leak)))
}

func TestOfAnErrorNobodyExplains(t *testing.T) {
	require.Equal(t, outcome.Refused, outcome.Of(true, nil))
	require.Empty(t, outcome.FirstLine(nil))
	require.Equal(t, outcome.Exit, outcome.Of(true, []notebook.Output{{"output_type": "error", "ename": "signal", "evalue": "tué"}}))
}

func TestJudgeHoldsACellToItsWord(t *testing.T) {
	cell := func(expect string, tags ...any) notebook.Cell {
		c := notebook.Cell{Kind: notebook.Code, Metadata: map[string]any{"tags": tags}}
		if expect != "" {
			c.Metadata["cahiers"] = map[string]any{"expect": expect}
		}
		return c
	}
	plain, tagged := cell(""), cell("", notebook.TagRaises)
	all := []outcome.Outcome{
		outcome.Success, outcome.Compile, outcome.Panic, outcome.Deadlock, outcome.Race, outcome.Leak,
		outcome.Exit, outcome.Refused, outcome.Timeout, outcome.Dead, outcome.NotRun,
	}
	for _, got := range all {
		require.Equal(t, got == outcome.Success, outcome.Judge(plain, got) == "", "plain cell, %q", got)
		for _, want := range notebook.Expectations() {
			c := cell(string(want))
			if want.Raises() {
				c = cell(string(want), notebook.TagRaises)
			}
			require.Equal(t, string(got) == string(want), outcome.Judge(c, got) == "", "expects %q, got %q", want, got)
		}
	}
	for _, got := range all {
		good := got != outcome.Success && got != outcome.Timeout && got != outcome.Dead && got != outcome.NotRun
		require.Equal(t, good, outcome.Judge(tagged, got) == "", "tagged cell, %q", got)
	}
	require.Equal(t, "elle devait paniquer, mais elle ne compile pas", outcome.Judge(cell("panic", notebook.TagRaises), outcome.Compile))
	require.Equal(t, "elle devait montrer une condition de course, et elle a fini sans erreur", outcome.Judge(cell("race"), outcome.Success))
}
