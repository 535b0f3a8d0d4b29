package metered_test

import (
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func sum(counts []uint64) (total uint64) {
	for _, n := range counts {
		total += n
	}
	return total
}

func TestMutexExcludesAndCountsExactly(t *testing.T) {
	const goroutines, each = 16, 2000
	var (
		mu metered.Mutex
		n  int
	)
	workload.Run(goroutines, func() {
		mu.Lock()
		n++
		mu.Unlock()
	}, workload.Ops(each))
	require.Equal(t, goroutines*each, n)
	s := mu.Stats()
	require.EqualValues(t, goroutines*each, s.Acquisitions)
	require.LessOrEqual(t, s.Contended, s.Acquisitions)
	require.LessOrEqual(t, s.Waits.Count(), s.Contended)
	if !metered.RaceEnabled {
		require.Equal(t, s.Contended, sum(s.QueueSeen))
	}
}

func TestMutexCountsTryLocksAmongLocks(t *testing.T) {
	const goroutines, each = 8, 2000
	var (
		mu metered.Mutex
		n  int
	)
	workload.Run(goroutines, func() {
		if !mu.TryLock() {
			mu.Lock()
		}
		n++
		mu.Unlock()
	}, workload.Ops(each))
	require.Equal(t, goroutines*each, n)
	require.EqualValues(t, goroutines*each, mu.Stats().Acquisitions)
}

// A queue is built one goroutine at a time behind a lock that is held, so that
// what each arrival met is known.
func TestMutexQueueSeenOnArrival(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("queues are not counted under -race")
	}
	const arrivals = 3000 // more than a byte holds, and enough for the sampling of waits
	var (
		mu   metered.Mutex
		done sync.WaitGroup
	)
	start := time.Now()
	mu.Lock()
	for i := range arrivals {
		done.Go(func() {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // only the wait is of interest
		})
		for mu.Waiting() <= i {
			runtime.Gosched()
		}
	}
	mu.Unlock()
	done.Wait()
	elapsed := time.Since(start)

	s := mu.Stats()
	require.EqualValues(t, arrivals+1, s.Acquisitions)
	require.EqualValues(t, arrivals, s.Contended)
	require.Len(t, s.QueueSeen, arrivals)
	for ahead, n := range s.QueueSeen {
		require.EqualValues(t, 1, n, "arrivals that met %d waiting", ahead)
	}
	require.Zero(t, mu.Waiting())

	// One wait in 32 is 94: the bounds are seven standard deviations away.
	require.Greater(t, s.Waits.Count(), uint64(25))
	require.Less(t, s.Waits.Count(), uint64(160))
	require.LessOrEqual(t, float64(s.Waits.Quantile(1)), float64(elapsed)*(1+latency.MaxRelativeError))
}

func TestMutexTryLock(t *testing.T) {
	var mu metered.Mutex
	require.True(t, mu.TryLock())
	require.False(t, mu.TryLock())
	require.False(t, mu.TryLock())
	mu.Unlock()
	require.True(t, mu.TryLock())
	mu.Unlock()

	s := mu.Stats()
	require.EqualValues(t, 2, s.Acquisitions)
	require.Zero(t, s.Contended)
	if !metered.RaceEnabled {
		require.EqualValues(t, 2, s.TryFailures)
	}
}

func TestMutexIsUnlockedByAnyGoroutine(t *testing.T) {
	var mu metered.Mutex
	mu.Lock()
	workload.Run(1, mu.Unlock, workload.Ops(1))
	require.True(t, mu.TryLock())
}

// Time stands still in the bubble but for the sleeps: what is sampled is
// known to the nanosecond.
func TestMutexHoldsAreSampledAtRandom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const pairs = 300_000
		var mu metered.Mutex
		for range pairs {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // a short hold
			mu.Lock()
			time.Sleep(time.Millisecond)
			mu.Unlock()
		}
		s := mu.Stats()
		require.EqualValues(t, 2*pairs, s.Acquisitions)
		require.Zero(t, s.Contended)
		require.Zero(t, s.Waits.Count())

		// One hold in 1,024 is 586, give or take 14.
		require.Greater(t, s.Holds.Count(), uint64(450))
		require.Less(t, s.Holds.Count(), uint64(750))

		// A fixed gap, being even, would see only one kind of hold.
		require.Len(t, s.Holds.Buckets, 2)
		short, long := s.Holds.Buckets[0], s.Holds.Buckets[1]
		require.Zero(t, short.High)
		require.LessOrEqual(t, long.Low, time.Millisecond)
		require.GreaterOrEqual(t, long.High, time.Millisecond)
		share := float64(long.Count) / float64(s.Holds.Count())
		require.InDelta(t, 0.5, share, 0.2)

		require.InEpsilon(t, float64(pairs*time.Millisecond), float64(s.TimeHeld()), 0.4)
	})
}

func TestMutexFillsACacheLine(t *testing.T) {
	if reflect.TypeFor[uintptr]().Size() != 8 {
		t.Skip("laid out for 64-bit machines")
	}
	require.EqualValues(t, 64, reflect.TypeFor[metered.Mutex]().Size())
}

func TestMutexAllocatesNothingUntilItHasSomethingToRecord(t *testing.T) {
	var mu metered.Mutex
	require.Zero(t, testing.AllocsPerRun(100, func() {
		mu.Lock()
		mu.Unlock() //nolint:staticcheck // the pair is measured
	}))
}

// misuse runs the test of that name alone in a process of its own, where it
// sees METERED_CHILD set, and returns what it wrote.
func misuse(t *testing.T, child string) (output string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "METERED_CHILD="+child)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestMutexDiesAsSyncMutexDoes(t *testing.T) {
	unlock := map[string]func(){
		"sync":    new(sync.Mutex).Unlock,
		"metered": new(metered.Mutex).Unlock,
	}
	if child := os.Getenv("METERED_CHILD"); child != "" {
		defer func() { _ = recover() }() // a fatal error passes by
		unlock[child]()
		return
	}
	first := map[string]string{}
	for name := range unlock {
		output, err := misuse(t, name)
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
		require.Equal(t, 2, exit.ExitCode())
		first[name], _, _ = strings.Cut(output, "\n")
	}
	require.Equal(t, "fatal error: sync: unlock of unlocked mutex", first["sync"])
	require.Equal(t, first["sync"], first["metered"])
}

func TestVetSeesCopies(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "vet", "./testdata/copied").CombinedOutput()
	require.Error(t, err)
	for _, name := range []string{"Mutex", "RWMutex", "Once", "WaitGroup", "Cond"} {
		require.Contains(t, string(out), "passes lock by value: cahiers/helpers/metered."+name)
	}
}
