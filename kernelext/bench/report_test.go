package bench

import (
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

	var out strings.Builder
	require.NoError(t, Report{Rounds: 3, Rows: []Row{r}}.Markdown(&out, "Go 1.26, 2 cœurs", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)))
	require.Contains(t, out.String(), "le 22/11/2026. Machine\u00a0: Go 1.26, 2 cœurs.")
	require.Contains(t, out.String(), "| bonjour | 30 (10–90) | 40 (20–100) | 0,75 (0,50–0,90) |")
	require.NotContains(t, out.String(), "mémoire", "memory was not measured")
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
		require.NotEqual(t, task.stock(1), task.stock(2), task.name)
	}
}
