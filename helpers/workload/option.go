package workload

import "time"

// An Option changes how Run, Sweep, Compare or Measure work.
type Option func(*config)

type config struct {
	duration time.Duration
	ops      int // per goroutine; 0 when the duration decides
	repeat   int
}

const (
	defaultDuration = 100 * time.Millisecond
	defaultRepeat   = 5
)

func configure(opts []Option) config {
	c := config{duration: defaultDuration, repeat: defaultRepeat}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// For makes a run last d instead of 100 ms. A d of zero or less stops the
// goroutines after one operation each.
func For(d time.Duration) Option { return func(c *config) { c.duration = d; c.ops = 0 } }

// Ops makes a run end when every goroutine has done n operations, however long
// it takes.
func Ops(n int) Option { return func(c *config) { c.ops = n } }

// Repeat makes a sweep run each of its points n times instead of 5.
func Repeat(n int) Option { return func(c *config) { c.repeat = max(n, 1) } }
