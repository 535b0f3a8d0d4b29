package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRatiosAreOfPairsMeasuredTogether(t *testing.T) {
	r := Row{Name: "bonjour"}
	for _, pair := range [][2]time.Duration{{10, 20}, {30, 40}, {90, 100}} {
		r.add(0, pair[0]*time.Millisecond)
		r.add(1, pair[1]*time.Millisecond)
	}
	median, low, high := r.Ratio()
	require.InDelta(t, 0.75, median, 1e-9)
	require.InDelta(t, 0.5, low, 1e-9)
	require.InDelta(t, 0.9, high, 1e-9)

	require.Contains(t, page(t, Report{Rows: []Row{r}}), "| bonjour | ms | 30 (10–90) | 3 | 40 (20–100) | 3 | 0,75 (0,50–0,90) |")
}

func page(t *testing.T, r Report) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, r.Markdown(&out, "Go 1.26, 2 cœurs", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)))
	return out.String()
}

func TestThePageSaysWhereItWasMadeAndWhen(t *testing.T) {
	text := page(t, Report{})
	require.Contains(t, text, "le 22/11/2026. Machine\u00a0: Go 1.26, 2 cœurs.")
	require.NotContains(t, text, "| Mo |", "memory was not measured")
}

func TestEachLineSaysItsUnitAndItsNumberOfSamples(t *testing.T) {
	tail := Row{Name: "complétion", Tail: true}
	for i := range 100 {
		tail.add(0, time.Duration(i+1)*time.Millisecond)
	}
	tail.add(1, 2*time.Millisecond) // what stock GoNB was not asked does not count
	alone := Row{Name: "message", Unit: time.Microsecond, Ours: []time.Duration{1500 * time.Nanosecond, 2500 * time.Nanosecond}}
	text := page(t, Report{
		Rows: []Row{tail, alone},
		Memory: []Memory{
			{Name: "gonb", Bytes: [2]uint64{20e6, 40e6}},
			{Name: "gardien", Bytes: [2]uint64{5e6, 0}},
			{Name: "fantôme"},
		},
	})
	for _, want := range []string{
		"| complétion | ms | 50 (95 % ≤ 95) | 100 | 2 (95 % ≤ 2) | 1 | 0,50 (0,50–0,50) |",
		"| message | µs | 2 (2–2) | 2 | — | — | — |",
		"gonb | Mo | 20 | 1 | 40 | 1 | 0,50 |",
		"gardien | Mo | 5 | 1 | — | — | — |",
	} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "fantôme")
}

func TestAFifthOfTheMeasurementsMayBeAboveTheEightiethPercentile(t *testing.T) {
	require.InDelta(t, 4.0, percentile([]float64{5, 1, 4, 2, 3}, 80), 1e-9)
	require.InDelta(t, 5.0, percentile([]float64{5, 1, 4, 2, 3}, 95), 1e-9)
	require.InDelta(t, 7.0, percentile([]float64{7}, 95), 1e-9)
}

func TestTheMedianOfAnEvenNumberLiesBetween(t *testing.T) {
	median, low, high := spread([]float64{4, 1, 3, 2})
	require.InDelta(t, 2.5, median, 1e-9)
	require.InDelta(t, 1.0, low, 1e-9)
	require.InDelta(t, 4.0, high, 1e-9)
}

func TestNoCellIsTheSameTwice(t *testing.T) {
	for _, task := range tasks(nil) {
		require.NotEqual(t, task.ours(1), task.ours(2), task.name)
		if task.stock != nil {
			require.NotEqual(t, task.stock(1), task.stock(2), task.name)
		}
	}
}

func TestLongCellsAreNotTheSameTwiceEither(t *testing.T) {
	require.NotEqual(t, burning(1), burning(2))
	require.NotEqual(t, long(1), long(2))
}

func TestMemoryIsThatOfTheWholeTree(t *testing.T) {
	own := processes(os.Getpid())
	if len(own) == 0 {
		t.Skip("no ps")
	}
	name := filepath.Base(os.Args[0])
	require.NotZero(t, own[name[:min(len(name), 15)]], own)
	require.Empty(t, processes(-1)["gonb"])
}
