package metered_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"cahiers/helpers/metered"
)

// BenchmarkChanRatios compares the channels as BenchmarkMutexRatios compares
// the mutexes. Goroutines do nothing but send and receive: there is no work
// between two operations to hide what they cost.
//
//	go test ./helpers/metered -run '^$' -bench ChanRatios -benchtime 40x
func BenchmarkChanRatios(b *testing.B) {
	const values = 200_000 // 5 to 40 ms: the first few thousand, sampled more often, cost more
	rounds := newRounds()
	for b.Loop() {
		for _, r := range shuffled(chanRivals()) {
			start := time.Now()
			r.alone(values)
			rounds.add("alone, capacity 64, ns/value", r.name, float64(time.Since(start))/values)
		}
		for _, capacity := range []int{0, 1, 64} {
			for _, each := range []int{1, 4} {
				for _, r := range shuffled(chanRivals()) {
					took := r.through(capacity, each, values)
					rounds.add(fmt.Sprintf("capacity %d, %d→%d, ns/value", capacity, each, each), r.name, float64(took)/values)
				}
			}
		}
	}
	report(b, "Chan", rounds)
	for _, promised := range []struct{ measure, metric string }{
		{"alone, capacity 64, ns/value", "alone/raw"},
		{"capacity 0, 1→1, ns/value", "unbuffered/raw"},
		{"capacity 64, 1→1, ns/value", "buffered/raw"},
		{"capacity 64, 4→4, ns/value", "crowded/raw"},
	} {
		b.ReportMetric(rounds.ratio(promised.measure, "metered").median, promised.metric)
	}
	b.ReportMetric(0, "ns/op") // a round is no operation
}

func shuffled(rivals []chanRival) []chanRival {
	rand.Shuffle(len(rivals), func(i, j int) { rivals[i], rivals[j] = rivals[j], rivals[i] })
	return rivals
}

// A chanRival is a channel to measure. Its loops are written out for each
// type, because a call through an interface would cost all of them.
type chanRival struct {
	name    string
	alone   func(values int) // sends each value and receives it
	through func(capacity, each, values int) time.Duration
}

// chanRivals returns the channels to compare. The first two are the same: how
// they differ is the noise of the machine.
func chanRivals() []chanRival {
	raw := func(name string) chanRival {
		return chanRival{name, func(values int) {
			c := make(chan int, 64)
			for v := range values {
				c <- v
				<-c
			}
		}, func(capacity, each, values int) time.Duration {
			c := make(chan int, capacity)
			return pump(each, func() {
				for v := range values / each {
					c <- v
				}
			}, func() {
				for {
					if _, ok := <-c; !ok {
						return
					}
				}
			}, func() { close(c) })
		}}
	}
	return []chanRival{
		raw("raw"),
		raw("control"),
		{"metered", func(values int) {
			c := metered.MakeChan[int](64)
			for v := range values {
				c.Send(v)
				c.Recv()
			}
		}, func(capacity, each, values int) time.Duration {
			c := metered.MakeChan[int](capacity)
			return pump(each, func() {
				for v := range values / each {
					c.Send(v)
				}
			}, func() {
				for {
					if _, ok := c.Recv(); !ok {
						return
					}
				}
			}, c.Close)
		}},
		{"prometheus", func(values int) {
			c := newObservedChan(64)
			for v := range values {
				c.Send(v)
				c.Recv()
			}
		}, func(capacity, each, values int) time.Duration {
			c := newObservedChan(capacity)
			return pump(each, func() {
				for v := range values / each {
					c.Send(v)
				}
			}, func() {
				for {
					if _, ok := c.Recv(); !ok {
						return
					}
				}
			}, func() { close(c.ch) })
		}},
	}
}

// pump has as many goroutines send as receive, and returns how long it took
// until all was received.
func pump(each int, send, receive, stop func()) time.Duration {
	var senders, receivers, ready sync.WaitGroup
	line := make(chan struct{})
	start := func(group *sync.WaitGroup, f func()) {
		ready.Add(1)
		group.Go(func() {
			ready.Done()
			<-line
			f()
		})
	}
	for range each {
		start(&senders, send)
		start(&receivers, receive)
	}
	ready.Wait()
	began := time.Now()
	close(line)
	senders.Wait()
	stop()
	receivers.Wait()
	return time.Since(began)
}

// An observedChan is what one writes first: for each side a counter, and a
// histogram of how long its operations took.
type observedChan struct {
	ch                 chan int
	sent, received     prometheus.Counter
	sending, receiving prometheus.Histogram
}

func newObservedChan(capacity int) *observedChan {
	buckets := prometheus.ExponentialBuckets(16e-9, 2, 30)
	return &observedChan{
		ch:        make(chan int, capacity),
		sent:      prometheus.NewCounter(prometheus.CounterOpts{Name: "sent_total"}),
		received:  prometheus.NewCounter(prometheus.CounterOpts{Name: "received_total"}),
		sending:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "send_seconds", Buckets: buckets}),
		receiving: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "receive_seconds", Buckets: buckets}),
	}
}

func (c *observedChan) Send(v int) {
	arrived := time.Now()
	c.ch <- v
	c.sending.Observe(time.Since(arrived).Seconds())
	c.sent.Inc()
}

func (c *observedChan) Recv() (int, bool) {
	arrived := time.Now()
	v, ok := <-c.ch
	c.receiving.Observe(time.Since(arrived).Seconds())
	c.received.Inc()
	return v, ok
}
