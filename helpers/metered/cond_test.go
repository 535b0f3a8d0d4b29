package metered_test

import (
	"reflect"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func TestCondCountsWhoHears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const waiters = 400
		var mu sync.Mutex
		cond := metered.NewCond(&mu)
		cond.Signal() // nobody there
		cond.Broadcast()

		var done sync.WaitGroup
		for range waiters {
			done.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				cond.Wait()
			})
		}
		synctest.Wait()
		time.Sleep(time.Second)
		cond.Signal()
		cond.Signal()
		cond.Broadcast()
		cond.Signal() // all are awake
		done.Wait()

		s := cond.Stats()
		require.EqualValues(t, waiters, s.Waits)
		require.EqualValues(t, 4, s.Signals)
		require.EqualValues(t, 2, s.Unheard)
		require.EqualValues(t, 2, s.Broadcasts)
		require.EqualValues(t, waiters-2, s.Woken)
		if metered.RaceEnabled {
			require.Zero(t, s.Waited.Count())
			return
		}
		// One in four is 100, give or take 9.
		require.Greater(t, s.Waited.Count(), uint64(40))
		require.Less(t, s.Waited.Count(), uint64(160))
		require.InEpsilon(t, time.Second, s.Waited.Quantile(0.5), latency.MaxRelativeError)
	})
}

// The Locker in L is the one that is used, whatever it was before.
func TestCondUsesItsL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var rw metered.RWMutex
		cond := metered.Cond{L: new(sync.Mutex)}
		cond.L = rw.RLocker()
		var done sync.WaitGroup
		for range 3 { // they hold L at the same time
			done.Go(func() {
				cond.L.Lock()
				cond.Wait()
				cond.L.Unlock()
			})
		}
		synctest.Wait()
		rw.Lock() // all have let go
		cond.Broadcast()
		rw.Unlock()
		done.Wait()
		require.EqualValues(t, 3, cond.Stats().Woken)
	})
}

func TestCondUnderStress(t *testing.T) {
	const goroutines, each = 8, 500
	var (
		mu          metered.Mutex
		full, empty = metered.NewCond(&mu), metered.NewCond(&mu)
		queue, sum  int
	)
	produced := make(chan struct{})
	go func() {
		defer close(produced)
		workload.Run(goroutines, func() {
			mu.Lock()
			for queue == 2 {
				empty.Wait()
			}
			queue++
			full.Signal()
			mu.Unlock()
		}, workload.Ops(each))
	}()
	workload.Run(goroutines, func() {
		mu.Lock()
		for queue == 0 {
			full.Wait()
		}
		queue--
		sum++
		empty.Signal()
		mu.Unlock()
	}, workload.Ops(each))
	<-produced
	require.Equal(t, goroutines*each, sum)
	for _, cond := range []*metered.Cond{full, empty} {
		s := cond.Stats()
		require.EqualValues(t, goroutines*each, s.Signals)
		require.Equal(t, s.Waits, s.Signals-s.Unheard, "every wait was ended by one signal")
	}
}

func TestCondSeesThatItWasCopied(t *testing.T) {
	for name, use := range map[string]func(c *metered.Cond){
		"Signal":    (*metered.Cond).Signal,
		"Broadcast": (*metered.Cond).Broadcast,
		"Wait":      (*metered.Cond).Wait,
	} {
		original := metered.NewCond(new(sync.Mutex))
		original.Signal()
		var copied metered.Cond
		reflect.ValueOf(&copied).Elem().Set(reflect.ValueOf(original).Elem()) // hidden from vet
		require.PanicsWithValue(t, "sync.Cond is copied", func() { use(&copied) }, name)
	}
}
