package metered_test

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/sasha-s/go-deadlock"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// A rival is a mutex to measure. Its loops are written out for each type,
// because a call through an interface would cost all of them as much as what
// is to be measured.
type rival struct {
	name      string
	alone     func(pairs int)                     // locks and unlocks that often
	contended func(inside, outside func()) func() // returns the operation of one goroutine
	profiled  int                                 // runtime.SetMutexProfileFraction while it runs
}

// rivals returns new mutexes of each kind, so that no measure inherits the
// state of another. The first two are the same: how they differ is the noise
// of the machine.
func rivals() []rival {
	var (
		raw, control, profiled = new(sync.Mutex), new(sync.Mutex), new(sync.Mutex)
		ours                   = new(metered.Mutex)
		checked                = new(deadlock.Mutex)
		observed               = newObservedMutex()
	)
	return []rival{
		{"raw", func(n int) {
			for range n {
				raw.Lock()
				raw.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { raw.Lock(); inside(); raw.Unlock(); outside() }
		}, 0},
		{"control", func(n int) {
			for range n {
				control.Lock()
				control.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { control.Lock(); inside(); control.Unlock(); outside() }
		}, 0},
		{"mutex profile", func(n int) {
			for range n {
				profiled.Lock()
				profiled.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { profiled.Lock(); inside(); profiled.Unlock(); outside() }
		}, 1},
		{"metered", func(n int) {
			for range n {
				ours.Lock()
				ours.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { ours.Lock(); inside(); ours.Unlock(); outside() }
		}, 0},
		{"prometheus", func(n int) {
			for range n {
				observed.Lock()
				observed.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { observed.Lock(); inside(); observed.Unlock(); outside() }
		}, 0},
		{"go-deadlock", func(n int) {
			for range n {
				checked.Lock()
				checked.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(inside, outside func()) func() {
			return func() { checked.Lock(); inside(); checked.Unlock(); outside() }
		}, 0},
	}
}

// An observedMutex is what one writes first: a histogram for the waits and one
// for the holds.
type observedMutex struct {
	mu           sync.Mutex
	since        time.Time
	waits, holds prometheus.Histogram
}

func newObservedMutex() *observedMutex {
	buckets := prometheus.ExponentialBuckets(16e-9, 2, 30)
	return &observedMutex{
		waits: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wait_seconds", Buckets: buckets}),
		holds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "hold_seconds", Buckets: buckets}),
	}
}

func (m *observedMutex) Lock() {
	arrived := time.Now()
	m.mu.Lock()
	m.since = time.Now()
	m.waits.Observe(m.since.Sub(arrived).Seconds())
}

func (m *observedMutex) Unlock() {
	m.holds.Observe(time.Since(m.since).Seconds())
	m.mu.Unlock()
}

// The workload of the contended measures: as much outside the lock as makes
// two processors dispute it often, but not always.
const (
	inside  = 47 * time.Nanosecond
	outside = 140 * time.Nanosecond
)

func BenchmarkMutexAlone(b *testing.B) {
	for _, r := range rivals() {
		b.Run(r.name, func(b *testing.B) {
			const pairs = 100
			for b.Loop() {
				r.alone(pairs)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pairs, "ns/pair")
		})
	}
}

func BenchmarkMutexContended(b *testing.B) {
	in, out := workload.Busy(inside), workload.Busy(outside)
	for _, g := range []int{2, 4, 8, 64} {
		for _, r := range rivals() {
			b.Run(fmt.Sprintf("%s/g=%d", r.name, g), func(b *testing.B) {
				op := r.contended(in, out)
				var ops uint64
				for b.Loop() {
					ops += workload.Run(g, op, workload.For(10*time.Millisecond)).Ops()
				}
				b.ReportMetric(float64(ops)/b.Elapsed().Seconds(), "op/s")
			})
		}
	}
}

// BenchmarkMutexNeighbours gives each processor a mutex of its own out of one
// array. Those of sync share a cache line, and slow one another.
func BenchmarkMutexNeighbours(b *testing.B) {
	n := runtime.GOMAXPROCS(0)
	b.Run("raw", func(b *testing.B) { lockEachItsOwn(b, make([]sync.Mutex, n)) })
	b.Run("metered", func(b *testing.B) { lockEachItsOwn(b, make([]metered.Mutex, n)) })
}

func lockEachItsOwn[M any, P interface {
	*M
	sync.Locker
}](b *testing.B, array []M,
) {
	var taken atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		mu := P(&array[taken.Add(1)-1])
		for pb.Next() {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // the pair is measured
		}
	})
}
