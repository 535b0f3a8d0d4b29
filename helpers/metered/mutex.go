package metered

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"cahiers/helpers/latency"
)

// A Mutex is a sync.Mutex that counts how often it is taken and fought for,
// and estimates how long it is waited for and held. The zero value is an
// unlocked Mutex. It must not be copied after first use; go vet says so.
//
// It locks, blocks, hands over and dies as the sync.Mutex inside it, for about
// a sixth more time when nobody disputes it, and the same throughput when many
// do (BENCHMARKS.md says how that was measured). It fills a cache line, so that
// neighbours in an array do not slow one another; 16 kB more are allocated
// when there are times or queues to record.
//
// Under -race it counts nothing that would need an atomic operation outside
// the lock, because that would order goroutines that the program leaves
// unordered, and hide its races.
type Mutex struct {
	mu sync.Mutex

	// Written by whoever holds mu, in plain stores. All that a Lock writes while
	// it holds mu is here: a second cache line to fetch, once in two or three
	// disputed Locks, costs a third of the throughput.
	acquired   uint64
	sampleOver uint64        // the first acquisition beyond this one has its hold timed
	heldSince  time.Duration // when the hold being timed began; 0 when none is
	met        [2]queueMet   // the lengths met most lately, on their way to cold

	cold        atomic.Pointer[mutexCold] // nil until there is something to record
	tryFailures atomic.Uint64
}

// queueMet counts disputed Locks that met as many goroutines waiting. From one
// to the next the length of a queue hardly changes, so that two of these keep
// nearly all writes away from mutexCold.
type queueMet struct{ ahead, times uint32 }

// mutexCold is what a Lock touches only when it has to wait anyway.
type mutexCold struct {
	waiting atomic.Uint32 // Locks that went to wait for mu and have not got it yet
	_       [60]byte      // a cache line for those who wait

	// Guarded by Mutex.mu.
	contended uint64
	queueSeen []uint64
	waits     latency.Histogram
	holds     latency.Histogram
}

const (
	// waitsPerSample makes timing cheap where it hurts most: two clock readings
	// in every short wait would cost a fifth to a third of the throughput.
	waitsPerSample = 32

	// looks is how often a Lock tries again before it counts itself among those
	// who wait: some 50 ns, the holds that sync.Mutex itself would spin through.
	// Between two processors that trade short holds, the two atomic operations
	// of the count would cost a tenth of the throughput.
	looks = 50

	// holdsPerSample is a mean. The gaps between samples are drawn at random,
	// because a fixed gap may keep step with the program, and always time the
	// same one of its critical sections.
	holdsPerSample = 1024
)

// Lock locks m, waiting until it is free.
func (m *Mutex) Lock() {
	// TryLock costs what Lock's own fast path costs, and says whether there was
	// somebody. It takes nothing from those who wait: Lock would barge in too.
	if !m.mu.TryLock() {
		m.lockContended()
	}
	m.taken()
}

// TryLock locks m if it is free, and reports whether it did.
func (m *Mutex) TryLock() bool {
	if !m.mu.TryLock() {
		if !raceEnabled {
			m.tryFailures.Add(1)
		}
		return false
	}
	m.taken()
	return true
}

// Unlock unlocks m. As with sync.Mutex, it is a fatal error if m is not
// locked, and another goroutine than the one that locked m may unlock it.
func (m *Mutex) Unlock() {
	if m.heldSince != 0 {
		m.recordHold()
	}
	m.mu.Unlock()
}

// Stats returns what happened to m so far. It waits for m to be free and locks
// it for the time of a copy, without counting itself: a goroutine that holds m
// must not call it.
func (m *Mutex) Stats() MutexStats {
	cost := clockCost()
	m.mu.Lock()
	defer m.mu.Unlock()
	s := MutexStats{Acquisitions: m.acquired, TryFailures: m.tryFailures.Load(), ClockCost: cost}
	if c := m.cold.Load(); c != nil {
		c.addQueue(&m.met[0])
		c.addQueue(&m.met[1])
		s.Contended = c.contended
		s.QueueSeen = slices.Clone(c.queueSeen)
		s.Waits = c.waits.Snapshot()
		s.Holds = c.holds.Snapshot()
	}
	return s
}

// lockContended locks m.mu, which was not free a moment ago.
func (m *Mutex) lockContended() {
	// The coin falls before the wait, so that a long wait and a short one have
	// the same chance.
	timed := rand.Uint32()%waitsPerSample == 0
	var since time.Duration
	if timed {
		since = clock()
	}
	ahead := m.await()
	c := m.recorder()
	if timed {
		c.waits.Record(clock() - since)
	}
	if raceEnabled {
		c.contended++
		return
	}
	m.meet(c, ahead)
}

// await locks m.mu, and returns how many goroutines were already waiting.
func (m *Mutex) await() (ahead uint32) {
	if raceEnabled {
		m.mu.Lock()
		return 0
	}
	c := m.recorder()
	for range looks {
		if m.mu.TryLock() {
			return c.waiting.Load()
		}
	}
	ahead = c.waiting.Add(1) - 1
	m.mu.Lock()
	c.waiting.Add(^uint32(0)) // less one
	return ahead
}

// meet counts a disputed Lock, and how many goroutines it found waiting.
func (m *Mutex) meet(c *mutexCold, ahead uint32) {
	q := &m.met[0]
	if q.ahead != ahead {
		q = &m.met[1]
	}
	if q.ahead != ahead || q.times == math.MaxUint32 {
		if m.met[0].times < q.times {
			q = &m.met[0]
		}
		c.addQueue(q)
		q.ahead = ahead
	}
	q.times++
}

// taken counts an acquisition.
func (m *Mutex) taken() {
	m.acquired++
	if m.acquired > m.sampleOver {
		m.sampleHold()
	}
}

// sampleHold times the hold that begins now, and draws the next to be timed.
func (m *Mutex) sampleHold() {
	// The very first acquisition of a zero Mutex comes here only to draw.
	if m.sampleOver != 0 {
		m.recorder() // allocates now, not inside the measure
		m.heldSince = clock()
	}
	m.sampleOver = m.acquired + rand.Uint64N(2*holdsPerSample-1)
}

// recordHold records the hold that ends now.
func (m *Mutex) recordHold() {
	held := clock() - m.heldSince
	m.recorder().holds.Record(held)
	m.heldSince = 0
}

// recorder returns m.cold, which it makes the first time. Under -race only the
// holder of mu may call it.
func (m *Mutex) recorder() *mutexCold {
	if c := m.cold.Load(); c != nil {
		return c
	}
	m.cold.CompareAndSwap(nil, new(mutexCold))
	return m.cold.Load()
}

// addQueue moves what q counted to c.
func (c *mutexCold) addQueue(q *queueMet) {
	if q.times == 0 {
		return
	}
	c.contended += uint64(q.times)
	c.queueSeen = counted(c.queueSeen, int(q.ahead), uint64(q.times))
	q.times = 0
}
