package metered

import "sync/atomic"

// atomicPointer lends Pointer its methods under a name that no program can reach.
type atomicPointer[T any] = atomic.Pointer[T]

// A Pointer is an atomic.Pointer that counts the CompareAndSwaps that fail. The
// zero value is a nil *T. It must not be copied after first use; go vet says so.
//
// Load, Store and Swap are those of atomic.Pointer, and are not counted. A
// CompareAndSwap that succeeds costs what it costs there. What is done through a
// Worker is counted exactly, whatever it is.
//
// It fills a cache line, so that neighbours in an array do not slow one
// another. Under -race its counts order nothing that atomic.Pointer leaves
// unordered: it hides no race.
type Pointer[T any] struct {
	atomicPointer[T] // first, so that it is where an atomic.Pointer has it

	ops atomicOps
	_   [24]byte
}

// CompareAndSwap atomically stores new if the pointer is old, and reports whether
// it was. A failure is counted.
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	if x.atomicPointer.CompareAndSwap(old, new) {
		return true
	}
	x.ops.failed()
	return false
}

// Stats returns what happened to x so far, without the workers that have not
// called Done. It stops nobody: counts that change meanwhile may be of slightly
// different moments.
func (x *Pointer[T]) Stats() AtomicStats { return x.ops.stats() }

// Worker returns a handle through which one goroutine uses x, and which counts
// exactly what it does, in memory of its own. The example of Int64 shows how:
// the goroutine ends with Done.
func (x *Pointer[T]) Worker() *PointerWorker[T] { return &PointerWorker[T]{x: x} }

// A PointerWorker is a Pointer in the hands of one goroutine: its methods do the
// same and count themselves. One goroutine at a time may use it. It fills two
// cache lines.
type PointerWorker[T any] struct {
	x     *Pointer[T]
	tally workerTally
	_     [40]byte
}

// Load is Pointer.Load, counted.
func (w *PointerWorker[T]) Load() *T {
	w.tally.counts.Loads++
	return w.x.Load()
}

// Store is Pointer.Store, counted.
func (w *PointerWorker[T]) Store(val *T) {
	w.tally.counts.Stores++
	w.x.Store(val)
}

// Swap is Pointer.Swap, counted.
func (w *PointerWorker[T]) Swap(new *T) (old *T) {
	w.tally.counts.Swaps++
	return w.x.Swap(new)
}

// CompareAndSwap is Pointer.CompareAndSwap, counted with the failures that came
// before a success.
func (w *PointerWorker[T]) CompareAndSwap(old, new *T) (swapped bool) {
	return w.tally.compared(w.x.atomicPointer.CompareAndSwap(old, new))
}

// Done adds what w counted to the Stats of the Pointer. The worker may go on, and
// call Done again.
func (w *PointerWorker[T]) Done() { w.tally.take(&w.x.ops) }
