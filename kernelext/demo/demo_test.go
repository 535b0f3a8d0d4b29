package demo_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/demo"
	"cahiers/kernelext/execute"
	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/notebook"
	"cahiers/kernelext/outcome"
	"cahiers/kernelext/source"
)

// run runs the page in the real kernel.
func run(t *testing.T) execute.Result {
	t.Helper()
	l := installtest.Layout(t)
	path := filepath.Join(t.TempDir(), "cellules-cassees.ipynb")
	require.NoError(t, notebook.Write(path, demo.Notebook()))
	runner := execute.Runner{Python: l.Python(), Kernel: install.KernelName, Env: l.Environ(), Timeout: 20 * time.Second}
	result := runner.Run(t.Context(), path, execute.Silent{})
	require.NoError(t, result.Err)
	return result
}

func TestEachCellIsSeenAsItIs(t *testing.T) {
	env, err := install.ReadGoEnv(installtest.Layout(t))
	require.NoError(t, err)
	result := run(t)
	byID := map[string]execute.Cell{}
	for _, c := range result.Cells {
		byID[c.ID] = c
	}
	for _, section := range demo.Sections() {
		for _, c := range section.Cells {
			t.Run(c.ID, func(t *testing.T) {
				if !env.Race && slices.Contains(source.Cell{Text: c.Code}.Directives(), string(source.Race)) {
					t.Skip("no race detector on this machine")
				}
				ran, ok := byID[c.ID]
				require.True(t, ok)
				require.Equal(t, string(c.Ends), ran.Outcome)
				var seen []string
				for _, s := range outcome.Sights(result.Notebook.Cells[ran.Index].Outputs) {
					require.NotEmpty(t, s.Title)
					require.NotEmpty(t, s.Alt)
					seen = append(seen, facts(s)...)
				}
				if wanted := want()[c.ID]; !slices.Equal(wanted, anything) {
					require.Equal(t, wanted, seen)
				}
			})
		}
	}
}

func TestWhatIsWantedIsInTheDemo(t *testing.T) {
	var ids []string
	for _, section := range demo.Sections() {
		for _, c := range section.Cells {
			require.NotContains(t, ids, c.ID)
			ids = append(ids, c.ID)
		}
	}
	require.GreaterOrEqual(t, len(ids), 30)
	for id := range want() {
		require.True(t, slices.Contains(ids, id), id)
	}
}
