package workload

import "time"

// Measure returns what one call of op costs a single goroutine: no contention,
// warm caches. It takes about 100 ms, in 21 batches each long enough for the
// clock not to count, unless For, Ops or Repeat says otherwise.
func Measure(name string, op func(), opts ...Option) Cost {
	if op == nil {
		panic("workload: nil op")
	}
	c := configure(21, opts)
	perBatch := c.ops
	if !c.counted {
		op() // the first call may have to fetch and to allocate
		perBatch = opsWithin(op, c.duration/time.Duration(c.repeat))
	}
	cost := Cost{Name: name, Batches: c.repeat, OpsPerBatch: perBatch}
	var ops, loops []float64
	for range c.repeat {
		ops = append(ops, perOp(perBatch, op))
		loops = append(loops, perOp(emptyOps, func() {}))
	}
	cost.Median, cost.Low, cost.High = Median(ops)
	cost.Loop, _, _ = Median(loops)
	return cost
}

// A Cost is what one operation takes, in nanoseconds.
type Cost struct {
	Name string `json:"name"`

	// Median is the median over the batches of the mean cost in each. It
	// includes Loop: nothing was subtracted.
	Median float64 `json:"median_ns"`

	// Low and High enclose the true median with a confidence of 93 % or better
	// from 5 batches on; under 5 they are the least and the greatest.
	Low  float64 `json:"low_ns"`
	High float64 `json:"high_ns"`

	// Loop is what the same loop cost around a function that does nothing: an
	// operation that costs no more than that was not measured.
	Loop float64 `json:"loop_ns"`

	Batches     int `json:"batches"`
	OpsPerBatch int `json:"ops_per_batch"`
}

// emptyOps is how many calls of nothing make a batch: about 0.1 ms.
const emptyOps = 100_000

// opsWithin returns how many calls of op fit in d, one at least.
func opsWithin(op func(), d time.Duration) int {
	for n := 1; ; n *= 2 {
		start := time.Now()
		repeat(n, op)
		// Half of it is enough to extrapolate from, and spares the last doubling.
		if took := time.Since(start); took >= d/2 {
			return max(1, int(float64(n)*float64(d)/float64(max(took, 1))))
		}
	}
}

// perOp returns the mean cost of n calls of op, in nanoseconds; 0 for none.
func perOp(n int, op func()) float64 {
	if n == 0 {
		return 0
	}
	start := time.Now()
	repeat(n, op)
	return float64(time.Since(start)) / float64(n)
}
