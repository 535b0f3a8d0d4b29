package metered

import (
	"math/rand/v2"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"cahiers/helpers/latency"
)

// A RWMutex is a sync.RWMutex that counts its readers and writers, and
// estimates how long they wait and stay. The zero value is an unlocked
// RWMutex. It must not be copied after first use; go vet says so.
//
// It locks, blocks, hands over and dies as the sync.RWMutex inside it, for at
// most a few hundredths more time when nobody disputes it (BENCHMARKS.md says
// how that was measured). It fills a cache line; 32 kB more are allocated when
// there is something to record.
//
// Writers are counted exactly. Readers are not, because an atomic count of them
// would make reading half as slow again: theirs is a plain one, which loses a
// reader when two processors count at the same instant. With one reader at a
// time it is exact; two processors that did nothing but read lost at most one
// reader in a thousand.
//
// Under -race readers are counted exactly, and not timed: what they would
// share to do so would order them, and hide the races of the program.
type RWMutex struct {
	mu sync.RWMutex

	// Written by readers side by side, in plain loads and stores of one word
	// each: what one of them loses is a count, or a sample. Go promises that
	// such a read gives a value that was written (go.dev/ref/mem). Nothing but
	// statistics depends on them. Under -race only reads is used, atomically.
	reads uintptr
	limit uintptr // once there were so many reads, one looks closer; 0 while a writer is about
	timed uintptr // whose hold is being timed: the place of a reader's stack, byWriter, or 0

	// Written by the writer that holds mu.
	writes     uint32 // those not in rwCold.writes yet
	sampleOver uint32 // the first write beyond this one has its hold timed; 0 before the first draw

	cold atomic.Pointer[rwCold] // nil until there is something to record
}

// readsPerSample is a mean, like holdsPerSample, and greater: a sample takes
// 200 ns, which are more of a read than of a write.
const readsPerSample = 4096

// byWriter in RWMutex.timed is no address of a stack.
const byWriter = 1

// rwCold is what is touched by those who wait or are sampled only.
type rwCold struct {
	writersWaiting atomic.Int32 // Locks that went to wait for mu and have not got it yet
	readsContended atomic.Uint64
	tryFailures    atomic.Uint64

	// nextRead is the true RWMutex.limit, once drawn.
	nextRead atomic.Uintptr

	// Guarded by RWMutex.mu, held for writing.
	writes          uint64
	writesContended uint64
	writeSince      time.Duration // when the hold being timed began
	writeWaits      latency.Histogram
	writeHolds      latency.Histogram

	// Guards what follows. Under -race it is not used.
	mu          sync.Mutex
	reader      uintptr       // the RWMutex.timed that readSince belongs to
	readSince   time.Duration // when the hold being timed began
	readersSeen []uint64
	readWaits   latency.Histogram
	readHolds   latency.Histogram
}

// RLock locks rw for reading, waiting while a writer holds it or waits for it.
func (rw *RWMutex) RLock() {
	if raceEnabled || rw.reads >= rw.limit {
		rw.rLockClosely()
		return
	}
	rw.mu.RLock()
	// Counted now, while this processor still owns the cache line: before RLock,
	// which fetches it, up to a tenth of the readers would be lost.
	rw.reads++
}

// TryRLock locks rw for reading if no writer holds it or waits for it, and
// reports whether it did.
func (rw *RWMutex) TryRLock() bool {
	if !rw.mu.TryRLock() {
		rw.refused()
		return false
	}
	if raceEnabled {
		rw.countReadUnderRace()
		return true
	}
	if rw.reads >= rw.limit {
		rw.readAtOnce()
	}
	rw.reads++
	return true
}

// RUnlock undoes one RLock. As with sync.RWMutex, it is a fatal error if rw is
// not locked for reading, and another goroutine may undo it; a hold that one
// goroutine begins and another ends is not timed.
func (rw *RWMutex) RUnlock() {
	if !raceEnabled && rw.timed != 0 {
		rw.recordReadHold()
	}
	rw.mu.RUnlock()
}

// RLocker returns a sync.Locker whose Lock and Unlock are RLock and RUnlock.
func (rw *RWMutex) RLocker() sync.Locker { return (*rLocker)(rw) }

type rLocker RWMutex

func (r *rLocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rLocker) Unlock() { (*RWMutex)(r).RUnlock() }

// Lock locks rw for writing, waiting until nobody holds it.
func (rw *RWMutex) Lock() {
	if !rw.mu.TryLock() {
		rw.lockContended()
	}
	rw.written()
}

// TryLock locks rw for writing if nobody holds it, and reports whether it did.
func (rw *RWMutex) TryLock() bool {
	if !rw.mu.TryLock() {
		rw.refused()
		return false
	}
	rw.written()
	return true
}

// Unlock undoes one Lock. As with sync.RWMutex, it is a fatal error if rw is
// not locked for writing, and another goroutine may undo it.
func (rw *RWMutex) Unlock() {
	// Under -race only writers touch timed; else a reader's mark may be left over.
	if rw.timed == byWriter {
		rw.recordWriteHold()
	}
	rw.mu.Unlock()
}

// Stats returns what happened to rw so far. It locks rw for reading for the
// time of a copy, without counting itself: a goroutine that holds rw for
// writing must not call it.
func (rw *RWMutex) Stats() RWMutexStats {
	s := RWMutexStats{ClockCost: clockCost()}
	rw.mu.RLock()
	defer rw.mu.RUnlock()
	s.ReadsEstimated = rw.readsSoFar()
	s.Writes = uint64(rw.writes)
	ignoreSync()
	c := rw.cold.Load()
	heedSync()
	if c == nil {
		return s
	}
	ignoreSync()
	s.ReadsContended = c.readsContended.Load()
	s.TryFailures = c.tryFailures.Load()
	heedSync()
	s.Writes += c.writes
	s.WritesContended = c.writesContended
	s.WriteWaits = c.writeWaits.Snapshot()
	s.WriteHolds = c.writeHolds.Snapshot()
	if !raceEnabled {
		c.addReadersTo(&s)
	}
	return s
}

func (c *rwCold) addReadersTo(s *RWMutexStats) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s.ReadersSeen = append(s.ReadersSeen, c.readersSeen...)
	s.ReadWaits = c.readWaits.Snapshot()
	s.ReadHolds = c.readHolds.Snapshot()
}

func (rw *RWMutex) readsSoFar() uint64 {
	if !raceEnabled {
		return uint64(rw.reads)
	}
	ignoreSync()
	defer heedSync()
	return uint64(atomic.LoadUintptr(&rw.reads))
}

func (rw *RWMutex) countReadUnderRace() {
	ignoreSync()
	atomic.AddUintptr(&rw.reads, 1)
	heedSync()
}

// rLockClosely locks rw.mu for reading when a writer may be about, or this
// read is to be sampled.
func (rw *RWMutex) rLockClosely() {
	if rw.mu.TryRLock() {
		if raceEnabled {
			rw.countReadUnderRace()
			return
		}
		rw.readAtOnce()
		rw.reads++
		return
	}
	if raceEnabled {
		rw.mu.RLock()
		rw.countReadUnderRace()
		c := rw.recorder()
		ignoreSync()
		c.readsContended.Add(1)
		heedSync()
		return
	}
	c := rw.recorder()
	// The coin falls before the wait, as for a Mutex.
	timed := rand.Uint32()%waitsPerSample == 0
	var since time.Duration
	if timed {
		since = clock()
	}
	rw.mu.RLock()
	c.readsContended.Add(1)
	if timed {
		waited := clock() - since
		c.mu.Lock()
		c.readWaits.Record(waited)
		c.mu.Unlock()
	}
	// The limit stays at 0: the next writer may be waiting already.
	if next := c.nextRead.Load(); next != 0 && rw.reads >= next {
		rw.sampleRead(c)
	}
	rw.reads++
}

// readAtOnce samples a read that did not wait, if it is its turn, and says that
// no writer is about. The caller holds rw.mu for reading.
//
// A writer that comes in the few ns between is announced and forgotten: the
// readers that wait for it do so uncounted, until it has the lock.
func (rw *RWMutex) readAtOnce() {
	c := rw.cold.Load()
	if c == nil {
		if rw.limit == 0 {
			// The first read after the last write, or of all: nothing to sample yet.
			rw.limit = rw.drawRead()
			return
		}
		c = rw.recorder()
		c.nextRead.CompareAndSwap(0, rw.limit)
	}
	next := c.nextRead.Load()
	if next == 0 {
		next = rw.drawRead()
		c.nextRead.Store(next)
	} else if rw.reads >= next {
		next = rw.sampleRead(c)
	}
	if c.writersWaiting.Load() == 0 {
		rw.limit = next
	}
}

// drawRead returns how many reads there will be when the next is sampled.
func (rw *RWMutex) drawRead() uintptr {
	return rw.reads + 1 + uintptr(rand.Uint32N(2*readsPerSample-1))
}

// sampleRead looks at who else is reading, and times the hold that begins now.
// It returns the next read to be sampled.
//
//go:noinline
func (rw *RWMutex) sampleRead(c *rwCold) uintptr {
	next := rw.drawRead()
	c.nextRead.Store(next)
	inside, known := rw.readersInside()

	c.mu.Lock()
	defer c.mu.Unlock()
	if known {
		c.readersSeen = counted(c.readersSeen, inside, 1)
	}
	var here byte
	c.reader = uintptr(unsafe.Pointer(&here))
	c.readSince = clock()
	rw.timed = c.reader
	return next
}

// recordReadHold records the hold that ends now, if it is the one being timed.
//
// A lock does not know who holds it. The reader being timed is told from the
// others by its stack: the frames of another goroutine are at least 2 kB away,
// unless one of them is deeper in calls by just that much. A stack that grows
// while it holds the lock moves, and its sample is lost.
//
//go:noinline
func (rw *RWMutex) recordReadHold() {
	const near = 1024
	var here byte
	reader := rw.timed
	if at := uintptr(unsafe.Pointer(&here)); at-reader > near && reader-at > near {
		return
	}
	now := clock()
	c := rw.cold.Load()
	if c == nil || reader == byWriter {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reader == reader {
		c.readHolds.Record(now - c.readSince)
		c.reader = 0
		rw.timed = 0
	}
}

// readersInside returns how many others hold rw.mu for reading. While a writer
// waits it does not know, because the count then includes those who wait. The
// caller holds rw.mu for reading.
//
// sync keeps that count to itself. Reflection reads it without unsafe, in some
// 20 ns, and would notice if it were gone.
func (rw *RWMutex) readersInside() (others int, known bool) {
	if readerCount == nil {
		return 0, false
	}
	n := reflect.ValueOf(&rw.mu).Elem().FieldByIndex(readerCount).Int()
	return int(n) - 1, n > 0
}

// readerCount is where sync.RWMutex counts its readers; nil if it does no
// longer.
var readerCount = func() []int {
	count, ok := reflect.TypeFor[sync.RWMutex]().FieldByName("readerCount")
	if !ok || count.Type != reflect.TypeFor[atomic.Int32]() {
		return nil
	}
	value, ok := count.Type.FieldByName("v")
	if !ok {
		return nil
	}
	return append(count.Index, value.Index...)
}()

// lockContended locks rw.mu, which was not free a moment ago.
func (rw *RWMutex) lockContended() {
	timed := rand.Uint32()%waitsPerSample == 0
	var since time.Duration
	if timed {
		since = clock()
	}
	if raceEnabled {
		rw.mu.Lock()
	} else {
		c := rw.recorder()
		c.writersWaiting.Add(1)
		rw.limit = 0
		rw.mu.Lock()
		c.writersWaiting.Add(-1)
	}
	c := rw.recorder()
	c.writesContended++
	if timed {
		c.writeWaits.Record(clock() - since)
	}
}

// written counts a write, and tells the readers to come that a writer is there.
func (rw *RWMutex) written() {
	if !raceEnabled {
		rw.limit = 0
	}
	rw.writes++
	if rw.writes > rw.sampleOver {
		rw.sampleWrite()
	}
}

// sampleWrite times the hold that begins now, and draws the next to be timed.
func (rw *RWMutex) sampleWrite() {
	// The very first write to a zero RWMutex comes here only to draw.
	if rw.sampleOver != 0 {
		c := rw.recorder()
		c.writes += uint64(rw.writes)
		rw.writes = 0
		rw.timed = byWriter
		c.writeSince = clock()
	}
	rw.sampleOver = rw.writes + 1 + rand.Uint32N(2*holdsPerSample-3)
}

// recordWriteHold records the hold that ends now.
func (rw *RWMutex) recordWriteHold() {
	c := rw.recorder()
	c.writeHolds.Record(clock() - c.writeSince)
	rw.timed = 0
}

func (rw *RWMutex) refused() {
	c := rw.recorder()
	ignoreSync()
	c.tryFailures.Add(1)
	heedSync()
}

// recorder returns rw.cold, which it makes the first time.
func (rw *RWMutex) recorder() *rwCold {
	ignoreSync()
	defer heedSync()
	if c := rw.cold.Load(); c != nil {
		return c
	}
	rw.cold.CompareAndSwap(nil, new(rwCold))
	return rw.cold.Load()
}
