package metered_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// An atomicRival is an Int64 to measure: a batch does one operation a thousand
// times, from one goroutine. Its loops are written out for each type, because a
// call through an interface would cost more than what is to be measured.
type atomicRival struct {
	name string
	add  func() func() // returns the batch of one goroutine
	cas  func() func() // one attempt, whose success depends on the others
}

const batch = 1000

// padded keeps the variables of rivals out of one another's cache lines.
type padded struct {
	_ [64]byte
	v atomic.Int64
	_ [64]byte
}

// atomicRivals returns new variables of each kind. The first two are the same:
// how they differ is the noise of the machine.
func atomicRivals() []atomicRival {
	var (
		raw, control = new(padded), new(padded)
		ours         = new(metered.Int64)
		handed       = new(metered.Int64)
		counted      = newCountedInt64()
		timed        = newTimedInt64()
	)
	return []atomicRival{
		{"raw", func() func() {
			return func() {
				for range batch {
					raw.v.Add(1)
				}
			}
		}, func() func() {
			return func() {
				old := raw.v.Load()
				for range batch {
					if raw.v.CompareAndSwap(old, old+1) {
						old++
					} else {
						old = raw.v.Load()
					}
				}
			}
		}},
		{"control", func() func() {
			return func() {
				for range batch {
					control.v.Add(1)
				}
			}
		}, func() func() {
			return func() {
				old := control.v.Load()
				for range batch {
					if control.v.CompareAndSwap(old, old+1) {
						old++
					} else {
						old = control.v.Load()
					}
				}
			}
		}},
		{"metered", func() func() {
			return func() {
				for range batch {
					ours.Add(1)
				}
			}
		}, func() func() {
			return func() {
				old := ours.Load()
				for range batch {
					if ours.CompareAndSwap(old, old+1) {
						old++
					} else {
						old = ours.Load()
					}
				}
			}
		}},
		{"worker", func() func() {
			w := handed.Worker()
			return func() {
				for range batch {
					w.Add(1)
				}
			}
		}, func() func() {
			w := handed.Worker()
			return func() {
				old := w.Load()
				for range batch {
					if w.CompareAndSwap(old, old+1) {
						old++
					} else {
						old = w.Load()
					}
				}
			}
		}},
		{"prometheus counter", func() func() {
			return func() {
				for range batch {
					counted.Add(1)
				}
			}
		}, nil},
		{"prometheus histogram", func() func() {
			return func() {
				for range batch {
					timed.Add(1)
				}
			}
		}, nil},
	}
}

// A countedInt64 is what one writes first: a counter beside the value.
type countedInt64 struct {
	padded
	adds prometheus.Counter
}

func newCountedInt64() *countedInt64 {
	return &countedInt64{adds: prometheus.NewCounter(prometheus.CounterOpts{Name: "adds_total"})}
}

func (n *countedInt64) Add(delta int64) int64 {
	n.adds.Inc()
	return n.v.Add(delta)
}

// A timedInt64 is what one writes next: a histogram of how long it takes.
type timedInt64 struct {
	padded
	adds prometheus.Histogram
}

func newTimedInt64() *timedInt64 {
	return &timedInt64{adds: prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "add_seconds", Buckets: prometheus.ExponentialBuckets(4e-9, 2, 30),
	})}
}

func (n *timedInt64) Add(delta int64) int64 {
	start := time.Now()
	v := n.v.Add(delta)
	n.adds.Observe(time.Since(start).Seconds())
	return v
}

// BenchmarkAtomicRatios compares the atomics as BenchmarkMutexRatios compares
// the mutexes: in rounds, in random order, dividing only what belongs to the
// same round. All figures are times of one operation, so that less is better;
// with several goroutines, the time between two operations of any of them.
//
//	go test ./helpers/metered -run '^$' -bench AtomicRatios -benchtime 10x
func BenchmarkAtomicRatios(b *testing.B) {
	const moment = 5 * time.Millisecond
	rounds := newRounds()
	for b.Loop() {
		fresh := atomicRivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, g := range []int{1, 2, 8, 64} {
			for _, r := range fresh {
				rounds.add(fmt.Sprintf("Add, g=%d, ns", g), r.name, operationTime(g, r.add, moment))
				if r.cas != nil {
					rounds.add(fmt.Sprintf("CAS, g=%d, ns", g), r.name, operationTime(g, r.cas, moment))
				}
			}
		}
	}
	report(b, "Int64, for all atomics", rounds)
	b.ReportMetric(rounds.ratio("Add, g=1, ns", "metered").median, "add/raw")
	b.ReportMetric(rounds.ratio("Add, g=1, ns", "worker").median, "worker-add/raw")
	b.ReportMetric(rounds.ratio("Add, g=8, ns", "metered").median, "add-8/raw")
	b.ReportMetric(rounds.ratio("CAS, g=1, ns", "metered").median, "cas/raw")
	b.ReportMetric(0, "ns/op") // a round is no operation
}

// operationTime returns how often goroutines that share a variable complete an
// operation, in ns.
func operationTime(goroutines int, batches func() func(), moment time.Duration) float64 {
	// Each call of the batch is by one goroutine at a time, but not always by
	// the same one: a worker goes from hand to hand with its batch.
	hands := make(chan func(), goroutines)
	for range goroutines {
		hands <- batches()
	}
	run := workload.Run(goroutines, func() {
		one := <-hands
		one()
		hands <- one
	}, workload.For(moment))
	return 1e9 / (run.PerSecond() * batch)
}
