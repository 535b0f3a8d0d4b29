//go:build race

package metered_test

import (
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// Each of these programs races although it uses the mutex. sync.Mutex lets the
// race detector see it; a counter that both goroutines touch on their way
// would order them, and hide it.
var racy = map[string]func(mu *metered.Mutex, n *int){
	"a write outside the lock": func(mu *metered.Mutex, n *int) {
		aside(func() {
			mu.Lock()
			*n++
			mu.Unlock()
		})
		*n++
	},
	"a TryLock whose failure is ignored": func(mu *metered.Mutex, n *int) {
		mu.Lock()
		defer mu.Unlock()
		aside(func() {
			*n++
			mu.TryLock()
		})
		mu.TryLock()
		*n++
	},
}

// aside runs f in another goroutine, and returns when it has ended, without
// any order between the two that the race detector knows of.
func aside(f func()) {
	before := runtime.NumGoroutine()
	go f()
	for runtime.NumGoroutine() > before {
		runtime.Gosched()
	}
}

func TestMutexHidesNoRace(t *testing.T) {
	if child := os.Getenv("METERED_CHILD"); child != "" {
		var (
			mu metered.Mutex
			n  int
		)
		racy[child](&mu, &n)
		return
	}
	for name := range racy {
		output, err := misuse(t, name)
		require.Error(t, err)
		require.Contains(t, output, "WARNING: DATA RACE", name)
	}
}

func TestMutexOrdersWhatItGuards(t *testing.T) {
	if os.Getenv("METERED_CHILD") != "" {
		var (
			mu metered.Mutex
			n  int
		)
		aside(func() {
			mu.Lock()
			n++
			mu.Unlock()
		})
		mu.Lock()
		n++
		mu.Unlock()
		return
	}
	output, err := misuse(t, "guarded")
	require.NoError(t, err, output)
}

// Each of these programs races although it uses the atomic, and must be seen
// to, whatever is counted on the way.
var racyAtomics = map[string]func(x *metered.Int64, n *int){
	"a CompareAndSwap that fails": func(x *metered.Int64, n *int) {
		aside(func() {
			*n++
			x.CompareAndSwap(1, 2)
		})
		x.CompareAndSwap(1, 2)
		*n++
	},
	"workers that are done": func(x *metered.Int64, n *int) {
		aside(func() {
			w := x.Worker()
			*n++
			w.Done()
		})
		x.Worker().Done()
		*n++
	},
	"a look at the statistics": func(x *metered.Int64, n *int) {
		aside(func() {
			*n++
			x.CompareAndSwap(1, 2)
			x.Worker().Done()
		})
		_ = x.Stats()
		*n++
	},
}

func TestAtomicsHideNoRace(t *testing.T) {
	if child := os.Getenv("METERED_CHILD"); child != "" {
		var (
			x metered.Int64
			n int
		)
		racyAtomics[child](&x, &n)
		return
	}
	for name := range racyAtomics {
		output, err := misuse(t, name)
		require.Error(t, err, name)
		require.Contains(t, output, "WARNING: DATA RACE", name)
	}
}

func TestAtomicsOrderWhatTheyPublish(t *testing.T) {
	if os.Getenv("METERED_CHILD") != "" {
		var (
			ready metered.Bool
			total metered.Int64
			n     int
		)
		aside(func() {
			n++
			total.Add(1)
			ready.Store(true)
		})
		if ready.Load() {
			n++
		}
		aside(func() {
			if total.Add(1) == 2 { // after the Add of the other
				total.CompareAndSwap(2, 3)
			}
		})
		return
	}
	output, err := misuse(t, "published")
	require.NoError(t, err, output)
}
