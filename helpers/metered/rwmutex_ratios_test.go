package metered_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/sasha-s/go-deadlock"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// A rwRival is a RWMutex to measure. Its loops are written out for each type,
// because sync's RLock is inlined where its type is known, and only there.
type rwRival struct {
	name  string
	read  func(pairs int)
	write func(pairs int)
	mixed func(reads int, inside, outside func()) func() // returns that many reads and a write
}

func rwRivals() []rwRival {
	var (
		raw, control = new(sync.RWMutex), new(sync.RWMutex)
		ours         = new(metered.RWMutex)
		checked      = new(deadlock.RWMutex)
		observed     = newObservedRWMutex()
	)
	return []rwRival{
		{"raw", func(n int) {
			for range n {
				raw.RLock()
				raw.RUnlock() //nolint:staticcheck // the pair is measured
			}
		}, func(n int) {
			for range n {
				raw.Lock()
				raw.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(reads int, inside, outside func()) func() {
			return func() {
				for range reads {
					raw.RLock()
					inside()
					raw.RUnlock()
					outside()
				}
				raw.Lock()
				inside()
				raw.Unlock()
				outside()
			}
		}},
		{"control", func(n int) {
			for range n {
				control.RLock()
				control.RUnlock() //nolint:staticcheck // the pair is measured
			}
		}, func(n int) {
			for range n {
				control.Lock()
				control.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(reads int, inside, outside func()) func() {
			return func() {
				for range reads {
					control.RLock()
					inside()
					control.RUnlock()
					outside()
				}
				control.Lock()
				inside()
				control.Unlock()
				outside()
			}
		}},
		{"metered", func(n int) {
			for range n {
				ours.RLock()
				ours.RUnlock() //nolint:staticcheck // the pair is measured
			}
		}, func(n int) {
			for range n {
				ours.Lock()
				ours.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(reads int, inside, outside func()) func() {
			return func() {
				for range reads {
					ours.RLock()
					inside()
					ours.RUnlock()
					outside()
				}
				ours.Lock()
				inside()
				ours.Unlock()
				outside()
			}
		}},
		{"prometheus", func(n int) {
			for range n {
				observed.RUnlock(observed.RLock())
			}
		}, func(n int) {
			for range n {
				observed.Lock()
				observed.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(reads int, inside, outside func()) func() {
			return func() {
				for range reads {
					since := observed.RLock()
					inside()
					observed.RUnlock(since)
					outside()
				}
				observed.Lock()
				inside()
				observed.Unlock()
				outside()
			}
		}},
		{"go-deadlock", func(n int) {
			for range n {
				checked.RLock()
				checked.RUnlock() //nolint:staticcheck // the pair is measured
			}
		}, func(n int) {
			for range n {
				checked.Lock()
				checked.Unlock() //nolint:staticcheck // the pair is measured
			}
		}, func(reads int, inside, outside func()) func() {
			return func() {
				for range reads {
					checked.RLock()
					inside()
					checked.RUnlock()
					outside()
				}
				checked.Lock()
				inside()
				checked.Unlock()
				outside()
			}
		}},
	}
}

// An observedRWMutex is what one writes first: histograms for the waits and
// the holds. It is no drop-in: a reader carries the time of its arrival.
type observedRWMutex struct {
	mu           sync.RWMutex
	since        time.Time
	waits, holds prometheus.ObserverVec
}

func newObservedRWMutex() *observedRWMutex {
	buckets := prometheus.ExponentialBuckets(16e-9, 2, 30)
	vec := func(name string) prometheus.ObserverVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Buckets: buckets}, []string{"mode"})
	}
	return &observedRWMutex{waits: vec("wait_seconds"), holds: vec("hold_seconds")}
}

func (m *observedRWMutex) RLock() time.Time {
	arrived := time.Now()
	m.mu.RLock()
	since := time.Now()
	m.waits.WithLabelValues("read").Observe(since.Sub(arrived).Seconds())
	return since
}

func (m *observedRWMutex) RUnlock(since time.Time) {
	m.holds.WithLabelValues("read").Observe(time.Since(since).Seconds())
	m.mu.RUnlock()
}

func (m *observedRWMutex) Lock() {
	arrived := time.Now()
	m.mu.Lock()
	m.since = time.Now()
	m.waits.WithLabelValues("write").Observe(m.since.Sub(arrived).Seconds())
}

func (m *observedRWMutex) Unlock() {
	m.holds.WithLabelValues("write").Observe(time.Since(m.since).Seconds())
	m.mu.Unlock()
}

// BenchmarkRWMutexRatios does for RWMutex what BenchmarkMutexRatios does for
// Mutex. It reports the three ratios that this package promises, and which
// share of the reads its plain count keeps when processors do nothing else.
//
//	go test ./helpers/metered -run '^$' -bench RWMutexRatios -benchtime 40x
func BenchmarkRWMutexRatios(b *testing.B) {
	const moment = 5 * time.Millisecond
	in, out := workload.Busy(inside), workload.Busy(outside)

	rounds := newRounds()
	for b.Loop() {
		fresh := rwRivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, r := range fresh {
			rounds.add("read alone, ns", r.name, timePerPair(r.read, moment))
		}
		for _, r := range fresh {
			rounds.add("write alone, ns", r.name, timePerPair(r.write, moment))
		}
		for _, reads := range []int{9, 99} {
			for _, g := range []int{2, 8, 64} {
				for _, r := range fresh {
					run := workload.Run(g, r.mixed(reads, in, out), workload.For(2*moment))
					rounds.add(fmt.Sprintf("g=%d, %d reads a write, op/s", g, reads), r.name, float64(reads+1)*run.PerSecond())
				}
			}
		}
	}
	rounds.addGeometricMean("geometric mean, op/s", func(m string) bool { return strings.HasSuffix(m, ", op/s") })
	report(b, "RWMutex", rounds)
	b.ReportMetric(rounds.ratio("read alone, ns", "metered").median, "read/raw")
	b.ReportMetric(rounds.ratio("write alone, ns", "metered").median, "write/raw")
	b.ReportMetric(rounds.ratio("geometric mean, op/s", "metered").median, "throughput/raw")
	b.ReportMetric(readsKept(10*moment), "reads-kept")
	b.ReportMetric(0, "ns/op") // a round is no operation
}

// timePerPair returns the time of one of the pairs that f does, in ns.
func timePerPair(f func(pairs int), moment time.Duration) float64 {
	const pairs = 1000
	var done int
	start := time.Now()
	for time.Since(start) < moment {
		f(pairs)
		done += pairs
	}
	return float64(time.Since(start)) / float64(done)
}

// readsKept returns which share of its readers a RWMutex counts at worst: when
// every processor does nothing but read.
func readsKept(moment time.Duration) float64 {
	var mu metered.RWMutex
	run := workload.Run(8, func() {
		mu.RLock()
		mu.RUnlock() //nolint:staticcheck // the count is of interest
	}, workload.For(moment))
	return float64(mu.Stats().ReadsEstimated) / float64(run.Ops())
}
