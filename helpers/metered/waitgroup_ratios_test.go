package metered_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"cahiers/helpers/metered"
)

// A wgRival is a WaitGroup to measure: it starts that many empty tasks, a
// hundred at a time, and waits for them.
type wgRival struct {
	name      string
	goAndWait func(tasks int)
	addDone   func(pairs int)
}

func wgRivals() []wgRival {
	var (
		raw, control = new(sync.WaitGroup), new(sync.WaitGroup)
		ours         = new(metered.WaitGroup)
		observed     = newObservedWaitGroup()
	)
	return []wgRival{
		{"raw", func(n int) { inHundreds(n, raw.Go, raw.Wait) }, func(n int) {
			for range n {
				raw.Add(1)
				raw.Done()
			}
		}},
		{"control", func(n int) { inHundreds(n, control.Go, control.Wait) }, func(n int) {
			for range n {
				control.Add(1)
				control.Done()
			}
		}},
		{"metered", func(n int) { inHundreds(n, ours.Go, ours.Wait) }, func(n int) {
			for range n {
				ours.Add(1)
				ours.Done()
			}
		}},
		{"prometheus", func(n int) { inHundreds(n, observed.Go, observed.Wait) }, func(n int) {
			for range n {
				observed.Add(1)
				observed.Add(-1)
			}
		}},
	}
}

// inHundreds starts tasks by start and waits after each hundred. A call
// through a function value is a hundredth of what starting a goroutine costs.
func inHundreds(tasks int, start func(func()), wait func()) {
	for range tasks / 100 {
		for range 100 {
			start(nothing)
		}
		wait()
	}
}

func nothing() {}

// An observedWaitGroup is what one writes first: a counter, a gauge and a
// histogram.
type observedWaitGroup struct {
	wg      sync.WaitGroup
	started prometheus.Counter
	running prometheus.Gauge
	waits   prometheus.Histogram
}

func newObservedWaitGroup() *observedWaitGroup {
	return &observedWaitGroup{
		started: prometheus.NewCounter(prometheus.CounterOpts{Name: "started"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "running"}),
		waits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "wait_seconds", Buckets: prometheus.ExponentialBuckets(16e-9, 2, 30),
		}),
	}
}

func (wg *observedWaitGroup) Add(delta int) {
	if delta > 0 {
		wg.started.Add(float64(delta))
	}
	wg.running.Add(float64(delta))
	wg.wg.Add(delta)
}

func (wg *observedWaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Add(-1)
		f()
	}()
}

func (wg *observedWaitGroup) Wait() {
	since := time.Now()
	wg.wg.Wait()
	wg.waits.Observe(time.Since(since).Seconds())
}

// BenchmarkWaitGroupRatios does for WaitGroup what BenchmarkMutexRatios does
// for Mutex.
//
//	go test ./helpers/metered -run '^$' -bench WaitGroupRatios -benchtime 100x
func BenchmarkWaitGroupRatios(b *testing.B) {
	const moment = 10 * time.Millisecond
	rounds := newRounds()
	for b.Loop() {
		fresh := wgRivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, r := range fresh {
			rounds.add("Go of an empty task, ns", r.name, timePerPair(r.goAndWait, moment))
			rounds.add("Add and Done, ns", r.name, timePerPair(r.addDone, moment))
		}
	}
	report(b, "WaitGroup", rounds)
	b.ReportMetric(rounds.ratio("Go of an empty task, ns", "metered").median, "go/raw")
	b.ReportMetric(rounds.ratio("Add and Done, ns", "metered").median, "add-done/raw")
	b.ReportMetric(0, "ns/op") // a round is no operation
}
