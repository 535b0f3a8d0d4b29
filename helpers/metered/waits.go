package metered

import (
	"sync"
	"sync/atomic"
	"time"

	"cahiers/helpers/latency"
)

// waits are the times that goroutines waited, of a primitive that holds no lock
// when it records them. The zero value takes a pointer; 8 kB are allocated
// when there is a wait to record.
//
// Nothing may be recorded under -race: the lock would order those who wait.
type waits struct {
	cold atomic.Pointer[waitCold]
}

type waitCold struct {
	mu    sync.Mutex
	times latency.Histogram
}

func (w *waits) record(d time.Duration) {
	if w.cold.Load() == nil {
		w.cold.CompareAndSwap(nil, new(waitCold))
	}
	c := w.cold.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times.Record(d)
}

func (w *waits) snapshot() latency.Snapshot {
	ignoreSync()
	c := w.cold.Load()
	heedSync()
	if c == nil {
		return latency.Snapshot{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.times.Snapshot()
}
