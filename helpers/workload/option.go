package workload

import "time"

// An Option changes how Run, Sweep, Compare, Measure or MeasureAll work.
type Option func(*config)

type config struct {
	duration time.Duration
	counted  bool // ops decides, not duration
	ops      int
	repeat   int
}

// configure returns what opts ask for, over the defaults: 100 ms, and as many
// repetitions as said.
func configure(repeat int, opts []Option) config {
	c := config{duration: 100 * time.Millisecond, repeat: repeat}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// For makes each run last d instead of 100 ms. Every goroutine finishes the
// operation it is in, and does one at least, even when d is zero or negative.
// Between For and Ops, the last one given decides.
func For(d time.Duration) Option {
	return func(c *config) { c.duration, c.counted = d, false }
}

// Ops makes each run last until every goroutine has done n operations, and
// each batch of Measure do n. Less than one means none.
func Ops(n int) Option {
	return func(c *config) { c.ops, c.counted = max(n, 0), true }
}

// Repeat makes a sweep run each of its points n times, and Measure time n
// batches. Less than one means one.
func Repeat(n int) Option {
	return func(c *config) { c.repeat = max(n, 1) }
}
