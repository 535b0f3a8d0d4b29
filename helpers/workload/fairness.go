package workload

import "slices"

// A Fairness says how evenly the operations of a run fell on its goroutines.
// It is exact of that run; of the next it says nothing.
type Fairness struct {
	Least float64 `json:"least"` // share of all operations done by the goroutine that did the least
	Most  float64 `json:"most"`  // share done by the one that did the most

	// Jain is Jain's index: 1 when all did the same, k/n when k of n did the same
	// and the others nothing (Jain, Chiu and Hawe, 1984).
	Jain float64 `json:"jain"`
}

// Fairness returns how evenly the operations were shared; zero when none was done.
func (r Result) Fairness() Fairness { return FairnessOf(r.PerWorker) }

// FairnessOf returns how evenly counts, one a goroutine, were shared; zero
// when all are.
func FairnessOf(counts []uint64) Fairness {
	var sum, squares float64
	for _, n := range counts {
		sum += float64(n)
		squares += float64(n) * float64(n)
	}
	if sum == 0 {
		return Fairness{}
	}
	return Fairness{
		Least: float64(slices.Min(counts)) / sum,
		Most:  float64(slices.Max(counts)) / sum,
		Jain:  sum * sum / (float64(len(counts)) * squares),
	}
}
