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
// It locks, blocks, hands over and dies exactly as the sync.Mutex inside it,
// for about a sixth more time when nobody disputes it, and the same throughput
// when many do (bench_test.go measures both). It fills a cache line, so that
// neighbours in an array do not slow one another; 16 kB more are allocated
// when there are times or queues to record.
//
// Under -race it counts nothing that would need an atomic operation outside
// the lock, because that would order goroutines that the program leaves
// unordered, and hide its races.
type Mutex struct {
	mu sync.Mutex

	// Written by whoever holds mu, in plain stores. What a disputed Lock writes
	// must be here too: a second cache line to fetch while it holds the lock
	// would cost a third of the throughput.
	acquired   uint64
	sampleOver uint64        // the first acquisition beyond this one has its hold timed
	heldSince  time.Duration // when the hold being timed began; 0 when none is
	cold       *mutexCold    // nil until there is something to record
	met        [11]uint8     // queue lengths met, on their way to cold
	nmet       uint8         // how many there are in met

	// Written by whoever does not hold mu.
	waiting     atomic.Int32 // Locks that found mu taken and have not got it yet
	tryFailures atomic.Uint64
}

// mutexCold is what takes room and is written once in a while. It is guarded
// by Mutex.mu.
type mutexCold struct {
	contended uint64
	queueSeen []uint64
	waits     latency.Histogram
	holds     latency.Histogram
}

const (
	// waitsPerSample makes timing cheap where it hurts most: two clock readings
	// in every short wait would cost a fifth to a third of the throughput.
	waitsPerSample = 32

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
	m.flushQueues()
	s := MutexStats{Acquisitions: m.acquired, TryFailures: m.tryFailures.Load(), ClockCost: cost}
	if c := m.cold; c != nil {
		s.Contended = c.contended
		s.QueueSeen = slices.Clone(c.queueSeen)
		s.Waits = c.waits.Snapshot()
		s.Holds = c.holds.Snapshot()
	}
	return s
}

// lockContended locks m.mu, which was not free a moment ago.
func (m *Mutex) lockContended() {
	var ahead int32
	if !raceEnabled {
		ahead = m.waiting.Add(1) - 1
	}
	// The coin falls before the wait, so that a long wait and a short one have
	// the same chance.
	timed := rand.Uint32()%waitsPerSample == 0
	var since time.Duration
	if timed {
		since = clock()
	}
	m.mu.Lock()
	if timed {
		waited := clock() - since
		m.recorder().waits.Record(waited)
	}
	if raceEnabled {
		m.recorder().contended++
		return
	}
	m.waiting.Add(-1)
	m.recordQueue(ahead)
}

// recordQueue records how many goroutines a contended Lock found waiting.
func (m *Mutex) recordQueue(ahead int32) {
	if ahead > math.MaxUint8 {
		m.recorder().addQueue(int(ahead))
		return
	}
	m.met[m.nmet] = uint8(ahead)
	m.nmet++
	if int(m.nmet) == len(m.met) {
		m.flushQueues()
	}
}

// flushQueues moves the queue lengths that wait in m to where they are counted.
func (m *Mutex) flushQueues() {
	for _, ahead := range m.met[:m.nmet] {
		m.recorder().addQueue(int(ahead))
	}
	m.nmet = 0
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
	m.cold.holds.Record(clock() - m.heldSince)
	m.heldSince = 0
}

func (m *Mutex) recorder() *mutexCold {
	if m.cold == nil {
		m.cold = new(mutexCold)
	}
	return m.cold
}

func (c *mutexCold) addQueue(ahead int) {
	c.contended++
	if grow := ahead + 1 - len(c.queueSeen); grow > 0 {
		c.queueSeen = append(c.queueSeen, make([]uint64, grow)...)
	}
	c.queueSeen[ahead]++
}
