package metered

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"cahiers/helpers/latency"
)

// A Mutex is a sync.Mutex that counts how often it is taken and fought for,
// and estimates how long it is waited for and held. The zero value is an
// unlocked mutex; a Mutex must not be copied after first use, which go vet
// checks.
type Mutex struct {
	mu       sync.Mutex
	acquired uint64        // guarded by mu, as all plain fields are
	nextHold uint64        // the acquisition that opens the next timed hold
	holdFrom time.Duration // when the hold being timed began; 0 when none is
	cold     *mutexCold    // nil until something is worth recording
	waiting  atomic.Int32  // contended arrivals not served yet
	tries    atomic.Uint64 // failed TryLocks
}

type mutexCold struct {
	contended uint64
	queue     []uint64
	waits     latency.Histogram
	holds     latency.Histogram
}

const (
	waitSampling = 32   // one contended wait in so many is timed
	holdSampling = 1024 // one hold in so many is timed
)

// base is where the clock of this package starts: time.Since of it reads the
// monotonic clock alone, in half the time of time.Now.
var base = time.Now()

func now() time.Duration { return time.Since(base) }

// Lock locks m. If the lock is already in use, the calling goroutine blocks
// until the mutex is available.
func (m *Mutex) Lock() {
	if !m.mu.TryLock() {
		m.lockContended()
	}
	m.acquired++
	if m.acquired > m.nextHold {
		m.sampleHold()
	}
}

// TryLock tries to lock m and reports whether it succeeded.
func (m *Mutex) TryLock() bool {
	if !m.mu.TryLock() {
		m.tries.Add(1)
		return false
	}
	m.acquired++
	if m.acquired > m.nextHold {
		m.sampleHold()
	}
	return true
}

// Unlock unlocks m. It is a fatal error if m is not locked on entry to Unlock.
func (m *Mutex) Unlock() {
	if m.holdFrom != 0 {
		m.endHold()
	}
	m.mu.Unlock()
}

func (m *Mutex) lockContended() {
	ahead := int(m.waiting.Add(1)) - 1
	var from time.Duration
	if rand.Uint32()%waitSampling == 0 {
		from = now()
	}
	m.mu.Lock()
	m.waiting.Add(-1)
	c := m.coldPart()
	c.contended++
	for len(c.queue) <= ahead {
		c.queue = append(c.queue, 0)
	}
	c.queue[ahead]++
	if from != 0 {
		c.waits.Record(now() - from)
	}
}

func (m *Mutex) sampleHold() {
	if m.nextHold != 0 {
		m.coldPart()
		m.holdFrom = now()
	}
	m.nextHold = m.acquired + uint64(rand.Uint32N(2*holdSampling))
}

func (m *Mutex) endHold() {
	m.cold.holds.Record(now() - m.holdFrom)
	m.holdFrom = 0
}

func (m *Mutex) coldPart() *mutexCold {
	if m.cold == nil {
		m.cold = new(mutexCold)
	}
	return m.cold
}

// Stats returns what happened to m so far. It takes the lock for the time of a
// copy, without being counted: it must not be called by a goroutine that holds
// m.
func (m *Mutex) Stats() MutexStats {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := MutexStats{Acquisitions: m.acquired, TryFailures: m.tries.Load()}
	if c := m.cold; c != nil {
		s.Contended = c.contended
		s.QueueSeen = append([]uint64(nil), c.queue...)
		s.Waits = c.waits.Snapshot()
		s.Holds = c.holds.Snapshot()
	}
	return s
}
