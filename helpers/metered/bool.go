package metered

import "sync/atomic"

// atomicBool lends Bool its methods under a name that no program can reach.
type atomicBool = atomic.Bool

// A Bool is an atomic.Bool that counts the CompareAndSwaps that fail. The zero
// value is false. It must not be copied after first use; go vet says so.
//
// Load, Store and Swap are those of atomic.Bool, and are not counted. A
// CompareAndSwap that succeeds costs what it costs there. What is done through a
// Worker is counted exactly, whatever it is.
//
// It fills a cache line, so that neighbours in an array do not slow one
// another. Under -race its counts order nothing that atomic.Bool leaves
// unordered: it hides no race.
type Bool struct {
	atomicBool // first, so that it is where an atomic.Bool has it

	ops atomicOps
	_   [24]byte
}

// CompareAndSwap atomically stores new if the value is old, and reports whether
// it was. A failure is counted.
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	if x.atomicBool.CompareAndSwap(old, new) {
		return true
	}
	x.ops.failed()
	return false
}

// Stats returns what happened to x so far, without the workers that have not
// called Done. It stops nobody: counts that change meanwhile may be of slightly
// different moments.
func (x *Bool) Stats() AtomicStats { return x.ops.stats() }

// Worker returns a handle through which one goroutine uses x, and which counts
// exactly what it does, in memory of its own. The example of Int64 shows how:
// the goroutine ends with Done.
func (x *Bool) Worker() *BoolWorker { return &BoolWorker{x: x} }

// A BoolWorker is a Bool in the hands of one goroutine: its methods do the
// same and count themselves. One goroutine at a time may use it. It fills two
// cache lines.
type BoolWorker struct {
	x     *Bool
	tally workerTally
	_     [40]byte
}

// Load is Bool.Load, counted.
func (w *BoolWorker) Load() bool {
	w.tally.counts.Loads++
	return w.x.Load()
}

// Store is Bool.Store, counted.
func (w *BoolWorker) Store(val bool) {
	w.tally.counts.Stores++
	w.x.Store(val)
}

// Swap is Bool.Swap, counted.
func (w *BoolWorker) Swap(new bool) (old bool) {
	w.tally.counts.Swaps++
	return w.x.Swap(new)
}

// CompareAndSwap is Bool.CompareAndSwap, counted with the failures that came
// before a success.
func (w *BoolWorker) CompareAndSwap(old, new bool) (swapped bool) {
	return w.tally.compared(w.x.atomicBool.CompareAndSwap(old, new))
}

// Done adds what w counted to the Stats of the Bool. The worker may go on, and
// call Done again.
func (w *BoolWorker) Done() { w.tally.take(&w.x.ops) }
