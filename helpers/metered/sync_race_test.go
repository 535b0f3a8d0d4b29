//go:build race

package metered_test

import (
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// Each of these programs races although it uses a primitive: sync's lets the
// race detector see it, and a count shared by both goroutines would hide it.
var racyPrograms = map[string]func(n *int){
	"two readers that write": func(n *int) {
		var mu metered.RWMutex
		aside(func() {
			mu.RLock()
			*n++
			mu.RUnlock()
		})
		mu.RLock()
		*n++
		mu.RUnlock()
	},
	"a write before a read lock": func(n *int) {
		var mu metered.RWMutex
		aside(func() {
			*n++
			mu.RLock()
			mu.RUnlock() //nolint:staticcheck // only its order is of interest
		})
		mu.RLock()
		*n++
		mu.RUnlock()
	},
	"a TryRLock and a TryLock whose failures are ignored": func(n *int) {
		var mu metered.RWMutex
		mu.Lock()
		defer mu.Unlock()
		aside(func() {
			*n++
			mu.TryRLock()
		})
		mu.TryLock()
		*n++
	},
	"two tasks": func(n *int) {
		var wg metered.WaitGroup
		wg.Add(2)
		aside(func() {
			*n++
			wg.Done()
		})
		*n++
		wg.Done()
	},
	"an Add after a write": func(n *int) {
		var wg metered.WaitGroup
		wg.Add(1)
		aside(func() {
			*n++
			wg.Add(1)
		})
		wg.Add(1)
		*n++
	},
	"two who waited": func(n *int) {
		var wg metered.WaitGroup
		wg.Add(1)
		var both sync.WaitGroup // orders nothing but its end
		for range 2 {
			both.Go(func() {
				wg.Wait()
				*n++
			})
		}
		wg.Done()
		both.Wait()
	},
	"a write before a Do that runs nothing": func(n *int) {
		var once metered.Once
		once.Do(func() {})
		aside(func() {
			*n++
			once.Do(func() {})
		})
		once.Do(func() {})
		*n++
	},
	"a Signal without the lock": func(n *int) {
		cond := metered.NewCond(new(sync.Mutex))
		aside(func() {
			*n++
			cond.Signal()
			cond.Broadcast()
		})
		cond.Signal()
		cond.Broadcast()
		*n++
	},
	"Stats after a write": func(n *int) {
		var wg metered.WaitGroup
		cond := metered.NewCond(new(sync.Mutex))
		aside(func() {
			*n++
			wg.Stats()
			cond.Stats()
			cond.Signal()
		})
		wg.Stats()
		cond.Signal()
		cond.Stats()
		*n++
	},
}

func TestPrimitivesHideNoRace(t *testing.T) {
	if child := os.Getenv("METERED_CHILD"); child != "" {
		var n int
		racyPrograms[child](&n)
		return
	}
	for name := range racyPrograms {
		output, err := misuse(t, name)
		require.Error(t, err, name)
		require.Contains(t, output, "WARNING: DATA RACE", name)
		require.NotContains(t, output, "metered.(*rwCold)", "the race is the program's")
	}
}

// What the primitives order is no race, nor are their counts.
func TestPrimitivesOrderAsSyncs(t *testing.T) {
	if os.Getenv("METERED_CHILD") != "" {
		var (
			n    int
			mu   metered.RWMutex
			wg   metered.WaitGroup
			once metered.Once
		)
		for range 8 {
			wg.Go(func() {
				once.Do(func() { n++ })
				for range 3000 {
					mu.RLock()
					_ = n
					mu.RUnlock()
					mu.Lock()
					n++
					mu.Unlock()
					if mu.TryRLock() {
						_ = n
						mu.RUnlock()
					}
				}
				_ = mu.Stats()
			})
		}
		_ = wg.Stats()
		wg.Wait()
		n++

		cond := metered.NewCond(&mu)
		for range 8 {
			wg.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				for n > 0 {
					cond.Wait()
				}
				n--
			})
		}
		mu.Lock()
		n = 0
		mu.Unlock()
		cond.Broadcast()
		wg.Wait()
		return
	}
	output, err := misuse(t, "ordered")
	require.NoError(t, err, output)
}
