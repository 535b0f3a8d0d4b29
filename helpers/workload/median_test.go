package workload_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func upTo(n int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = float64(i + 1)
	}
	rand.Shuffle(n, func(i, j int) { s[i], s[j] = s[j], s[i] })
	return s
}

// The ranks are those of the usual tables of the sign test, two-sided.
func TestMedianAndItsInterval(t *testing.T) {
	for _, test := range []struct {
		samples           int
		median, low, high float64
	}{
		{0, 0, 0, 0},
		{1, 1, 1, 1},
		{2, 1.5, 1, 2},
		{3, 2, 1, 3},
		{4, 2.5, 1, 4},
		{5, 3, 1, 5},
		{8, 4.5, 1, 8},
		{9, 5, 2, 8},
		{20, 10.5, 6, 15},
		{21, 11, 6, 16},
		{100, 50.5, 41, 60},
		{5000, 2500.5, 2434, 2567},
	} {
		median, low, high := workload.Median(upTo(test.samples))
		require.Equal(t, []float64{test.median, test.low, test.high}, []float64{median, low, high}, "%d samples", test.samples)
	}
}

func TestMedianLeavesTheSamplesAlone(t *testing.T) {
	s := []float64{3, 1, 2}
	workload.Median(s)
	require.Equal(t, []float64{3, 1, 2}, s)
}

// What the interval promises, tried: the share of draws whose interval holds
// the true median. The seed is fixed.
func TestMedianIntervalHoldsThePromise(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{5, 9, 21, 40} {
		const draws = 4000
		held := 0
		for range draws {
			s := make([]float64, n)
			for i := range s {
				s[i] = random.ExpFloat64()
			}
			const truth = 0.6931471805599453 // the median of that law, ln 2
			if _, low, high := workload.Median(s); low <= truth && truth <= high {
				held++
			}
		}
		require.Greater(t, float64(held)/draws, 0.925, "%d samples", n)
	}
}
