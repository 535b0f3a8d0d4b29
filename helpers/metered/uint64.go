package metered

import "sync/atomic"

// atomicUint64 lends Uint64 its methods under a name that no program can reach.
type atomicUint64 = atomic.Uint64

// A Uint64 is an atomic.Uint64 that counts the CompareAndSwaps that fail, and
// estimates how many Adds there were. The zero value is zero. It must not be
// copied after first use; go vet says so.
//
// Load, Store, Swap, And and Or are those of atomic.Uint64, and are not counted.
// A CompareAndSwap that succeeds costs what it costs there, an Add up to a
// tenth more (BENCHMARKS.md says how that was measured). What is done through a
// Worker is counted exactly, whatever it is.
//
// It fills a cache line, so that neighbours in an array do not slow one
// another: to show that they do, take those of sync/atomic. Under -race its
// counts order nothing that atomic.Uint64 leaves unordered: it hides no race.
type Uint64 struct {
	atomicUint64 // first, so that it is where an atomic.Uint64 has it

	ops atomicOps
	_   [24]byte
}

// CompareAndSwap atomically stores new if the value is old, and reports whether
// it was. A failure is counted.
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) {
	if x.atomicUint64.CompareAndSwap(old, new) {
		return true
	}
	x.ops.failed()
	return false
}

// Add atomically adds delta and returns the new value. One Add in 256 is
// counted.
func (x *Uint64) Add(delta uint64) (new uint64) {
	new = x.atomicUint64.Add(delta)
	if new*candidateFactor >= firstCandidate {
		x.added(new)
	}
	return new
}

// added may sample an Add with that result. A call of its own is what lets the
// compiler put Add itself where it is called, and that is half of its cost.
//
//go:noinline
func (x *Uint64) added(result uint64) { x.ops.added(result) }

// Stats returns what happened to x so far, without the workers that have not
// called Done. It stops nobody: counts that change meanwhile may be of slightly
// different moments.
func (x *Uint64) Stats() AtomicStats { return x.ops.stats() }

// Worker returns a handle through which one goroutine uses x, and which counts
// exactly what it does, in memory of its own:
//
//	w := n.Worker()
//	defer w.Done()
//	for range 1000 {
//		w.Add(1)
//	}
func (x *Uint64) Worker() *Uint64Worker { return &Uint64Worker{x: x} }

// A Uint64Worker is a Uint64 in the hands of one goroutine: its methods do the
// same and count themselves, for a twentieth more time when nobody disputes the
// variable. One goroutine at a time may use it. It fills two cache lines.
type Uint64Worker struct {
	x     *Uint64
	tally workerTally
	_     [40]byte
}

// Load is Uint64.Load, counted.
func (w *Uint64Worker) Load() uint64 {
	w.tally.counts.Loads++
	return w.x.Load()
}

// Store is Uint64.Store, counted.
func (w *Uint64Worker) Store(val uint64) {
	w.tally.counts.Stores++
	w.x.Store(val)
}

// Swap is Uint64.Swap, counted.
func (w *Uint64Worker) Swap(new uint64) (old uint64) {
	w.tally.counts.Swaps++
	return w.x.Swap(new)
}

// CompareAndSwap is Uint64.CompareAndSwap, counted with the failures that came
// before a success.
func (w *Uint64Worker) CompareAndSwap(old, new uint64) (swapped bool) {
	return w.tally.compared(w.x.atomicUint64.CompareAndSwap(old, new))
}

// Add is Uint64.Add, counted.
func (w *Uint64Worker) Add(delta uint64) (new uint64) {
	w.tally.counts.Adds++
	return w.x.atomicUint64.Add(delta)
}

// And is Uint64.And, counted.
func (w *Uint64Worker) And(mask uint64) (old uint64) {
	w.tally.counts.Ands++
	return w.x.And(mask)
}

// Or is Uint64.Or, counted.
func (w *Uint64Worker) Or(mask uint64) (old uint64) {
	w.tally.counts.Ors++
	return w.x.Or(mask)
}

// Done adds what w counted to the Stats of the Uint64. The worker may go on, and
// call Done again.
func (w *Uint64Worker) Done() { w.tally.take(&w.x.ops) }
