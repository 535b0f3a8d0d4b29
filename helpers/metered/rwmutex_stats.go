package metered

import (
	"time"

	"cahiers/helpers/latency"
)

// RWMutexStats is what happened to a RWMutex until Stats was called: a plain
// value, safe to keep, to copy and to encode as JSON.
type RWMutexStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// ReadsEstimated counts the RLocks, and the TryRLocks that succeeded.
	// Estimated, from below: of readers that several processors count at the
	// same instant one is lost. Exact with one processor, and under -race.
	ReadsEstimated uint64 `json:"reads_estimated"`

	// ReadsContended counts the RLocks that a writer made wait. Those that it
	// overtook in their last few ns are missing; exact under -race.
	ReadsContended uint64 `json:"reads_contended"`

	// Writes counts the Locks, and the TryLocks that succeeded. Exact.
	Writes uint64 `json:"writes"`

	// WritesContended counts the Locks that found the RWMutex taken, by readers or
	// a writer. Exact.
	WritesContended uint64 `json:"writes_contended"`

	// TryFailures counts the TryRLocks and TryLocks that gave up. Exact.
	TryFailures uint64 `json:"try_failures"`

	// ReadersSeen says how many others were reading when a sampled reader came
	// in: ReadersSeen[3] of them found three. Estimated: one read in 4,096 on
	// average, at random gaps, unless a writer was waiting then. Nil under -race.
	ReadersSeen []uint64 `json:"readers_seen,omitempty"`

	// ReadWaits and WriteWaits are the times contended RLocks and Locks took.
	// Estimated: one in 32, chosen at random before it waits; Count says how
	// many. Under -race those of reads are empty.
	ReadWaits  latency.Snapshot `json:"read_waits"`
	WriteWaits latency.Snapshot `json:"write_waits"`

	// ReadHolds and WriteHolds are the times from an RLock or a Lock to its
	// unlocking. Estimated: one read in 4,096 and one write in 1,024 on average, at
	// random gaps; Count says how many. A reader is timed if the same goroutine unlocks, from about the
	// same depth of calls. Under -race those of reads are empty.
	ReadHolds  latency.Snapshot `json:"read_holds"`
	WriteHolds latency.Snapshot `json:"write_holds"`

	// ClockCost is the time of one reading of the clock, 20 to 50 ns, which every
	// sampled wait and hold includes: a hold under 100 ns is mostly that.
	// Measured on this machine when Stats was called.
	ClockCost time.Duration `json:"clock_cost_ns"`
}

// Named returns s under a name, which labels it in a drawing.
func (s RWMutexStats) Named(name string) RWMutexStats {
	s.Name = name
	return s
}

// Sub returns what happened after earlier, a former Stats of the same RWMutex.
func (s RWMutexStats) Sub(earlier RWMutexStats) RWMutexStats {
	s.ReadsEstimated = since(s.ReadsEstimated, earlier.ReadsEstimated)
	s.ReadsContended = since(s.ReadsContended, earlier.ReadsContended)
	s.Writes = since(s.Writes, earlier.Writes)
	s.WritesContended = since(s.WritesContended, earlier.WritesContended)
	s.TryFailures = since(s.TryFailures, earlier.TryFailures)
	s.ReadersSeen = countsSince(s.ReadersSeen, earlier.ReadersSeen)
	s.ReadWaits = s.ReadWaits.Sub(earlier.ReadWaits)
	s.WriteWaits = s.WriteWaits.Sub(earlier.WriteWaits)
	s.ReadHolds = s.ReadHolds.Sub(earlier.ReadHolds)
	s.WriteHolds = s.WriteHolds.Sub(earlier.WriteHolds)
	return s
}

// Merge returns what happened to both, for instance to two shards of one
// structure, under the name of s.
func (s RWMutexStats) Merge(o RWMutexStats) RWMutexStats {
	s.ReadsEstimated += o.ReadsEstimated
	s.ReadsContended += o.ReadsContended
	s.Writes += o.Writes
	s.WritesContended += o.WritesContended
	s.TryFailures += o.TryFailures
	s.ReadersSeen = countsTogether(s.ReadersSeen, o.ReadersSeen)
	s.ReadWaits = s.ReadWaits.Merge(o.ReadWaits)
	s.WriteWaits = s.WriteWaits.Merge(o.WriteWaits)
	s.ReadHolds = s.ReadHolds.Merge(o.ReadHolds)
	s.WriteHolds = s.WriteHolds.Merge(o.WriteHolds)
	s.ClockCost = max(s.ClockCost, o.ClockCost)
	return s
}

// mostReaders returns how many others the sampled reader in the greatest
// company found inside, or -1 when none was sampled.
func (s RWMutexStats) mostReaders() int {
	return greatest(s.ReadersSeen)
}
