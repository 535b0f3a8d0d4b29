package draw

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

func TestTicksAreRoundAndHoldTheValues(t *testing.T) {
	for name, c := range map[string]struct {
		axis   figure.Axis
		values []float64
		want   []string
	}{
		"from zero":       {figure.Axis{Unit: figure.Count, Scale: figure.Linear}, []float64{8000}, []string{"0", "2\u202f000", "4\u202f000", "6\u202f000", "8\u202f000"}},
		"whole steps":     {figure.Axis{Unit: figure.Count, Scale: figure.Linear}, []float64{2}, []string{"0", "1", "2"}},
		"all the same":    {figure.Axis{Unit: figure.Share, Scale: figure.Linear}, []float64{0, 0}, []string{"\u2212100\u202f%", "\u221250\u202f%", "0\u202f%", "50\u202f%", "100\u202f%"}},
		"powers of two":   {figure.Axis{Unit: figure.Count, Scale: figure.Log}, []float64{64, 1, 8, 8}, []string{"1", "8", "64"}},
		"decades":         {figure.Axis{Unit: figure.Seconds, Scale: figure.Log}, []float64{3e-9, 2e-6}, []string{"1\u202fns", "10\u202fns", "100\u202fns", "1\u202fµs", "10\u202fµs"}},
		"one decade":      {figure.Axis{Unit: figure.Seconds, Scale: figure.Log}, []float64{2e-8, 3e-8}, []string{"10\u202fns", "20\u202fns", "50\u202fns", "100\u202fns"}},
		"exactly a bound": {figure.Axis{Unit: figure.Seconds, Scale: figure.Log}, []float64{1e-8}, []string{"10\u202fns", "20\u202fns", "50\u202fns", "100\u202fns"}},
		"close to one":    {figure.Axis{Unit: figure.Ratio, Scale: figure.Log}, []float64{.97, 1.02}, []string{"0,9\u202f×", "0,95\u202f×", "1\u202f×", "1,05\u202f×", "1,1\u202f×"}},
		"far from one":    {figure.Axis{Unit: figure.Ratio, Scale: figure.Log}, []float64{1, 4}, []string{"0,2\u202f×", "0,5\u202f×", "1\u202f×", "2\u202f×", "5\u202f×"}},
		"very far":        {figure.Axis{Unit: figure.Ratio, Scale: figure.Log}, []float64{.001, 1}, []string{"0,001\u202f×", "0,01\u202f×", "0,1\u202f×", "1\u202f×", "10\u202f×", "100\u202f×", "1\u202f000\u202f×"}},
		"nothing":         {figure.Axis{Unit: figure.Count, Scale: figure.Linear}, nil, []string{"0", "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScale(c.axis, c.values, true)
			require.Equal(t, c.want, s.labels)
			require.Len(t, s.ticks, len(s.labels))
			for _, v := range c.values {
				require.LessOrEqual(t, s.min, v*(1+1e-9))
				require.GreaterOrEqual(t, s.max, v*(1-1e-9))
			}
		})
	}
}

func TestExtremeValuesEnd(t *testing.T) {
	for _, values := range [][]float64{
		{0, math.SmallestNonzeroFloat64},
		{-math.MaxFloat64, math.MaxFloat64},
		{1e18, 1e18 + 256},
		{math.SmallestNonzeroFloat64, math.MaxFloat64},
	} {
		for _, unit := range []figure.Unit{figure.Count, figure.Seconds} {
			require.LessOrEqual(t, len(newScale(figure.Axis{Unit: unit, Scale: figure.Linear}, values, false).ticks), mostTicks+1)
			if values[0] > 0 {
				require.LessOrEqual(t, len(newScale(figure.Axis{Unit: unit, Scale: figure.Log}, values, false).ticks), mostTicks+1)
			}
		}
	}
}

func TestPartIsAlongTheAxis(t *testing.T) {
	require.InDelta(t, .5, scale{min: 1, max: 100, base: 10}.part(10), 1e-12)
	require.InDelta(t, .25, scale{min: 0, max: 8}.part(2), 1e-12)
}

func TestHalfAUnitIsNotWorthAStep(t *testing.T) {
	s := newScale(figure.Axis{Unit: figure.Count}, []float64{-.5, 7999.5}, false)
	require.Zero(t, s.min)
	require.Equal(t, 8000.0, s.max)
	few := newScale(figure.Axis{Unit: figure.Count}, []float64{-.5, 4.5}, false)
	require.Less(t, few.min, -.4, "bars one unit wide are seen whole")
}
