package workload

import (
	"sync"
	"sync/atomic"
	"time"
)

// Run calls op over and over from as many goroutines as asked, which leave one
// start line together, and returns when the last has finished. They work for
// 100 ms, unless For or Ops says otherwise.
//
// Around each call of op there is a loop, a local counter and the reading of a
// stop flag that nobody writes: less than 1.5 ns. With fewer than one
// goroutine nothing happens. A panic in op ends the program, as in any
// goroutine; a nil op is a programming error and panics too.
func Run(goroutines int, op func(), opts ...Option) Result {
	return run(goroutines, Variant{Op: op}.each(), configure(1, opts))
}

// RunEach is Run with an operation for each goroutine: each is called once a
// goroutine, numbered from 0, before the start line. It gives goroutines
// different work, or state of their own (see Mixer).
func RunEach(goroutines int, each func(worker int) func(), opts ...Option) Result {
	return run(goroutines, Variant{Each: each}.each(), configure(1, opts))
}

// A Result is what one run achieved.
type Result struct {
	Goroutines int           `json:"goroutines"`
	PerWorker  []uint64      `json:"per_worker"` // operations each goroutine did; exact
	Elapsed    time.Duration `json:"elapsed_ns"` // from the start line until the last goroutine had finished
}

// Ops returns how many operations were done in all; exact.
func (r Result) Ops() uint64 {
	var n uint64
	for _, w := range r.PerWorker {
		n += w
	}
	return n
}

// PerSecond returns the throughput in operations per second; 0 when nothing
// was done.
func (r Result) PerSecond() float64 {
	if r.Elapsed <= 0 {
		return 0
	}
	return float64(r.Ops()) / r.Elapsed.Seconds()
}

func run(goroutines int, each func(worker int) func(), c config) Result {
	if goroutines < 1 {
		return Result{}
	}
	ops := make([]func(), goroutines)
	for i := range ops {
		if ops[i] = each(i); ops[i] == nil {
			panic(nilOp)
		}
	}
	r := Result{Goroutines: goroutines, PerWorker: make([]uint64, goroutines)}
	var (
		flag        = &stopFlag{stopped: make(chan struct{})}
		line        = make(chan struct{})
		ready, done sync.WaitGroup
	)
	ready.Add(goroutines)
	for i, op := range ops {
		done.Go(func() {
			ready.Done()
			<-line
			switch {
			case c.think > 0:
				r.PerWorker[i] = thinking(flag, op, c)
			case c.counted:
				r.PerWorker[i] = repeat(c.ops, op)
			default:
				r.PerWorker[i] = untilStopped(flag, op)
			}
		})
	}
	ready.Wait()
	start := time.Now()
	close(line)
	if !c.counted {
		// A timer's function goes before the goroutines in line for a processor;
		// this goroutine, woken from a sleep, might have to wait its turn.
		time.AfterFunc(c.duration, flag.raise)
	}
	done.Wait()
	r.Elapsed = time.Since(start)
	return r
}

// A stopFlag has its cache lines for itself: beside a variable that op writes
// it would cost every goroutine a cache miss an operation.
type stopFlag struct {
	_       [64]byte
	stop    atomic.Bool
	stopped chan struct{} // closed then, for those who think
	_       [64]byte
}

func (f *stopFlag) raise() {
	f.stop.Store(true)
	close(f.stopped)
}

// untilStopped and repeat are not inlined, so that the loop is the same around
// every operation, and its cost can be told.
//
//go:noinline
func untilStopped(flag *stopFlag, op func()) (n uint64) {
	for {
		op()
		n++
		if flag.stop.Load() {
			return n
		}
	}
}

//go:noinline
func repeat(n int, op func()) uint64 {
	for range n {
		op()
	}
	return uint64(n)
}

// thinking does op with a pause after each, and breaks the last one off.
func thinking(flag *stopFlag, op func(), c config) (n uint64) {
	timer := time.NewTimer(c.think)
	defer timer.Stop()
	for !c.counted || n < uint64(c.ops) {
		op()
		n++
		timer.Reset(c.think)
		select {
		case <-timer.C:
		case <-flag.stopped:
			return n
		}
	}
	return n
}
