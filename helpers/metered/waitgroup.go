package metered

import (
	"sync"
	"sync/atomic"

	"cahiers/helpers/latency"
)

// A WaitGroup is a sync.WaitGroup that counts its tasks, keeps the greatest
// number it had at once, and times those who wait for them. The zero value is
// ready to use. It must not be copied after first use; go vet says so.
//
// It waits, panics and dies as the sync.WaitGroup inside it. Each Add and each
// Done costs one atomic operation more, 3 to 10 ns: one or two hundredths of
// what it takes to start a goroutine. It takes 40 bytes, and 8 kB more when
// there is a wait to record.
type WaitGroup struct {
	wg sync.WaitGroup

	// tally holds the tasks started in its upper half and those that are not
	// done in its lower one, so that one operation counts both.
	tally atomic.Uint64
	peak  atomic.Int32 // looked at on the way down only, where every peak has passed

	waits  atomic.Uint32
	waited waits
}

// Add adds delta, which may be negative, to the number of tasks to wait for.
// It panics as sync.WaitGroup does when that becomes negative, or when it is
// called from zero while others wait.
func (wg *WaitGroup) Add(delta int) {
	// Counted first: whoever sees the tasks done sees them counted.
	wg.count(delta)
	wg.wg.Add(delta)
}

// Done says that one task is done: Add(-1).
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Go calls f in a new goroutine, a task that is done when f returns. As with
// sync.WaitGroup, f must not panic: the program ends before Wait returns.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	// Not wg.wg.Go, which would need a second closure to learn that f is over.
	go func() {
		defer func() {
			if x := recover(); x != nil {
				// Without Done, which would let Wait return, and main end the program
				// with success, before the panic has.
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}

// Wait waits until all tasks are done.
func (wg *WaitGroup) Wait() {
	ignoreSync()
	_, left := split(wg.tally.Load())
	heedSync()
	if left == 0 {
		wg.wg.Wait()
		return
	}
	since := clock()
	wg.wg.Wait()
	waited := clock() - since
	ignoreSync()
	wg.waits.Add(1)
	heedSync()
	if !raceEnabled {
		wg.waited.record(waited)
	}
}

// Stats returns what happened to wg so far. It does not wait for its tasks.
func (wg *WaitGroup) Stats() WaitGroupStats {
	ignoreSync()
	started, left := split(wg.tally.Load())
	s := WaitGroupStats{
		Started: uint64(started),
		Peak:    uint64(max(wg.peak.Load(), left)),
		Waits:   uint64(wg.waits.Load()),
	}
	heedSync()
	s.Waited = wg.waited.snapshot()
	return s
}

func (wg *WaitGroup) count(delta int) {
	by := uint64(delta)
	if delta > 0 {
		by += by << 32
	}
	ignoreSync()
	_, left := split(wg.tally.Add(by))
	if delta < 0 {
		was := left - int32(delta)
		for peak := wg.peak.Load(); was > peak; peak = wg.peak.Load() {
			if wg.peak.CompareAndSwap(peak, was) {
				break
			}
		}
	}
	heedSync()
}

// split takes a tally apart. The lower half, when a misuse makes it negative,
// has borrowed from the upper one.
func split(tally uint64) (started uint32, left int32) {
	left = int32(tally)
	return uint32((tally - uint64(left)) >> 32), left
}

// WaitGroupStats is what happened to a WaitGroup until Stats was called: a
// plain value, safe to keep, to copy and to encode as JSON. All of it is exact.
type WaitGroupStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// Started counts the tasks: the Gos, and what was added by positive Adds. It
	// starts again from zero after 4,294,967,295.
	Started uint64 `json:"started"`

	// Peak is the greatest number of tasks there were at once; of several
	// WaitGroups merged, of the one that had most.
	Peak uint64 `json:"peak"`

	// Waits counts the Waits that found tasks not done.
	Waits uint64 `json:"waits"`

	// Waited are the times of these Waits, each with a reading of the clock, 20
	// to 50 ns. Empty under -race.
	Waited latency.Snapshot `json:"waited"`
}

// Named returns s under a name, which labels it in a drawing.
func (s WaitGroupStats) Named(name string) WaitGroupStats {
	s.Name = name
	return s
}

// Sub returns what happened after earlier, a former Stats of the same
// WaitGroup. Peak cannot be told apart, and stays.
func (s WaitGroupStats) Sub(earlier WaitGroupStats) WaitGroupStats {
	s.Started = since(s.Started, earlier.Started)
	s.Waits = since(s.Waits, earlier.Waits)
	s.Waited = s.Waited.Sub(earlier.Waited)
	return s
}

// Merge returns what happened to both, under the name of s.
func (s WaitGroupStats) Merge(o WaitGroupStats) WaitGroupStats {
	s.Started += o.Started
	s.Peak = max(s.Peak, o.Peak)
	s.Waits += o.Waits
	s.Waited = s.Waited.Merge(o.Waited)
	return s
}
