package metered

import (
	"sync"
	"sync/atomic"
	"time"
)

// A Once is a sync.Once that times its one call, and counts those who had to
// wait for it. The zero value is ready to use. It must not be copied after
// first use; go vet says so.
//
// A Do after the call is over takes the time of sync.Once's, one look at a
// flag, and is not counted for that reason. The first, and those that wait for
// it, take two readings of the clock more. It never allocates more than its
// 40 bytes and the closure of the first Do.
type Once struct {
	// done is set by whoever ran the function, when it is over: that is all the
	// order sync.Once promises.
	done atomic.Bool

	once sync.Once

	runs   atomic.Uint32
	waited atomic.Uint32
	took   atomic.Int64 // ns
	waits  atomic.Int64 // ns, all of them together
}

// Do calls f if it is the first Do of o, and waits for the first to be over
// otherwise. As with sync.Once, a panic of f goes to the first caller, and f is
// taken to have returned; an f that calls o.Do deadlocks.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	since := clock()
	first := false
	o.once.Do(func() {
		first = true
		defer o.over(since)
		f()
	})
	if first {
		return
	}
	waited := clock() - since
	ignoreSync()
	o.waited.Add(1)
	o.waits.Add(int64(waited))
	heedSync()
}

// over says that the function has returned, or panicked.
func (o *Once) over(since time.Duration) {
	ignoreSync()
	o.took.Store(int64(clock() - since))
	o.runs.Store(1)
	heedSync()
	o.done.Store(true)
}

// Stats returns what happened to o so far. It waits for nothing.
func (o *Once) Stats() OnceStats {
	ignoreSync()
	defer heedSync()
	return OnceStats{
		Runs:      uint64(o.runs.Load()),
		Took:      time.Duration(o.took.Load()),
		Waited:    uint64(o.waited.Load()),
		WaitedFor: time.Duration(o.waits.Load()),
	}
}

// OnceStats is what happened to a Once until Stats was called: a plain value,
// safe to keep, to copy and to encode as JSON. All of it is exact.
type OnceStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// Runs is 1 when the function is over, and 0 before; of several Onces merged,
	// how many are over.
	Runs uint64 `json:"runs"`

	// Took is the time the function took, one reading of the clock included.
	Took time.Duration `json:"took_ns"`

	// Waited counts the Dos that came before the function was over, and waited
	// until it was.
	Waited uint64 `json:"waited"`

	// WaitedFor is how long all of them together waited.
	WaitedFor time.Duration `json:"waited_for_ns"`
}

// Named returns s under a name, which labels it in a drawing.
func (s OnceStats) Named(name string) OnceStats {
	s.Name = name
	return s
}

// Sub returns what happened after earlier, a former Stats of the same Once.
func (s OnceStats) Sub(earlier OnceStats) OnceStats {
	s.Runs = since(s.Runs, earlier.Runs)
	s.Took = max(s.Took-earlier.Took, 0)
	s.Waited = since(s.Waited, earlier.Waited)
	s.WaitedFor = max(s.WaitedFor-earlier.WaitedFor, 0)
	return s
}

// Merge returns what happened to both, under the name of s.
func (s OnceStats) Merge(o OnceStats) OnceStats {
	s.Runs += o.Runs
	s.Took += o.Took
	s.Waited += o.Waited
	s.WaitedFor += o.WaitedFor
	return s
}
