package metered

import "sync/atomic"

// atomicUint32 lends Uint32 its methods under a name that no program can reach.
type atomicUint32 = atomic.Uint32

// A Uint32 is an atomic.Uint32 that counts the CompareAndSwaps that fail, and
// estimates how many Adds there were. The zero value is zero. It must not be
// copied after first use; go vet says so.
//
// Load, Store, Swap, And and Or are those of atomic.Uint32, and are not counted.
// A CompareAndSwap that succeeds costs what it costs there, an Add up to a
// tenth more (BENCHMARKS.md says how that was measured). What is done through a
// Worker is counted exactly, whatever it is.
//
// It fills a cache line, so that neighbours in an array do not slow one
// another: to show that they do, take those of sync/atomic. Under -race its
// counts order nothing that atomic.Uint32 leaves unordered: it hides no race.
type Uint32 struct {
	atomicUint32 // first, so that it is where an atomic.Uint32 has it

	ops atomicOps
	_   [24]byte
}

// CompareAndSwap atomically stores new if the value is old, and reports whether
// it was. A failure is counted.
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) {
	if x.atomicUint32.CompareAndSwap(old, new) {
		return true
	}
	x.ops.failed()
	return false
}

// Add atomically adds delta and returns the new value. One Add in 256 is
// counted.
func (x *Uint32) Add(delta uint32) (new uint32) {
	new = x.atomicUint32.Add(delta)
	if uint64(new)*candidateFactor >= firstCandidate {
		x.added(new)
	}
	return new
}

// added may sample an Add with that result. A call of its own is what lets the
// compiler put Add itself where it is called, and that is half of its cost.
//
//go:noinline
func (x *Uint32) added(result uint32) { x.ops.added(uint64(result)) }

// Stats returns what happened to x so far, without the workers that have not
// called Done. It stops nobody: counts that change meanwhile may be of slightly
// different moments.
func (x *Uint32) Stats() AtomicStats { return x.ops.stats() }

// Worker returns a handle through which one goroutine uses x, and which counts
// exactly what it does, in memory of its own:
//
//	w := n.Worker()
//	defer w.Done()
//	for range 1000 {
//		w.Add(1)
//	}
func (x *Uint32) Worker() *Uint32Worker { return &Uint32Worker{x: x} }

// A Uint32Worker is a Uint32 in the hands of one goroutine: its methods do the
// same and count themselves, for a twentieth more time when nobody disputes the
// variable. One goroutine at a time may use it. It fills two cache lines.
type Uint32Worker struct {
	x     *Uint32
	tally workerTally
	_     [40]byte
}

// Load is Uint32.Load, counted.
func (w *Uint32Worker) Load() uint32 {
	w.tally.counts.Loads++
	return w.x.Load()
}

// Store is Uint32.Store, counted.
func (w *Uint32Worker) Store(val uint32) {
	w.tally.counts.Stores++
	w.x.Store(val)
}

// Swap is Uint32.Swap, counted.
func (w *Uint32Worker) Swap(new uint32) (old uint32) {
	w.tally.counts.Swaps++
	return w.x.Swap(new)
}

// CompareAndSwap is Uint32.CompareAndSwap, counted with the failures that came
// before a success.
func (w *Uint32Worker) CompareAndSwap(old, new uint32) (swapped bool) {
	return w.tally.compared(w.x.atomicUint32.CompareAndSwap(old, new))
}

// Add is Uint32.Add, counted.
func (w *Uint32Worker) Add(delta uint32) (new uint32) {
	w.tally.counts.Adds++
	return w.x.atomicUint32.Add(delta)
}

// And is Uint32.And, counted.
func (w *Uint32Worker) And(mask uint32) (old uint32) {
	w.tally.counts.Ands++
	return w.x.And(mask)
}

// Or is Uint32.Or, counted.
func (w *Uint32Worker) Or(mask uint32) (old uint32) {
	w.tally.counts.Ors++
	return w.x.Or(mask)
}

// Done adds what w counted to the Stats of the Uint32. The worker may go on, and
// call Done again.
func (w *Uint32Worker) Done() { w.tally.take(&w.x.ops) }
