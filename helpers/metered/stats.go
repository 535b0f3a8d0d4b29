package metered

import (
	"time"

	"cahiers/helpers/latency"
)

// MutexStats is what happened to a Mutex until Stats was called: a plain
// value, safe to keep, to copy and to encode as JSON.
type MutexStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// Acquisitions counts the Locks, and the TryLocks that succeeded. Exact.
	Acquisitions uint64 `json:"acquisitions"`

	// Contended counts the Locks that found the Mutex taken, or lost it to another
	// goroutine at the last moment. Exact.
	Contended uint64 `json:"contended"`

	// TryFailures counts the TryLocks that gave up. Exact; 0 under -race.
	TryFailures uint64 `json:"try_failures"`

	// QueueSeen says how long the queue was when the contended Locks arrived:
	// QueueSeen[0] of them found nobody but the holder, QueueSeen[3] found the
	// holder and three goroutines already waiting. Every contended Lock is in
	// it, and a goroutine is in the queue once it has waited for some 50 ns. Nil
	// under -race.
	QueueSeen []uint64 `json:"queue_seen,omitempty"`

	// Waits are the times contended Locks took to get the Mutex. Estimated: one
	// in 32, chosen at random before it waits; Waits.Count says how many.
	Waits latency.Snapshot `json:"waits"`

	// Holds are the times between an acquisition and its Unlock. Estimated: one
	// in 1,024 on average, at random gaps; Holds.Count says how many.
	Holds latency.Snapshot `json:"holds"`

	// ClockCost is the time of one reading of the clock, 20 to 50 ns, which every
	// sampled wait and hold includes: a hold under 100 ns is mostly that.
	// Measured on this machine when Stats was called.
	ClockCost time.Duration `json:"clock_cost_ns"`
}

// Named returns s under a name, which labels it in a drawing.
func (s MutexStats) Named(name string) MutexStats {
	s.Name = name
	return s
}

// TimeWaited returns how long all goroutines together waited for the Mutex.
// Estimated: Contended times the mean of Waits, less ClockCost.
func (s MutexStats) TimeWaited() time.Duration { return s.extrapolate(s.Contended, s.Waits) }

// TimeHeld returns how long the Mutex was held in all. Estimated: Acquisitions
// times the mean of Holds, less ClockCost. It is only as good as the
// difference of the two: of holds much shorter than ClockCost it says nothing.
func (s MutexStats) TimeHeld() time.Duration { return s.extrapolate(s.Acquisitions, s.Holds) }

func (s MutexStats) extrapolate(events uint64, sampled latency.Snapshot) time.Duration {
	n := sampled.Count()
	if n == 0 {
		return 0
	}
	mean := float64(sampled.Sum)/float64(n) - float64(s.ClockCost)
	return time.Duration(max(mean, 0) * float64(events))
}

// Sub returns what happened after earlier, a former Stats of the same Mutex.
func (s MutexStats) Sub(earlier MutexStats) MutexStats {
	s.Acquisitions = since(s.Acquisitions, earlier.Acquisitions)
	s.Contended = since(s.Contended, earlier.Contended)
	s.TryFailures = since(s.TryFailures, earlier.TryFailures)
	s.QueueSeen = countsSince(s.QueueSeen, earlier.QueueSeen)
	s.Waits = s.Waits.Sub(earlier.Waits)
	s.Holds = s.Holds.Sub(earlier.Holds)
	return s
}

// since returns a growing count less what it was, or 0 when the two are of
// different things.
func since(now, earlier uint64) uint64 { return now - min(now, earlier) }

// Merge returns what happened to both, for instance to two shards of one
// structure, under the name of s.
func (s MutexStats) Merge(o MutexStats) MutexStats {
	s.Acquisitions += o.Acquisitions
	s.Contended += o.Contended
	s.TryFailures += o.TryFailures
	s.QueueSeen = countsTogether(s.QueueSeen, o.QueueSeen)
	s.Waits = s.Waits.Merge(o.Waits)
	s.Holds = s.Holds.Merge(o.Holds)
	s.ClockCost = max(s.ClockCost, o.ClockCost)
	return s
}

// longestQueue returns how many goroutines the unluckiest arrival found
// waiting, or -1 when no queue was seen.
func (s MutexStats) longestQueue() int {
	return greatest(s.QueueSeen)
}
