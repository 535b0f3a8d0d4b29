package workload

import (
	"math"
	"math/rand/v2"
)

// Mix returns an operation that reads with the probability readShare, and
// writes otherwise. It may be called by any goroutines at once; each choice
// costs 8 to 10 ns, which Mixer brings to 4.
func Mix(readShare float64, read, write func()) func() {
	threshold := threshold(readShare)
	return func() {
		if uint64(rand.Uint32()) < threshold {
			read()
		} else {
			write()
		}
	}
}

// Mixer returns what makes the mixed operation of each goroutine, for RunEach
// or Variant.Each: the choices of goroutine i are random, but the same in
// every run, and cost 4 ns each.
func Mixer(readShare float64, read, write func()) func(worker int) func() {
	threshold := threshold(readShare)
	return func(worker int) func() {
		// A step of Weyl's sequence, then the mixing of MurmurHash3: splitmix64
		// (Steele, Lea and Flood, 2014), of which the upper half is used. The state
		// has its cache line for itself.
		state := &[8]uint64{rand.New(rand.NewPCG(1, uint64(worker))).Uint64()}
		return func() {
			state[0] += 0x9e3779b97f4a7c15
			x := state[0]
			x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
			x = (x ^ x>>27) * 0x94d049bb133111eb
			if x>>32 < threshold {
				read()
			} else {
				write()
			}
		}
	}
}

// threshold is how many of the 2^32 numbers mean to read.
func threshold(share float64) uint64 {
	if !(share > 0) { // also when it is no number
		return 0
	}
	return uint64(math.Round(min(share, 1) * (1 << 32)))
}
