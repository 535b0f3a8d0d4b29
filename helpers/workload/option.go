package workload

import "time"

// An Option changes how the functions of this package measure.
type Option func(*config)

type config struct {
	duration time.Duration
	counted  bool // ops decides, not duration
	ops      int
	repeat   int
	think    time.Duration
	warmUp   time.Duration
	patience time.Duration // 0 when nobody gives up
	control  bool
	workers  int           // goroutines of SweepProcs; 0 for as many as processors
	watch    time.Duration // before an arrival the clock is watched so long
	tell     listeners
}

// configure returns what opts ask for, over the defaults: 100 ms, and as many
// repetitions as said.
func configure(repeat int, opts []Option) config {
	c := config{duration: 100 * time.Millisecond, repeat: repeat, watch: watch}
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

// Ops makes each run last until every goroutine has done n operations, each
// batch of Measure do n, and an OpenLoop see n arrivals. Less than one means
// none.
func Ops(n int) Option {
	return func(c *config) { c.ops, c.counted = max(n, 0), true }
}

// Repeat makes a sweep run each of its points n times, and Measure time n
// batches. Less than one means one.
func Repeat(n int) Option {
	return func(c *config) { c.repeat = max(n, 1) }
}

// Think makes every goroutine wait for d after each operation, as a user does
// between two requests: it is a closed loop, and the throughput is at most one
// operation per goroutine and d. Waiting takes no processor; work outside a
// lock, which does, is Locked's. Go wakes up to 1 ms late, so that a d below a
// few milliseconds is longer than it says. Measure and OpenLoop do not think.
func Think(d time.Duration) Option {
	return func(c *config) { c.think = d }
}

// WarmUp precedes each run of a sweep by the same run for d, which is not
// counted. There is none by default: for runs of 20 ms and more it made no
// interval narrower. For runs of 5 ms, 2 ms of it brought the intervals of one
// and two goroutines from 14 and 44 % of their medians to 1 and 10 %.
func WarmUp(d time.Duration) Option {
	return func(c *config) { c.warmUp = d }
}

// Goroutines has SweepProcs work with n goroutines, whatever the number of
// processors. Less than one means one. The other functions are told how many
// by an argument, and do not use it.
func Goroutines(n int) Option {
	return func(c *config) { c.workers = max(n, 1) }
}

// Join returns one option that does what all of them do.
func Join(opts ...Option) Option {
	return func(c *config) {
		for _, o := range opts {
			o(c)
		}
	}
}
