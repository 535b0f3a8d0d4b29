package workload

import (
	"math"
	"slices"
)

// Median returns the median of samples and the bounds of an interval that
// holds the true median with a confidence of 93 % or better, whatever their
// distribution. Under five samples no interval can promise that: the bounds are
// then the least and the greatest. Without samples all three are 0.
//
// The interval goes from one order statistic to its mirror image; the number
// of samples below the true median follows a binomial law of parameter one
// half (David and Nagaraja, Order Statistics, 7.1).
func Median(samples []float64) (median, low, high float64) {
	n := len(samples)
	if n == 0 {
		return 0, 0, 0
	}
	s := slices.Sorted(slices.Values(samples))
	median = (s[(n-1)/2] + s[n/2]) / 2
	k := trim(n)
	return median, s[k], s[n-1-k]
}

// ratio is the Median of what each sample is to the base of the same round. A
// base of 0 leaves its round out.
func ratio(samples, base []float64) (median, low, high float64) {
	var quotients []float64
	for i := range min(len(samples), len(base)) {
		if base[i] > 0 {
			quotients = append(quotients, samples[i]/base[i])
		}
	}
	return Median(quotients)
}

// confidence is what the least and the greatest of five samples offer, and a
// hair less, for the rounding of logarithms.
const confidence = 1 - 2.0/32 - 1e-9

// trim returns how many of n sorted samples may be left out on either side.
func trim(n int) int {
	below := choose(n, 0) // the probability that k samples at most lie below the true median
	for k := 0; ; k++ {
		below += choose(n, k+1)
		if 1-2*below < confidence || 2*(k+1) >= n {
			return k
		}
	}
}

// choose returns the probability of k heads among n tosses. It works with
// logarithms, because 2^n leaves the range of a float64 beyond n = 1,000.
func choose(n, k int) float64 {
	return math.Exp(logFactorial(n) - logFactorial(k) - logFactorial(n-k) - float64(n)*math.Ln2)
}

func logFactorial(n int) float64 {
	l, _ := math.Lgamma(float64(n) + 1)
	return l
}
