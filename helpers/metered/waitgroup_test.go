package metered_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/quick"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func TestWaitGroupCountsItsTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg metered.WaitGroup
		wg.Wait() // finds nothing to wait for
		for range 5 {
			wg.Go(func() { time.Sleep(time.Second) })
		}
		require.EqualValues(t, 5, wg.Stats().Peak, "before anything is done")
		wg.Wait()
		for range 3 {
			wg.Go(func() { time.Sleep(time.Second) })
		}
		wg.Wait()

		s := wg.Stats()
		require.EqualValues(t, 8, s.Started)
		require.EqualValues(t, 5, s.Peak)
		require.EqualValues(t, 2, s.Waits)
		if metered.RaceEnabled {
			require.Zero(t, s.Waited.Count())
			return
		}
		require.EqualValues(t, 2, s.Waited.Count())
		require.InEpsilon(t, time.Second, s.Waited.Quantile(1), latency.MaxRelativeError)
	})
}

// Whatever is added, the counts are those of an integer beside, and a panic is
// that of sync.
func TestWaitGroupCountsAsAnInteger(t *testing.T) {
	require.NoError(t, quick.Check(func(seed uint64) bool {
		random := rand.New(rand.NewPCG(seed, 0))
		var (
			original            sync.WaitGroup
			ours                metered.WaitGroup
			left, peak, started int
		)
		for range 100 {
			delta := random.IntN(21) - 10
			a, b := outcome(func() { original.Add(delta) }), outcome(func() { ours.Add(delta) })
			if a != b || (a != nil) != (left+delta < 0) {
				return false
			}
			left += delta
			started += max(delta, 0)
			if a != nil {
				return ours.Stats().Started == uint64(started)
			}
			peak = max(peak, left)
		}
		s := ours.Stats()
		return s.Peak == uint64(peak) && s.Started == uint64(started)
	}, nil))
}

func TestWaitGroupUnderStress(t *testing.T) {
	const goroutines, each = 8, 200
	var (
		wg    metered.WaitGroup
		tasks [goroutines * each]int
		next  = make(chan int, len(tasks))
	)
	for i := range tasks {
		next <- i
	}
	wg.Add(1) // so that no Go comes from zero while main waits
	workload.Run(goroutines, func() {
		wg.Go(func() { tasks[<-next]++ })
	}, workload.Ops(each))
	wg.Done()
	wg.Wait()
	for _, n := range tasks {
		require.Equal(t, 1, n)
	}
	s := wg.Stats()
	require.EqualValues(t, len(tasks)+1, s.Started)
	require.LessOrEqual(t, s.Peak, s.Started)
	require.Positive(t, s.Peak)
}

func TestWaitGroupGoPanicsAsSyncs(t *testing.T) {
	if child := os.Getenv("METERED_CHILD"); child != "" {
		if child == "sync" {
			var wg sync.WaitGroup
			wg.Go(func() { panic("out") })
			wg.Wait()
		} else {
			var wg metered.WaitGroup
			wg.Go(func() { panic("out") })
			wg.Wait()
		}
		os.Exit(0) // as a main that was let out of Wait would
	}
	first := map[string]string{}
	for _, kind := range []string{"sync", "metered"} {
		output, err := misuse(t, kind)
		require.Error(t, err)
		first[kind], _, _ = strings.Cut(output, "\n")
	}
	require.Equal(t, "panic: out [recovered, repanicked]", first["sync"])
	require.Equal(t, first["sync"], first["metered"])
}
