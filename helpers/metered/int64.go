package metered

import "sync/atomic"

// atomicInt64 lends Int64 its methods under a name that no program can reach.
type atomicInt64 = atomic.Int64

// An Int64 is an atomic.Int64 that counts the CompareAndSwaps that fail, and
// estimates how many Adds there were. The zero value is zero. It must not be
// copied after first use; go vet says so.
//
// Load, Store, Swap, And and Or are those of atomic.Int64, and are not counted.
// A CompareAndSwap that succeeds costs what it costs there, an Add up to a
// tenth more (BENCHMARKS.md says how that was measured). What is done through a
// Worker is counted exactly, whatever it is.
//
// It fills a cache line, so that neighbours in an array do not slow one
// another: to show that they do, take those of sync/atomic. Under -race its
// counts order nothing that atomic.Int64 leaves unordered: it hides no race.
type Int64 struct {
	atomicInt64 // first, so that it is where an atomic.Int64 has it

	ops atomicOps
	_   [24]byte
}

// CompareAndSwap atomically stores new if the value is old, and reports whether
// it was. A failure is counted.
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) {
	if x.atomicInt64.CompareAndSwap(old, new) {
		return true
	}
	x.ops.failed()
	return false
}

// Add atomically adds delta and returns the new value. One Add in 256 is
// counted.
func (x *Int64) Add(delta int64) (new int64) {
	new = x.atomicInt64.Add(delta)
	if uint64(new)*candidateFactor >= firstCandidate {
		x.added(new)
	}
	return new
}

// added may sample an Add with that result. A call of its own is what lets the
// compiler put Add itself where it is called, and that is half of its cost.
//
//go:noinline
func (x *Int64) added(result int64) { x.ops.added(uint64(result)) }

// Stats returns what happened to x so far, without the workers that have not
// called Done. It stops nobody: counts that change meanwhile may be of slightly
// different moments.
func (x *Int64) Stats() AtomicStats { return x.ops.stats() }

// Worker returns a handle through which one goroutine uses x, and which counts
// exactly what it does, in memory of its own:
//
//	w := n.Worker()
//	defer w.Done()
//	for range 1000 {
//		w.Add(1)
//	}
func (x *Int64) Worker() *Int64Worker { return &Int64Worker{x: x} }

// An Int64Worker is an Int64 in the hands of one goroutine: its methods do the
// same and count themselves, for a twentieth more time when nobody disputes the
// variable. One goroutine at a time may use it. It fills two cache lines.
type Int64Worker struct {
	x     *Int64
	tally workerTally
	_     [40]byte
}

// Load is Int64.Load, counted.
func (w *Int64Worker) Load() int64 {
	w.tally.counts.Loads++
	return w.x.Load()
}

// Store is Int64.Store, counted.
func (w *Int64Worker) Store(val int64) {
	w.tally.counts.Stores++
	w.x.Store(val)
}

// Swap is Int64.Swap, counted.
func (w *Int64Worker) Swap(new int64) (old int64) {
	w.tally.counts.Swaps++
	return w.x.Swap(new)
}

// CompareAndSwap is Int64.CompareAndSwap, counted with the failures that came
// before a success.
func (w *Int64Worker) CompareAndSwap(old, new int64) (swapped bool) {
	return w.tally.compared(w.x.atomicInt64.CompareAndSwap(old, new))
}

// Add is Int64.Add, counted.
func (w *Int64Worker) Add(delta int64) (new int64) {
	w.tally.counts.Adds++
	return w.x.atomicInt64.Add(delta)
}

// And is Int64.And, counted.
func (w *Int64Worker) And(mask int64) (old int64) {
	w.tally.counts.Ands++
	return w.x.And(mask)
}

// Or is Int64.Or, counted.
func (w *Int64Worker) Or(mask int64) (old int64) {
	w.tally.counts.Ors++
	return w.x.Or(mask)
}

// Done adds what w counted to the Stats of the Int64. The worker may go on, and
// call Done again.
func (w *Int64Worker) Done() { w.tally.take(&w.x.ops) }
