package workload

import (
	"sync"
	"sync/atomic"
	"time"
)

// Run calls op again and again from as many goroutines as asked, let go
// together from one start line, for 100 ms unless For or Ops says otherwise,
// and returns when the last has finished.
func Run(goroutines int, op func(), opts ...Option) Result {
	return run(goroutines, op, configure(opts))
}

// A Result is what one run achieved.
type Result struct {
	Goroutines int           `json:"goroutines"`
	PerWorker  []uint64      `json:"per_worker"` // operations done by each goroutine, exact
	Elapsed    time.Duration `json:"elapsed_ns"` // from the start line until the last goroutine finished
}

// Ops returns how many operations were done in all, exactly.
func (r Result) Ops() uint64 {
	var n uint64
	for _, w := range r.PerWorker {
		n += w
	}
	return n
}

// PerSecond returns the throughput in operations per second; 0 for a run that
// did nothing.
func (r Result) PerSecond() float64 {
	if r.Elapsed <= 0 {
		return 0
	}
	return float64(r.Ops()) / r.Elapsed.Seconds()
}

func run(goroutines int, op func(), c config) Result {
	goroutines = max(goroutines, 0)
	r := Result{Goroutines: goroutines, PerWorker: make([]uint64, goroutines)}
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	stop := new(atomic.Bool)
	ready.Add(goroutines)
	for i := range goroutines {
		done.Go(func() {
			ready.Done()
			<-start
			r.PerWorker[i] = work(op, c.ops, stop)
		})
	}
	ready.Wait()
	began := time.Now()
	close(start)
	if c.ops == 0 {
		time.Sleep(c.duration)
		stop.Store(true)
	}
	done.Wait()
	r.Elapsed = time.Since(began)
	return r
}

func work(op func(), ops int, stop *atomic.Bool) uint64 {
	if ops > 0 {
		for range ops {
			op()
		}
		return uint64(ops)
	}
	var n uint64
	for !stop.Load() {
		op()
		n++
	}
	return n
}
