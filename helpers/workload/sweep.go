package workload

import (
	"slices"

	"cahiers/helpers/figure"
)

// Sweep measures the throughput of op with each number of goroutines, 5 times
// 100 ms each unless For, Ops or Repeat says otherwise. The repetitions are
// interleaved, there and back, so that a slow moment of the machine falls on
// all the points alike.
func Sweep(goroutines []int, op func(), opts ...Option) Series {
	return Compare(goroutines, []Variant{{Op: op}}, opts...)[0]
}

// Compare sweeps several variants as one, all their repetitions interleaved,
// and returns a series for each, in their order.
func Compare(goroutines []int, variants []Variant, opts ...Option) []Series {
	s := sweep{names: names(variants)}
	for _, g := range goroutines {
		s.xs = append(s.xs, 0)
		for _, v := range variants {
			s.turns = append(s.turns, &turn{goroutines: g, each: v.each()})
		}
	}
	return s.run(configure(5, opts))
}

func names(variants []Variant) []string {
	names := []string{}
	for _, v := range variants {
		names = append(names, v.Name)
	}
	return names
}

// A sweep has a turn for each variant at each value, value by value.
type sweep struct {
	parameter Parameter
	names     []string
	xs        []float64
	turns     []*turn
}

func (s sweep) run(c config) []Series {
	rounds(s.turns, c, telling(c.tell.series, s.measured))
	return s.measured()
}

// measured are the series of what was measured so far.
func (s sweep) measured() []Series {
	all := make([]Series, len(s.names))
	for i, name := range s.names {
		all[i] = Series{Name: name, Parameter: s.parameter, Points: []Point{}}
		for j, x := range s.xs {
			if t := s.turns[j*len(s.names)+i]; len(t.perSecond) > 0 {
				all[i].Points = append(all[i].Points, medianPoint(t, x))
			}
		}
	}
	return all
}

// medianPoint is what the samples of one turn amount to.
func medianPoint(t *turn, x float64) Point {
	p := Point{Goroutines: t.goroutines, X: x, Samples: slices.Clone(t.perSecond)}
	p.PerSecond, p.Low, p.High = Median(p.Samples)
	return p
}

// A Series is the throughput of one operation against the number of
// goroutines, or against another parameter.
type Series struct {
	Name      string    `json:"name,omitempty"`     // labels the series in a drawing
	Parameter Parameter `json:"parameter,omitzero"` // what X is; zero when the number of goroutines varies
	Points    []Point   `json:"points"`             // in the order of the values swept over
}

// A Parameter is what a sweep varies, when it is not the number of goroutines.
type Parameter struct {
	Name string      `json:"name"` // in French, for an axis
	Unit figure.Unit `json:"unit"`

	// Things is what X counts, one of them in French ("processeur"); empty when
	// it counts nothing.
	Things string `json:"things,omitempty"`
}

// Named returns s under a name, which labels it in a drawing.
func (s Series) Named(name string) Series {
	s.Name = name
	return s
}

// A Point is the throughput of one operation with one number of goroutines, in
// operations per second.
type Point struct {
	Goroutines int     `json:"goroutines"`
	X          float64 `json:"x,omitempty"` // the value of the series' Parameter, in its unit

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
