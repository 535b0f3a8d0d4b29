package workload

import (
	"runtime"
	"slices"
	"time"
)

// A turn is one of the things that are measured in every round.
type turn struct {
	goroutines int
	procs      int // GOMAXPROCS while it runs; 0 leaves it as it is
	each       func(worker int) func()
	perSecond  []float64 // what each round gave so far
}

// measure runs t once.
func (t *turn) measure(c config) {
	if t.procs > 0 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(t.procs))
	}
	if c.warmUp > 0 {
		warm := c
		warm.counted, warm.duration = false, c.warmUp
		run(t.goroutines, t.each, warm)
	}
	t.perSecond = append(t.perSecond, run(t.goroutines, t.each, c).PerSecond())
}

// ratio is how many times the throughput of base t reached, round by round.
func (t *turn) ratio(base *turn) (median, low, high float64, n int) {
	n = min(len(t.perSecond), len(base.perSecond))
	median, low, high = ratio(t.perSecond[:n], base.perSecond[:n])
	return median, low, high, n
}

// rounds measures all turns, then all in the other order, and so on, so that a
// slow moment of the machine falls on all alike. Between two runs it tells
// how far it is, now and then; at the end it does so once more.
func rounds(turns []*turn, c config, tell func(done bool)) {
	order := slices.Clone(turns)
	told := time.Now().Add(-pace)
	for range c.repeat {
		for _, t := range order {
			t.measure(c)
			if tell != nil && time.Since(told) >= pace {
				tell(false)
				settle()
				told = time.Now()
			}
		}
		slices.Reverse(order)
	}
	if tell != nil {
		tell(true)
	}
}

const (
	// pace is the least time between two tellings.
	pace = 400 * time.Millisecond
	// rest is what is left to those who draw in other processes.
	rest = 50 * time.Millisecond
)

// settle keeps what a telling leaves behind out of the next run: its garbage,
// which would be collected there, and the page that is still being drawn.
func settle() {
	runtime.GC()
	time.Sleep(rest)
}
