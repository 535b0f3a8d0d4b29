package chart

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

func TestThePointOfOneGoroutineIsGivenAndTheOthersAreToDraw(t *testing.T) {
	f := charts.DrawThroughput("Titre", []int{1, 2, 4})
	require.NoError(t, f.Validate())
	require.Equal(t, []figure.Point{{X: 1, Y: 1}, {X: 2, Y: 1, Low: .125, High: 4}, {X: 4, Y: 1, Low: .125, High: 4}}, f.Series[0].Points)
	require.Equal(t, []float64{.125, .25, .5, 1, 2, 4}, f.Grid())
	require.Equal(t, f, charts.DrawThroughput("Titre", []int{4, 1, 2, 4}), "in any order")
}

// As many times the throughput as there are goroutines is the mistake to be
// made: there is room for it.
func TestTheNaiveCurveFits(t *testing.T) {
	_, high := charts.DrawThroughput("Titre", []int{3, 5, 20}).Range()
	require.GreaterOrEqual(t, high, 20./3)
}

func TestOneNumberOfGoroutinesIsNoCurve(t *testing.T) {
	for _, counts := range [][]int{nil, {1}, {2, 2}, {0, 1}, {-1, 4}} {
		require.ErrorIs(t, charts.DrawThroughput("Titre", counts).Validate(), figure.ErrInvalid, counts)
	}
}

func TestEveryShareIsToBeDrawn(t *testing.T) {
	f := charts.DrawSpeedup("Titre", []float64{1, .1, .5})
	require.NoError(t, f.Validate())
	require.Equal(t, []figure.Point{{X: .1, Y: 1, High: 4}, {X: .5, Y: 1, High: 4}, {X: 1, Y: 1, High: 4}}, f.Series[0].Points)
	require.ErrorIs(t, charts.DrawSpeedup("Titre", nil).Validate(), figure.ErrInvalid)
}

func TestAScalabilityIsDrawnUpToAsManyTimes(t *testing.T) {
	f := charts.DrawScalability("Titre", []int{4, 1, 2})
	require.NoError(t, f.Validate())
	require.Equal(t, []figure.Point{{X: 1, Y: 1}, {X: 2, Y: 1, High: 4}, {X: 4, Y: 1, High: 4}}, f.Series[0].Points)
	for _, counts := range [][]int{nil, {1}, {0, 1}} {
		require.ErrorIs(t, charts.DrawScalability("Titre", counts).Validate(), figure.ErrInvalid, counts)
	}
}
