package show

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

var testCharts = chart.On(workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2})

func nap() { time.Sleep(100 * time.Millisecond) }

func TestALiveFigureIsDrawnAgainInItsPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{answer: figure.Answer{OK: true}}
		s, _, errs := screenWith(d)
		workload.Sweep([]int{1, 2, 4}, nap, workload.Ops(1), live(s, testCharts, "Titre", []chart.Option{chart.Bet("1 2 4")}))
		require.Empty(t, errs.String())
		require.Greater(t, len(d.requests), 3)
		for i, r := range d.requests {
			require.Equal(t, "fig-1", r.ID)
			require.Equal(t, i == 0, r.Kind == figure.RequestFigure)
			require.Equal(t, i == len(d.requests)-1, r.Figure.Title == "Titre", r.Figure.Title)
		}
		require.Len(t, d.requests[0].Figure.Series[0].Points, 1)
		require.Contains(t, d.requests[0].Figure.Title, "mesure en cours")
		last := d.requests[len(d.requests)-1].Figure
		require.Len(t, last.Series[0].Points, 3)
		require.Len(t, last.Series, 2, "the bet is drawn")
	})
}

func TestEveryMeasurementMayBeLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{answer: figure.Answer{OK: true}}
		s, _, errs := screenWith(d)
		option := func() workload.Option {
			return workload.Join(workload.Ops(1), workload.Repeat(5), live(s, testCharts, "Titre", nil))
		}
		variant := workload.Variant{Name: "sieste", Op: nap}
		workload.AB(1, []workload.Variant{variant, variant}, option())
		workload.SpeedupOver(2, workload.Over("Part", .5, 1), func(float64) func() { return nap }, option())
		workload.MapOver(1, workload.Over("Part", .5), workload.Over("Durée", time.Second), func(float64, time.Duration) (a, b workload.Variant) {
			return variant, variant
		}, option())
		require.Empty(t, errs.String())
		last := map[string]figure.Figure{}
		for _, r := range d.requests {
			require.NoError(t, r.Figure.Validate())
			last[r.ID] = r.Figure
		}
		require.Len(t, last, 3)
		require.Equal(t, figure.Interval, last["fig-1"].Kind)
		require.Equal(t, figure.Line, last["fig-2"].Kind)
		require.Equal(t, figure.Heat, last["fig-3"].Kind)
	})
}

func TestInATerminalALiveFigureIsShownOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, out, _ := screenWith(nil)
		workload.Sweep([]int{1, 2, 4}, nap, workload.Ops(1), live(s, testCharts, "Titre", nil))
		require.Equal(t, 1, strings.Count(out.String(), "Titre"))
		require.NotContains(t, out.String(), "en cours")
	})
}

func TestALiveFigureTakesNobodysName(t *testing.T) {
	s, _, _ := screenWith(&desk{answer: figure.Answer{OK: true}})
	require.NotEqual(t, s.unused(), s.unused())
}
