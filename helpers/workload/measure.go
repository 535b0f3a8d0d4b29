package workload

// Measure returns what one call of op costs to a single goroutine that meets
// nobody.
func Measure(name string, op func(), opts ...Option) Cost {
	return Cost{Name: name}
}

// A Cost is what one operation takes, in nanoseconds.
type Cost struct {
	Name string `json:"name"`

	// Median is the median of the batches' means. It includes Loop: nothing is
	// subtracted.
	Median float64 `json:"median_ns"`

	// Low and High enclose the true median with 94 % confidence or better.
	Low  float64 `json:"low_ns"`
	High float64 `json:"high_ns"`

	// Loop is what the same loop costs around an empty function.
	Loop float64 `json:"loop_ns"`

	Batches int `json:"batches"` // how many batches were timed
	PerOps  int `json:"per_ops"` // how many operations each batch did
}
