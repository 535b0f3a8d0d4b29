package metered_test

import (
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func TestOnceTimesItsCallAndThoseWhoWait(t *testing.T) {
	var (
		once metered.Once
		done sync.WaitGroup
		runs int
	)
	start := time.Now()
	begun, end := make(chan struct{}), make(chan struct{})
	done.Go(func() {
		once.Do(func() {
			close(begun)
			<-end
			runs++
		})
	})
	<-begun
	require.Equal(t, metered.OnceStats{}, once.Stats())
	for range 3 {
		done.Go(func() { once.Do(func() { runs++ }) })
	}
	requireWaiters(t, "sync.(*Once).doSlow", 4)
	close(end)
	done.Wait()
	elapsed := time.Since(start)
	once.Do(func() { runs++ })
	require.Equal(t, 1, runs)

	s := once.Stats()
	require.EqualValues(t, 1, s.Runs)
	require.EqualValues(t, 3, s.Waited)
	require.Positive(t, s.Took)
	require.LessOrEqual(t, s.Took, elapsed)
	require.Positive(t, s.WaitedFor)
	require.LessOrEqual(t, s.WaitedFor, 3*elapsed)
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
