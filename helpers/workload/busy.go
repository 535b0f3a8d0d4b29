package workload

import "time"

// Busy returns a function that keeps its processor busy for about d, and does
// nothing else: it touches no memory, no clock and no scheduler. It stands for
// the work inside or outside a critical section. Busy itself takes about 1 ms,
// to find the speed of this machine; a d of zero or less is over at once.
func Busy(d time.Duration) func() {
	const trial = 10_000
	fastest := time.Duration(1 << 62)
	for range 20 { // the fastest of several was not interrupted
		start := time.Now()
		_ = spin(trial)
		fastest = min(fastest, time.Since(start))
	}
	n := int(float64(max(d, 0)) / float64(max(fastest, 1)) * trial)
	return func() { _ = spin(n) }
}

// spin makes n steps that each need the one before. It returns its result, and
// is not inlined, so that the compiler must do them.
//
//go:noinline
func spin(n int) uint64 {
	x := uint64(n) | 1
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}
