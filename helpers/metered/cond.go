package metered

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"cahiers/helpers/latency"
)

// A Cond is a sync.Cond that counts its waits and its signals, and the signals
// that nobody was there to hear. It is used with a Locker in L, as sync's; it
// must not be copied after first use, which go vet says, and a panic.
//
// It waits and wakes as the sync.Cond inside it. A Wait costs two or three
// atomic operations more, a Signal or Broadcast two; 8 kB are allocated when
// there is a wait to time.
type Cond struct {
	// L is held while observing or changing the condition.
	L sync.Locker

	cond     sync.Cond
	prepared sync.Once // has given cond its L

	asleep     atomic.Int32 // Waits that no Signal or Broadcast has chosen yet
	waits      atomic.Uint64
	signals    atomic.Uint64
	unheard    atomic.Uint64
	broadcasts atomic.Uint64
	woken      atomic.Uint64 // by broadcasts

	waited waits
}

// condLocker is the L of the sync.Cond inside: whatever Cond.L is at the time.
type condLocker Cond

func (l *condLocker) Lock()   { l.L.Lock() }
func (l *condLocker) Unlock() { l.L.Unlock() }

// NewCond returns a new Cond with Locker l.
func NewCond(l sync.Locker) *Cond {
	c := &Cond{L: l}
	c.prepare()
	return c
}

func (c *Cond) prepare() {
	c.prepared.Do(func() { c.cond.L = (*condLocker)(c) })
}

// Wait unlocks c.L, sleeps until a Signal or Broadcast, and locks c.L again,
// which the caller must hold. It panics if c was copied.
func (c *Cond) Wait() {
	c.prepare()
	ignoreSync()
	c.waits.Add(1)
	c.asleep.Add(1)
	heedSync()
	if raceEnabled || rand.Uint32()%condWaitsPerSample != 0 {
		c.cond.Wait()
		return
	}
	since := clock()
	c.cond.Wait()
	c.waited.record(clock() - since)
}

// condWaitsPerSample is low, because a Wait always sleeps, and few may come.
const condWaitsPerSample = 4

// Signal wakes one goroutine that waits on c, if there is any. It panics if c
// was copied.
func (c *Cond) Signal() {
	ignoreSync()
	c.signals.Add(1)
	if !c.wakeOne() {
		c.unheard.Add(1)
	}
	heedSync()
	c.cond.Signal()
}

// wakeOne takes one goroutine from those asleep, if there is any.
func (c *Cond) wakeOne() bool {
	for n := c.asleep.Load(); n > 0; n = c.asleep.Load() {
		if c.asleep.CompareAndSwap(n, n-1) {
			return true
		}
	}
	return false
}

// Broadcast wakes all goroutines that wait on c. It panics if c was copied.
func (c *Cond) Broadcast() {
	ignoreSync()
	c.broadcasts.Add(1)
	c.woken.Add(uint64(c.asleep.Swap(0)))
	heedSync()
	c.cond.Broadcast()
}

// Stats returns what happened to c so far. It neither needs c.L nor waits.
func (c *Cond) Stats() CondStats {
	ignoreSync()
	s := CondStats{
		Waits:      c.waits.Load(),
		Signals:    c.signals.Load(),
		Unheard:    c.unheard.Load(),
		Broadcasts: c.broadcasts.Load(),
		Woken:      c.woken.Load(),
	}
	heedSync()
	s.Waited = c.waited.snapshot()
	return s
}

// CondStats is what happened to a Cond until Stats was called: a plain value,
// safe to keep, to copy and to encode as JSON.
type CondStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// Waits counts the Waits. Exact.
	Waits uint64 `json:"waits"`

	// Signals and Broadcasts count the calls of each. Exact.
	Signals    uint64 `json:"signals"`
	Broadcasts uint64 `json:"broadcasts"`

	// Unheard counts the Signals that found nobody asleep. Exact if those who
	// signal hold L; a Signal without it, at the moment when somebody is about to
	// sleep, may be taken for heard.
	Unheard uint64 `json:"unheard"`

	// Woken counts the goroutines that Broadcasts woke: as exact as Unheard.
	Woken uint64 `json:"woken"`

	// Waited are the times of the Waits, until L was locked again. Estimated: one
	// in 4, chosen at random before it waits; Waited.Count says how many. Each
	// includes a reading of the clock, 20 to 50 ns. Empty under -race.
	Waited latency.Snapshot `json:"waited"`
}

// Named returns s under a name, which labels it in a drawing.
func (s CondStats) Named(name string) CondStats {
	s.Name = name
	return s
}

// Sub returns what happened after earlier, a former Stats of the same Cond.
func (s CondStats) Sub(earlier CondStats) CondStats {
	s.Waits = since(s.Waits, earlier.Waits)
	s.Signals = since(s.Signals, earlier.Signals)
	s.Broadcasts = since(s.Broadcasts, earlier.Broadcasts)
	s.Unheard = since(s.Unheard, earlier.Unheard)
	s.Woken = since(s.Woken, earlier.Woken)
	s.Waited = s.Waited.Sub(earlier.Waited)
	return s
}

// Merge returns what happened to both, under the name of s.
func (s CondStats) Merge(o CondStats) CondStats {
	s.Waits += o.Waits
	s.Signals += o.Signals
	s.Broadcasts += o.Broadcasts
	s.Unheard += o.Unheard
	s.Woken += o.Woken
	s.Waited = s.Waited.Merge(o.Waited)
	return s
}
