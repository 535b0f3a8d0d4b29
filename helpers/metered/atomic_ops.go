package metered

import (
	"math/rand/v2"
	"sync/atomic"
)

// atomicOps is what an atomic remembers of what was done to it without a
// worker. It shares the cache line of the value, which an Add or a failed
// CompareAndSwap has just brought to its processor: a line of its own would
// have to be fetched too, and that wait would calm the very contention that is
// to be seen.
type atomicOps struct {
	salt       atomic.Uint64 // of the coin; 0 until it is tossed, then odd
	addSamples atomic.Uint64
	casFailed  atomic.Uint64

	workers atomic.Pointer[workerTotals] // nil until the first Worker
}

// An Add, 2.5 ns, leaves no room for a generator of random numbers (7 ns) nor
// for a second atomic operation, and there is no memory of a goroutine's own to
// write to. What is at hand is its result. One result in 64 is a candidate, by
// a multiplicative hash that anybody could predict: that spreads them evenly
// over a counter's way, whatever its step. Of the candidates one in four is
// drawn under a salt that nobody knows, which is drawn anew after each, so that
// a result that comes back again and again is not sampled again and again.
//
// Hashing every result under the salt costs twice as much: it makes two
// multiplications in a row, which the next atomic operation waits for. One
// multiplication by a salt redrawn at each sample counts 60 % too many: its
// gaps are nearly equal, and a fresh salt starts anywhere inside one.
const (
	resultsPerCandidate = 64
	candidatesPerSample = 4
	addsPerSample       = resultsPerCandidate * candidatesPerSample

	// A result is a candidate if, times the factor, it is at least the first: 0
	// never is, where gauges spend their time. The factor is one of those that
	// Steele and Vigna found to spread well (“Computationally easy, spectrally good
	// multipliers”, 2021).
	candidateFactor = 0xd1342543de82ef95
	firstCandidate  = 1<<64 - 1<<64/resultsPerCandidate
)

// added tosses the coin for an Add whose result is a candidate.
func (o *atomicOps) added(result uint64) {
	ignoreSync()
	defer heedSync()
	salt := o.salt.Load()
	if salt == 0 {
		o.salt.CompareAndSwap(0, rand.Uint64()|1)
		salt = o.salt.Load()
	}
	// Multiply, fold, multiply by the salt: candidates resemble one another, and
	// the fold breaks that.
	h := result*0x9e3779b97f4a7c15 + 0xd1b54a32d192ed03
	h = (h ^ h>>32) * salt
	if h < 1<<64/candidatesPerSample {
		o.addSamples.Add(1)
		o.salt.Store(rand.Uint64() | 1)
	}
}

// failed counts a CompareAndSwap that failed.
func (o *atomicOps) failed() {
	ignoreSync()
	o.casFailed.Add(1)
	heedSync()
}

// stats returns what happened so far.
func (o *atomicOps) stats() AtomicStats {
	ignoreSync()
	defer heedSync()
	s := AtomicStats{CASFailures: o.casFailed.Load(), AddSamples: o.addSamples.Load()}
	if t := o.workers.Load(); t != nil {
		t.addTo(&s)
	}
	return s
}

// totals returns o.workers, which it makes the first time.
func (o *atomicOps) totals() *workerTotals {
	ignoreSync()
	defer heedSync()
	if t := o.workers.Load(); t != nil {
		return t
	}
	o.workers.CompareAndSwap(nil, new(workerTotals))
	return o.workers.Load()
}
