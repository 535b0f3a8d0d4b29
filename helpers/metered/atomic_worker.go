package metered

import "sync/atomic"

// maxRetries is the longest run of failures that is told from longer ones.
const maxRetries = 64

// workerTally is what one worker counts, in plain memory that nobody else
// touches: that costs a tenth of what an atomic counter would.
type workerTally struct {
	counts    AtomicCounts
	casFailed uint64
	run       uint64                  // failures since the last success
	retries   *[maxRetries + 1]uint64 // nil until a success comes after a failure
}

// compared counts a CompareAndSwap, and returns how it went.
func (t *workerTally) compared(swapped bool) bool {
	t.counts.CompareAndSwaps++
	if !swapped {
		t.casFailed++
		t.run++
		return false
	}
	if t.run > 0 {
		t.retried()
	}
	return true
}

// retried counts a success that came after failures.
func (t *workerTally) retried() {
	if t.retries == nil {
		t.retries = new([maxRetries + 1]uint64)
	}
	t.retries[min(t.run, maxRetries)]++
	t.run = 0
}

// workerTotals is what all workers of an atomic counted until their Done.
type workerTotals struct {
	loads, stores, swaps, compareAndSwaps, adds, ands, ors atomic.Uint64

	casFailed atomic.Uint64
	retries   [maxRetries + 1]atomic.Uint64
}

// take moves what t counted to the totals of o. Several workers may do so at
// once; a Stats meanwhile may see one of their counts and not yet the other.
func (t *workerTally) take(o *atomicOps) {
	to := o.totals()
	ignoreSync()
	defer heedSync()
	to.loads.Add(t.counts.Loads)
	to.stores.Add(t.counts.Stores)
	to.swaps.Add(t.counts.Swaps)
	to.compareAndSwaps.Add(t.counts.CompareAndSwaps)
	to.adds.Add(t.counts.Adds)
	to.ands.Add(t.counts.Ands)
	to.ors.Add(t.counts.Ors)
	to.casFailed.Add(t.casFailed)

	atOnce := t.counts.CompareAndSwaps - t.casFailed
	if t.retries != nil {
		for i, n := range t.retries {
			atOnce -= n
			to.retries[i].Add(n)
		}
	}
	to.retries[0].Add(atOnce)
	*t = workerTally{}
}

// addTo adds the totals to s.
func (t *workerTotals) addTo(s *AtomicStats) {
	s.Workers = AtomicCounts{
		Loads:           t.loads.Load(),
		Stores:          t.stores.Load(),
		Swaps:           t.swaps.Load(),
		CompareAndSwaps: t.compareAndSwaps.Load(),
		Adds:            t.adds.Load(),
		Ands:            t.ands.Load(),
		Ors:             t.ors.Load(),
	}
	s.CASFailures += t.casFailed.Load()
	for i := range t.retries {
		if n := t.retries[i].Load(); n > 0 {
			s.Retries = append(s.Retries, make([]uint64, i+1-len(s.Retries))...)
			s.Retries[i] = n
		}
	}
}
