package workload

import "slices"

// Sweep measures the throughput of op with each number of goroutines, 5 times
// 100 ms each unless For, Ops or Repeat says otherwise. The repetitions are
// interleaved, there and back, so that a slow moment of the machine falls on
// all the points alike.
func Sweep(goroutines []int, op func(), opts ...Option) Series {
	return Compare(goroutines, []Variant{{Op: op}}, opts...)[0]
}

// A Variant is one of several ways to do the same thing.
type Variant struct {
	Name string
	Op   func()
}

// Compare sweeps several variants as one, all their repetitions interleaved,
// and returns a series for each, in their order.
func Compare(goroutines []int, variants []Variant, opts ...Option) []Series {
	c := configure(5, opts)
	all := make([]Series, len(variants))
	var turns []turn
	for i, v := range variants {
		all[i] = Series{Name: v.Name, Points: make([]Point, len(goroutines))}
	}
	for j, g := range goroutines {
		for i, v := range variants {
			all[i].Points[j].Goroutines = g
			turns = append(turns, turn{op: v.Op, point: &all[i].Points[j]})
		}
	}
	for range c.repeat {
		for _, t := range turns {
			t.point.Samples = append(t.point.Samples, run(t.point.Goroutines, t.op, c).PerSecond())
		}
		slices.Reverse(turns)
	}
	for _, t := range turns {
		t.point.PerSecond, t.point.Low, t.point.High = Median(t.point.Samples)
	}
	return all
}

// A turn is one run of every round.
type turn struct {
	op    func()
	point *Point
}

// A Series is the throughput of one operation against the number of
// goroutines.
type Series struct {
	Name   string  `json:"name,omitempty"` // labels the series in a drawing
	Points []Point `json:"points"`         // in the order of the numbers given to Sweep
}

// Named returns s under a name, which labels it in a drawing.
func (s Series) Named(name string) Series {
	s.Name = name
	return s
}

// A Point is the throughput of one operation with one number of goroutines, in
// operations per second.
type Point struct {
	Goroutines int `json:"goroutines"`

	// PerSecond is the median of the repetitions.
	PerSecond float64 `json:"per_second"`

	// Low and High enclose the true median with a confidence of 93 % or better
	// from 5 repetitions on; under 5 they are the least and the greatest.
	Low  float64 `json:"low"`
	High float64 `json:"high"`

	// Samples are the repetitions. Those of one Compare with the same index were
	// run in the same round, and may be divided by one another.
	Samples []float64 `json:"samples"`
}

// Ratio compares p with base, another point of the same Compare: the median
// over the rounds of the quotient of their throughputs, with the bounds of
// Median. Rounds in which base did nothing are left out.
func (p Point) Ratio(base Point) (median, low, high float64) { return ratio(p.Samples, base.Samples) }

// Powers returns the powers of two from 1 to limit: 1, 2, 4, … It is empty
// when limit is less than one.
func Powers(limit int) []int {
	powers := []int{}
	for n := 1; n > 0 && n <= limit; n *= 2 {
		powers = append(powers, n)
	}
	return powers
}
