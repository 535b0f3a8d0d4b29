package metered

import (
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
)

// A Chan is a chan T that counts what goes through it, and estimates how long
// it blocks those who use it and how full it is. MakeChan makes one:
//
//	c := make(chan int, 3)          c := metered.MakeChan[int](3)
//	c <- v                          c.Send(v)
//	v, ok := <-c                    v, ok := c.Recv()
//	for v := range c                for v := range c.All()
//	select { case v, ok := <-c:     select { case v, ok := <-c.Raw(): c.CountRecv(ok)
//	         case c <- v:                    case c.Raw() <- v: c.CountSend()
//
// It is shared by its pointer, as a channel is. A nil *Chan and the zero Chan
// are nil channels: Send and Recv block for ever, Close panics.
//
// Everything is done by a channel inside, so that it blocks, wakes, panics and
// deadlocks as that does, for about a twentieth more time without a buffer, a
// fifth with a large one, and a quarter when a goroutine is alone with it; its
// first thousands of operations cost more (BENCHMARKS.md). A Chan takes 320
// bytes, some 5 kB more in long use, and 8 kB a side once a goroutine had to
// wait there.
//
// Under -race it counts, unseen by the race detector, but samples nothing:
// that would order goroutines that the program leaves unordered.
type Chan[T any] struct {
	ch     chan T
	made   time.Duration
	closes tally
	_      [40]byte // the lines below change all the time

	sends, receives chanSide
	record          chanRecord
}

// chanSide counts the sends of a channel, or the receives. The two sides
// disturb each other enough through the channel: each has a cache line.
type chanSide struct {
	begun    sampledTally // by Send and TrySend, or Recv and TryRecv
	selected sampledTally // by a select that says so
	done     tally        // of those begun, what got through
	refused  tally        // of those begun by a Try
	closed   tally        // receives that found the channel closed and empty
	_        [8]byte
}

// sampledTally chooses some of what it counts.
type sampledTally struct {
	tally
	next atomic.Uint64 // the first event from this one on is chosen
}

// chanRecord is what sampled operations write.
type chanRecord struct {
	// gap is the mean gap between two of them, and what one of them stands for.
	// It is 1 at first: a short program is seen whole.
	gap atomic.Uint64

	mu                 sync.Mutex
	samples, stride    uint32 // every strideth sample is a point
	points             []figure.Moment
	seen               []uint64
	arrivals           uint64 // samples in seen
	sending, receiving chanWaits
}

type chanWaits struct {
	blocked uint64
	timed   uint64             // samples in times
	times   *latency.Histogram // nil until there is one
}

const (
	// chanPoints bounds the curve of a channel's length. When there are as many,
	// every other one is dropped, and half as many will come.
	chanPoints = 256

	// opsPerSample is where the gap between sampled operations ends to grow.
	opsPerSample = 1024
)

// MakeChan returns a channel with room for capacity values; with none, a
// sender waits for a receiver. As with make, a negative capacity panics.
func MakeChan[T any](capacity int) *Chan[T] {
	return &Chan[T]{ch: make(chan T, capacity), made: clock()}
}

// Send sends v, waiting until there is room for it or a receiver. It panics if
// c is closed.
func (c *Chan[T]) Send(v T) {
	if c == nil {
		c.Raw() <- v // for ever
	}
	// Whether a send blocks is not free to know. A select with default before
	// each would tell, and cost a sixth to a third: on its way to block, a
	// goroutine would take the channel's lock twice.
	if n := c.sends.begun.add(); c.sends.begun.due(n) {
		c.sendSampled(v, n)
	} else {
		c.ch <- v
	}
	c.sends.done.add()
}

// Recv receives a value, waiting until there is one. Once c is closed and
// empty, it returns at once, with the zero value and false.
func (c *Chan[T]) Recv() (v T, ok bool) {
	if c == nil {
		<-c.Raw() // for ever
	}
	if n := c.receives.begun.add(); c.receives.begun.due(n) {
		v, ok = c.recvSampled(n)
	} else {
		v, ok = <-c.ch
	}
	if !ok {
		c.receives.closed.add()
		return v, false
	}
	c.receives.done.add()
	return v, true
}

// TrySend sends v if that needs no waiting, and reports whether it did. It
// panics if c is closed.
func (c *Chan[T]) TrySend(v T) bool {
	if c == nil {
		return false
	}
	weight := c.record.draw(&c.sends.begun)
	before := len(c.ch)
	sent := true
	select {
	case c.ch <- v:
		c.sends.done.add()
	default:
		c.sends.refused.add()
		sent = false
	}
	if weight > 0 {
		c.record.arrival(before, cap(c.ch), weight)
		c.point()
	}
	return sent
}

// TryRecv receives a value if that needs no waiting. Ready is false when it
// would have had to wait; otherwise v and ok are what Recv returns.
func (c *Chan[T]) TryRecv() (v T, ok, ready bool) {
	if c == nil {
		return v, false, false
	}
	weight := c.record.draw(&c.receives.begun)
	ready = true
	select {
	case v, ok = <-c.ch:
	default:
		ready = false
	}
	switch {
	case !ready:
		c.receives.refused.add()
	case ok:
		c.receives.done.add()
	default:
		c.receives.closed.add()
	}
	if weight > 0 {
		c.point()
	}
	return v, ok, ready
}

// Close closes c. It panics if c is closed already, or nil.
func (c *Chan[T]) Close() {
	close(c.Raw())
	c.closes.add()
}

// All receives values until c is closed and empty, as range does over a
// channel. A loop left early takes nothing more.
func (c *Chan[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			v, ok := c.Recv()
			if !ok || !yield(v) {
				return
			}
		}
	}
}

// Len returns how many values wait in c.
func (c *Chan[T]) Len() int { return len(c.Raw()) }

// Cap returns how many values there is room for.
func (c *Chan[T]) Cap() int { return cap(c.Raw()) }

// Raw returns the channel inside, for a select. What is done with it is not
// counted, unless CountSend or CountRecv says so.
func (c *Chan[T]) Raw() chan T {
	if c == nil {
		return nil
	}
	return c.ch
}

// CountSend counts a send to c.Raw() in a select. It stands in the branch that
// sent. How long the select waited is not known.
func (c *Chan[T]) CountSend() {
	if c.record.draw(&c.sends.selected) > 0 {
		c.point()
	}
}

// CountRecv counts a receive from c.Raw() in a select. It stands in the branch
// that received, and is told the ok of v, ok := <-c.Raw(). How long the select
// waited is not known.
func (c *Chan[T]) CountRecv(ok bool) {
	if !ok {
		c.receives.closed.add()
		return
	}
	if c.record.draw(&c.receives.selected) > 0 {
		c.point()
	}
}

// Stats returns what happened to c so far. It takes a few microseconds, and
// blocks nobody but the goroutine that samples its own operation just then.
func (c *Chan[T]) Stats() ChanStats {
	s := ChanStats{ClockCost: clockCost()}
	if c == nil {
		return s
	}
	s.Capacity, s.Len = cap(c.ch), len(c.ch)
	s.Age = clock() - c.made

	// What is over is read before what is begun, of which it is a part.
	in, out := &c.sends, &c.receives
	sent, received := in.done.load(), out.done.load()
	s.TrySendFailures, s.TryRecvFailures = in.refused.load(), out.refused.load()
	afterClose := out.closed.load()
	s.Sends, s.Receives = sent+in.selected.load(), received+out.selected.load()
	s.ReceivesAfterClose = afterClose
	s.Closed = c.closes.load() > 0 || afterClose > 0 // closed by close(c.Raw()), too
	if !s.Closed {
		s.SendsWaiting = since(in.begun.load(), sent+s.TrySendFailures)
		s.ReceivesWaiting = since(out.begun.load(), received+s.TryRecvFailures)
	}
	if !raceEnabled {
		c.record.read(&s)
	}
	return s
}

// sendSampled sends v, and records what happens on the way, if the nth send is
// the one to be sampled.
func (c *Chan[T]) sendSampled(v T, n uint64) {
	weight := c.record.choose(&c.sends.begun, n)
	if weight == 0 {
		c.ch <- v
		return
	}
	c.record.arrival(len(c.ch), cap(c.ch), weight)
	select {
	case c.ch <- v:
	default:
		r, since := &c.record, clock()
		r.blocked(&r.sending, weight)
		c.ch <- v
		r.unblocked(&r.sending, clock()-since, weight)
	}
	c.point()
}

// recvSampled receives a value, and records what happens on the way, if the nth
// receive is the one to be sampled.
func (c *Chan[T]) recvSampled(n uint64) (v T, ok bool) {
	weight := c.record.choose(&c.receives.begun, n)
	if weight == 0 {
		v, ok = <-c.ch
		return v, ok
	}
	select {
	case v, ok = <-c.ch:
	default:
		r, since := &c.record, clock()
		r.blocked(&r.receiving, weight)
		v, ok = <-c.ch
		r.unblocked(&r.receiving, clock()-since, weight)
	}
	c.point()
	return v, ok
}

// point records the length of c now.
func (c *Chan[T]) point() {
	r := &c.record
	r.mu.Lock()
	defer r.mu.Unlock()
	r.samples++
	if r.stride > 1 && r.samples%r.stride != 0 {
		return
	}
	r.points = append(r.points, figure.Moment{At: clock() - c.made, Value: float64(len(c.ch))})
	if len(r.points) == chanPoints {
		r.thin()
	}
}

// thin drops every other point, and makes half as many come.
func (r *chanRecord) thin() {
	for i := range chanPoints / 2 {
		r.points[i] = r.points[2*i+1]
	}
	r.points = r.points[:chanPoints/2]
	if gap := r.meanGap(); gap < opsPerSample {
		r.gap.Store(2 * gap)
	} else {
		r.stride = 2 * max(r.stride, 1)
	}
}

// draw counts an event, and returns how many it stands for if it is chosen to
// be sampled, or else 0.
func (r *chanRecord) draw(t *sampledTally) uint64 {
	n := t.add()
	if !t.due(n) {
		return 0
	}
	return r.choose(t, n)
}

// due reports whether the nth event may be the next to be sampled.
func (t *sampledTally) due(n uint64) bool { return !raceEnabled && n >= t.next.Load() }

// choose makes the nth event of t the sampled one, if no other event of t was
// faster, and draws the next.
func (r *chanRecord) choose(t *sampledTally, n uint64) uint64 {
	gap := r.meanGap()
	for next := t.next.Load(); n >= next; next = t.next.Load() {
		if t.next.CompareAndSwap(next, n+1+rand.Uint64N(2*gap-1)) {
			return gap
		}
	}
	return 0
}

func (r *chanRecord) meanGap() uint64 { return max(r.gap.Load(), 1) }

// arrival records the length that a send met, if there is a buffer.
func (r *chanRecord) arrival(length, capacity int, weight uint64) {
	if capacity == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = counted(r.seen, length, weight)
	r.arrivals++
}

// blocked records an operation that has to wait, before it does: it may wait
// for ever.
func (r *chanRecord) blocked(w *chanWaits, weight uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	w.blocked += weight
}

// unblocked records how long such an operation waited.
func (r *chanRecord) unblocked(w *chanWaits, waited time.Duration, weight uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w.times == nil {
		w.times = new(latency.Histogram)
	}
	w.times.RecordMany(waited, weight)
	w.timed++
}

// read copies what was sampled to s.
func (r *chanRecord) read(s *ChanStats) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Gap = r.meanGap()
	s.SendsBlocked, s.SendsTimed, s.SendWaits = r.sending.read()
	s.ReceivesBlocked, s.ReceivesTimed, s.ReceiveWaits = r.receiving.read()
	if s.Capacity > 0 {
		s.OccupancySeen, s.OccupancySampled = slices.Clone(r.seen), r.arrivals
		s.Occupancy = slices.Clone(r.points)
	}
}

func (w *chanWaits) read() (blocked, timed uint64, times latency.Snapshot) {
	if w.times != nil {
		times = w.times.Snapshot()
	}
	return w.blocked, w.timed, times
}
