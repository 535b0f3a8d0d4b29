package workload

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	"cahiers/helpers/latency"
)

// OpenLoop calls op for arrivals that come by chance, perSecond on average,
// whether or not the former have been served: a Poisson process, as of clients
// who know nothing of one another. The goroutines are the servers; an arrival
// that finds all of them busy waits in line. It lasts 100 ms, unless For or
// Ops says otherwise.
//
// Latencies are counted from the moment the arrival was due, not from the
// moment a goroutine was free for it, so that no waiting is left out (the
// coordinated omission of closed loops). What is still in line when the time
// is over is dropped and told.
//
// One idle goroutine at a time watches the clock, because a sleep ends up to
// 1 ms late; it yields to all others, and takes what they leave of one
// processor. An arrival costs about 0.15 µs besides op, and no more than 100
// million a second may be asked for. With less than one goroutine, or a rate
// that is not positive, nothing happens.
func OpenLoop(goroutines int, perSecond float64, op func(), opts ...Option) Arrivals {
	if op == nil {
		panic(nilOp)
	}
	a := Arrivals{Goroutines: goroutines, PerSecond: min(perSecond, mostPerSecond)}
	if goroutines < 1 || !(perSecond > 0) {
		return a
	}
	d := &door{
		config: configure(1, opts),
		free:   make(chan struct{}, 1),
		mean:   float64(time.Second) / a.PerSecond,
		random: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())),
	}
	served := make([]latency.Histogram, goroutines)
	var done sync.WaitGroup
	d.start = time.Now()
	d.advance()
	d.free <- struct{}{}
	for i := range goroutines {
		done.Go(func() {
			for {
				due, ok := d.next()
				if !ok {
					return
				}
				op()
				served[i].Record(d.now() - due)
			}
		})
	}
	done.Wait()
	a.Elapsed = d.now()
	for i := range served {
		a.Latency = a.Latency.Merge(served[i].Snapshot())
	}
	a.Late = d.late.Snapshot()
	a.Due, a.Dropped = d.due, d.dropped
	return a
}

// Patience makes an arrival of an OpenLoop give up when nobody has begun to
// serve it d after it came; it counts as dropped.
func Patience(d time.Duration) Option {
	return func(c *config) { c.patience = d }
}

// Arrivals is what became of those who came in an OpenLoop. Counts are exact.
type Arrivals struct {
	Goroutines int     `json:"goroutines"` // that served
	PerSecond  float64 `json:"per_second"` // arrivals asked for, on average

	Due     uint64 `json:"due"`     // arrivals that came
	Dropped uint64 `json:"dropped"` // of them, those that gave up or were in line when the time was over

	// Latency holds the time from due to served, of all that were served.
	Latency latency.Snapshot `json:"latency"`

	// Late says how much later than due an arrival began for which a goroutine
	// stood waiting: what this function and the scheduler add to the latencies.
	Late latency.Snapshot `json:"late"`

	Elapsed time.Duration `json:"elapsed_ns"` // until the last had been served
}

// Served returns how many arrivals were served; exact.
func (a Arrivals) Served() uint64 { return a.Due - a.Dropped }

// mostPerSecond keeps what is dropped at the end countable.
const mostPerSecond = 1e8

// watch is longer than a sleep may end late.
const watch = 1500 * time.Microsecond

// A door lets arrivals in, one after the other.
type door struct {
	config
	start  time.Time
	mean   float64 // nanoseconds between two arrivals
	random *rand.Rand

	free         chan struct{} // holds one value, which whoever waits for the next arrival takes
	coming       float64       // nanoseconds after start when the next arrival is due
	due, dropped uint64
	late         latency.Histogram
}

func (d *door) now() time.Duration { return time.Since(d.start) }

func (d *door) advance() { d.coming += d.random.ExpFloat64() * d.mean }

// next waits for the next arrival that is to be served, and returns when it
// was due; false when there will be none.
func (d *door) next() (time.Duration, bool) {
	<-d.free
	defer func() { d.free <- struct{}{} }()
	for !d.closed() {
		due := time.Duration(min(d.coming, math.MaxInt64/2))
		now := d.now()
		if due > now {
			now = d.await(due)
			d.late.Record(now - due)
		}
		d.due++
		d.advance()
		over := !d.counted && now >= d.duration
		if over || d.patience > 0 && now-due > d.patience {
			d.dropped++
			continue
		}
		return due, true
	}
	return 0, false
}

func (d *door) closed() bool {
	if d.counted {
		return d.due >= uint64(d.ops)
	}
	return d.coming >= float64(d.duration)
}

// await returns once an arrival is due, and says what time it is.
func (d *door) await(due time.Duration) time.Duration {
	for {
		now := d.now()
		switch left := due - now; {
		case left <= 0:
			return now
		case left > d.watch:
			time.Sleep(left - d.watch)
		default:
			runtime.Gosched()
		}
	}
}
