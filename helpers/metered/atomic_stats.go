package metered

// AtomicStats is what happened to an Int32, Int64, Uint32, Uint64, Bool or
// Pointer until Stats was called: a plain value, safe to keep, to copy and to
// encode as JSON.
//
// An atomic operation is too short to count all that is done: Load, Store,
// Swap, And, Or, and a CompareAndSwap that succeeds, leave no trace when they
// are called on the atomic itself. Nor are they timed: reading the clock takes
// ten times as long. A worker counts all of them.
type AtomicStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// CASFailures counts the CompareAndSwaps that found another value than the
	// old one. Exact.
	CASFailures uint64 `json:"cas_failures"`

	// AddSamples counts the Adds that were sampled, one in 256, among those called
	// on the atomic itself; DirectAdds estimates all of them from it.
	AddSamples uint64 `json:"add_samples"`

	// Workers counts what the workers did until their last Done. Exact.
	Workers AtomicCounts `json:"workers"`

	// Retries says how often the workers failed before they succeeded: Retries[0]
	// of their CompareAndSwaps succeeded at once, Retries[3] after three failures
	// in a row; those after 64 or more are all in Retries[64]. Exact, but for runs
	// of failures that ended in no success, which are in none of them. Of a
	// CompareAndSwap called on the atomic itself nobody knows who failed before.
	Retries []uint64 `json:"retries,omitempty"`
}

// AtomicCounts counts calls, by method.
type AtomicCounts struct {
	Loads           uint64 `json:"loads"`
	Stores          uint64 `json:"stores"`
	Swaps           uint64 `json:"swaps"`
	CompareAndSwaps uint64 `json:"compare_and_swaps"` // both kinds: those that swapped and those that failed
	Adds            uint64 `json:"adds"`
	Ands            uint64 `json:"ands"`
	Ors             uint64 `json:"ors"`
}

// Total returns how many calls there were of any method.
func (c AtomicCounts) Total() uint64 {
	return c.Loads + c.Stores + c.Swaps + c.CompareAndSwaps + c.Adds + c.Ands + c.Ors
}

func (c AtomicCounts) combine(o AtomicCounts, f func(a, b uint64) uint64) AtomicCounts {
	return AtomicCounts{
		Loads:           f(c.Loads, o.Loads),
		Stores:          f(c.Stores, o.Stores),
		Swaps:           f(c.Swaps, o.Swaps),
		CompareAndSwaps: f(c.CompareAndSwaps, o.CompareAndSwaps),
		Adds:            f(c.Adds, o.Adds),
		Ands:            f(c.Ands, o.Ands),
		Ors:             f(c.Ors, o.Ors),
	}
}

// Named returns s under a name, which labels it in a drawing.
func (s AtomicStats) Named(name string) AtomicStats {
	s.Name = name
	return s
}

// DirectAdds returns how many Adds were called on the atomic itself. Estimated:
// AddSamples times 256. It is right on average for a counter that only grows,
// or only falls; half of the time within 7 % after 25,000 Adds, within 1 % after
// a million. For a gauge that goes up and down it is too low, often 0, because
// an Add is sampled by its result, and one that has come before hardly ever is.
// A worker counts its Adds exactly.
func (s AtomicStats) DirectAdds() uint64 { return s.AddSamples * addsPerSample }

// Sub returns what happened after earlier, a former Stats of the same atomic.
func (s AtomicStats) Sub(earlier AtomicStats) AtomicStats {
	s.CASFailures = since(s.CASFailures, earlier.CASFailures)
	s.AddSamples = since(s.AddSamples, earlier.AddSamples)
	s.Workers = s.Workers.combine(earlier.Workers, since)
	s.Retries = countsSince(s.Retries, earlier.Retries)
	return s
}

// Merge returns what happened to both, for instance to two shards of one
// counter, under the name of s.
func (s AtomicStats) Merge(o AtomicStats) AtomicStats {
	s.CASFailures += o.CASFailures
	s.AddSamples += o.AddSamples
	s.Workers = s.Workers.combine(o.Workers, func(a, b uint64) uint64 { return a + b })
	s.Retries = countsTogether(s.Retries, o.Retries)
	return s
}

// mostRetries returns the longest run of failures that ended in a success, or
// 0 when there was none.
func (s AtomicStats) mostRetries() int {
	return max(greatest(s.Retries), 0)
}
