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
