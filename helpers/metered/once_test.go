package metered_test

import (
	"reflect"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func TestOnceTimesItsCallAndThoseWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			once metered.Once
			done sync.WaitGroup
			runs int
		)
		done.Go(func() {
			once.Do(func() {
				time.Sleep(10 * time.Second)
				runs++
			})
		})
		synctest.Wait()
		require.Equal(t, metered.OnceStats{}, once.Stats())
		for range 3 {
			time.Sleep(time.Second)
			done.Go(func() { once.Do(func() { runs++ }) })
		}
		done.Wait()
		once.Do(func() { runs++ })
		require.Equal(t, 1, runs)
		require.Equal(t, metered.OnceStats{
			Runs: 1, Took: 10 * time.Second, Waited: 3, WaitedFor: (9 + 8 + 7) * time.Second,
		}, once.Stats())
	})
}

func TestOnceRunsOnceUnderStress(t *testing.T) {
	const goroutines, onces = 16, 500
	all := make([]metered.Once, onces)
	runs := make([]int, onces)
	workload.Run(goroutines, func() {
		for i := range all {
			all[i].Do(func() { runs[i]++ })
			if runs[i] != 1 {
				t.Errorf("Do returned before the function of once %d", i)
			}
		}
	}, workload.Ops(2))
	for i := range all {
		s := all[i].Stats()
		require.EqualValues(t, 1, s.Runs)
		require.Less(t, s.Waited, uint64(goroutines))
	}
}

// A function that does not return normally is over all the same, as sync has
// it.
func TestOnceEndsAsSyncOnceDoes(t *testing.T) {
	for name, f := range map[string]func(){
		"panic":  func() { panic("out") },
		"goexit": runtime.Goexit,
		"nil":    nil,
	} {
		var (
			original sync.Once
			ours     metered.Once
		)
		require.Equal(t, outcome(func() { original.Do(f) }), outcome(func() { ours.Do(f) }), name)
		ours.Do(func() { t.Error("called again after", name) })
		require.EqualValues(t, 1, ours.Stats().Runs)
	}
}

// outcome runs f in a goroutine, and returns what it panicked with.
func outcome(f func()) (recovered any) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			recovered = recover()
			if err, ok := recovered.(error); ok {
				recovered = err.Error()
			}
		}()
		f()
	}()
	<-done
	return recovered
}

func TestSizes(t *testing.T) {
	if reflect.TypeFor[uintptr]().Size() != 8 {
		t.Skip("laid out for 64-bit machines")
	}
	require.EqualValues(t, 40, reflect.TypeFor[metered.Once]().Size())
	require.EqualValues(t, 40, reflect.TypeFor[metered.WaitGroup]().Size())
	require.EqualValues(t, 136, reflect.TypeFor[metered.Cond]().Size())
}
