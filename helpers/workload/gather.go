package workload

import (
	"runtime"
	"sync"
	"time"

	"cahiers/helpers/figure"
)

// A Crowd says what goroutines take that are all alive at once, each waiting.
type Crowd struct {
	Goroutines int           `json:"goroutines"` // that were started
	Elapsed    time.Duration `json:"elapsed_ns"` // from the first start until the last had arrived

	// Bytes is how much more memory Go held for its stacks and objects when all
	// had arrived. What the system keeps for a thread is not in it, nor is the
	// stack that C gives a thread in a program with cgo. A processor keeps up to
	// 64 ended goroutines with their stacks for the next ones, which then cost
	// less than they would: with less than some hundreds it says little.
	Bytes uint64 `json:"bytes"`

	// Started is how many goroutines had been started, at some moments.
	Started []figure.Moment `json:"started"`
}

// BytesEach returns the memory per goroutine; 0 when there was none.
func (c Crowd) BytesEach() float64 { return float64(c.Bytes) / float64(max(c.Goroutines, 1)) }

// gathering is how long Gather goes on starting goroutines by default.
const gathering = 3 * time.Second

// Gather starts n goroutines and keeps all of them alive until the last has
// arrived, then lets them end and returns once they have. Each calls arrive
// first, when it is not nil: with runtime.LockOSThread each takes a thread of
// the system with it, which ends with it.
//
// It starts no more of them after 3 s, unless For says otherwise, so that a
// slow machine gives fewer and not a wait; one at least, if n is positive. A
// hundred thousand goroutines take 0.3 GB.
func Gather(n int, arrive func(), opts ...Option) Crowd {
	c := configure(1, append([]Option{For(gathering)}, opts...))
	if arrive == nil {
		arrive = func() {}
	}
	const moments = 50
	crowd := Crowd{Started: make([]figure.Moment, 0, moments+2)}
	var arrived, gone, gate sync.WaitGroup
	gate.Add(1)
	before := inUse()
	start := time.Now()
	for crowd.Goroutines < n {
		arrived.Add(1)
		gone.Go(func() {
			arrive()
			arrived.Done()
			gate.Wait()
		})
		crowd.Goroutines++
		if crowd.Goroutines%max(1, n/moments) == 0 || crowd.Goroutines == n {
			at := time.Since(start)
			crowd.Started = append(crowd.Started, figure.Moment{At: at, Value: float64(crowd.Goroutines)})
			if at >= c.duration {
				break
			}
		}
	}
	arrived.Wait()
	crowd.Elapsed = time.Since(start)
	if after := inUse(); after > before {
		crowd.Bytes = after - before
	}
	gate.Done()
	gone.Wait()
	return crowd
}

// inUse is the memory of stacks, goroutines' and threads', and of objects.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.StackSys + m.HeapInuse
}
