package workload

import (
	"slices"
	"time"
)

// Measure returns what one call of op costs a single goroutine: no contention,
// warm caches. It takes about 100 ms, in 101 batches each long enough for the
// clock not to count, unless For, Ops or Repeat says otherwise.
//
// To compare several operations use MeasureAll: what the machine does besides
// while one is measured would otherwise pass for a difference.
func Measure(name string, op func(), opts ...Option) Cost {
	cost := MeasureAll([]Variant{{Name: name, Op: op}}, opts...)[0]
	cost.Samples = nil // no other operation has a share in its rounds
	return cost
}

// MeasureAll measures several operations as Measure does each, in rounds: a
// batch of every one, then the same in the other order, so that a slow moment
// of the machine falls on all of them alike. It returns their costs in their
// order, which Cost.Ratio compares. It takes as long as measuring them one
// after the other.
func MeasureAll(variants []Variant, opts ...Option) []Cost {
	c := configure(101, opts)
	costs := make([]Cost, len(variants))
	var turns []batch
	for i, v := range variants {
		op := v.alone()
		perBatch := c.ops
		if !c.counted {
			op() // the first call may have to fetch and to allocate
			perBatch = opsWithin(op, c.duration/time.Duration(c.repeat))
		}
		costs[i] = Cost{Name: v.Name, Batches: c.repeat, OpsPerBatch: perBatch}
		turns = append(turns, batch{op: op, cost: &costs[i]})
	}
	var loops []float64
	for range c.repeat {
		loops = append(loops, perOp(emptyOps, func() {}))
		for _, b := range turns {
			b.cost.Samples = append(b.cost.Samples, perOp(b.cost.OpsPerBatch, b.op))
		}
		slices.Reverse(turns)
	}
	loop, _, _ := Median(loops)
	for i := range costs {
		cost := &costs[i]
		cost.Median, cost.Low, cost.High = Median(cost.Samples)
		cost.Loop = loop
	}
	return costs
}

// A batch is the turn of one operation in every round.
type batch struct {
	op   func()
	cost *Cost
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

	// Samples are the mean costs in each batch. Those of one MeasureAll with the
	// same index were run in the same round, and may be divided by one another;
	// Measure leaves none.
	Samples []float64 `json:"samples_ns,omitempty"`
}

// Ratio compares c with base, another cost of the same MeasureAll: the median
// over the rounds of the quotient of their costs, with the bounds of Median.
// All three are 0 when one of them comes from Measure.
func (c Cost) Ratio(base Cost) (median, low, high float64) { return ratio(c.Samples, base.Samples) }

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
