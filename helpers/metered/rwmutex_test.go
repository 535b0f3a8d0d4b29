package metered_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/quick"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// anyRWMutex is what both are.
type anyRWMutex interface {
	sync.Locker
	TryLock() bool
	RLock()
	TryRLock() bool
	RUnlock()
	RLocker() sync.Locker
}

var (
	_ anyRWMutex = (*sync.RWMutex)(nil)
	_ anyRWMutex = (*metered.RWMutex)(nil)
)

func TestRWMutexExcludesWritersAndCountsThem(t *testing.T) {
	const goroutines, each = 16, 2000
	var (
		mu      metered.RWMutex
		n       int
		readers atomic.Int32
		broken  atomic.Bool
	)
	workload.Run(goroutines, func() {
		mu.RLock()
		readers.Add(1)
		_ = n
		readers.Add(-1)
		mu.RUnlock()

		mu.Lock()
		if readers.Load() != 0 {
			broken.Store(true)
		}
		n++
		mu.Unlock()
	}, workload.Ops(each))
	require.Equal(t, goroutines*each, n)
	require.False(t, broken.Load(), "a reader beside a writer")

	s := mu.Stats()
	require.EqualValues(t, goroutines*each, s.Writes)
	require.LessOrEqual(t, s.WritesContended, s.Writes)
	require.LessOrEqual(t, s.WriteWaits.Count(), s.WritesContended)
	require.LessOrEqual(t, s.ReadsEstimated, uint64(goroutines*each))
	require.Positive(t, s.ReadsEstimated)
	require.LessOrEqual(t, s.ReadsContended, uint64(goroutines*each))
	if metered.RaceEnabled {
		require.EqualValues(t, goroutines*each, s.ReadsEstimated)
	}
}

func TestRWMutexCountsOneReaderAtATimeExactly(t *testing.T) {
	var mu metered.RWMutex
	for i := range 100_000 {
		switch i % 4 {
		case 0:
			mu.RLocker().Lock()
			mu.RLocker().Unlock()
		case 1:
			require.True(t, mu.TryRLock())
			mu.RUnlock()
		default:
			mu.RLock()
			mu.RUnlock()
		}
		if i%1000 == 0 {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // readers look closer after a writer
		}
	}
	s := mu.Stats()
	require.EqualValues(t, 100_000, s.ReadsEstimated)
	require.EqualValues(t, 100, s.Writes)
	require.Zero(t, s.ReadsContended)
	require.Zero(t, s.WritesContended)
}

func TestRWMutexTries(t *testing.T) {
	var mu metered.RWMutex
	require.True(t, mu.TryRLock())
	require.True(t, mu.TryRLock())
	require.False(t, mu.TryLock())
	mu.RUnlock()
	mu.RUnlock()
	require.True(t, mu.TryLock())
	require.False(t, mu.TryRLock())
	require.False(t, mu.TryLock())
	mu.Unlock()

	s := mu.Stats()
	require.EqualValues(t, 2, s.ReadsEstimated)
	require.EqualValues(t, 1, s.Writes)
	require.EqualValues(t, 3, s.TryFailures)
}

// Whatever the tries, a metered RWMutex answers as sync's.
func TestRWMutexAnswersAsSyncRWMutex(t *testing.T) {
	require.NoError(t, quick.Check(func(seed uint64) bool {
		random := rand.New(rand.NewPCG(seed, 0))
		var (
			original sync.RWMutex
			ours     metered.RWMutex
			readers  int
			writing  bool
		)
		for range 200 {
			switch random.IntN(4) {
			case 0:
				a, b := original.TryRLock(), ours.TryRLock()
				if a != b {
					return false
				}
				if a {
					readers++
				}
			case 1:
				a, b := original.TryLock(), ours.TryLock()
				if a != b {
					return false
				}
				writing = writing || a
			case 2:
				if readers > 0 {
					original.RUnlock()
					ours.RUnlock()
					readers--
				}
			case 3:
				if writing {
					original.Unlock()
					ours.Unlock()
					writing = false
				}
			}
		}
		return true
	}, nil))
}

// The lock is let go when all are known to wait for it.
func TestRWMutexCountsThoseWhoWait(t *testing.T) {
	for name, hold := range map[string]struct {
		lock, unlock func(*metered.RWMutex)
		readsWait    bool
	}{
		"behind a writer": {(*metered.RWMutex).Lock, (*metered.RWMutex).Unlock, true},
		"behind readers":  {(*metered.RWMutex).RLock, (*metered.RWMutex).RUnlock, false},
	} {
		t.Run(name, func(t *testing.T) {
			const each = 1000
			var (
				mu   metered.RWMutex
				done sync.WaitGroup
			)
			hold.lock(&mu)
			if hold.readsWait {
				for range each {
					done.Go(func() {
						mu.RLock()
						mu.RUnlock() //nolint:staticcheck // only the wait is of interest
					})
				}
				requireWaiters(t, "sync.RWMutex.RLock", each)
			}
			for range each {
				done.Go(func() {
					mu.Lock()
					mu.Unlock() //nolint:staticcheck // only the wait is of interest
				})
			}
			requireWaiters(t, "metered.(*RWMutex).lockContended", each)
			hold.unlock(&mu)
			done.Wait()

			s := mu.Stats()
			require.EqualValues(t, each, s.WritesContended)
			require.Positive(t, s.WriteWaits.Count(), "none of 1,000 is chosen once in 10^14 times")
			require.Less(t, s.WriteWaits.Count(), uint64(100))
			if hold.readsWait {
				require.EqualValues(t, each, s.ReadsContended)
				require.Equal(t, !metered.RaceEnabled, s.ReadWaits.Count() > 0)
			} else {
				require.Zero(t, s.ReadsContended)
			}
		})
	}
}

// requireWaiters returns when so many goroutines have that text in their
// dump.
func requireWaiters(t *testing.T, text string, n int) {
	t.Helper()
	dump := make([]byte, 16<<20)
	for strings.Count(string(dump[:runtime.Stack(dump, true)]), text) < n {
		runtime.Gosched()
	}
}

// Time stands still in the bubble but for the sleeps: what is sampled is
// known to the nanosecond.
func TestRWMutexHoldsAreSampledAtRandom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const pairs = 300_000
		var mu metered.RWMutex
		for range pairs {
			mu.RLock()
			mu.RUnlock() //nolint:staticcheck // a short hold
			mu.RLock()
			time.Sleep(time.Millisecond)
			mu.RUnlock()
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // a short hold
			mu.Lock()
			time.Sleep(time.Millisecond)
			mu.Unlock()
		}
		s := mu.Stats()
		require.EqualValues(t, 2*pairs, s.ReadsEstimated)
		require.EqualValues(t, 2*pairs, s.Writes)

		// One write in 1,024 is 586, give or take 14; one read in 4,096, 146.
		require.Greater(t, s.WriteHolds.Count(), uint64(450))
		require.Less(t, s.WriteHolds.Count(), uint64(750))
		require.Len(t, s.WriteHolds.Buckets, 2)
		require.InDelta(t, float64(s.WriteHolds.Count())/2, float64(s.WriteHolds.Buckets[0].Count), 120)
		if metered.RaceEnabled {
			require.Zero(t, s.ReadHolds.Count())
			return
		}
		require.Greater(t, s.ReadHolds.Count(), uint64(90))
		require.Less(t, s.ReadHolds.Count(), uint64(210))
		require.Len(t, s.ReadHolds.Buckets, 2, "a fixed gap, being even, would see only one kind of hold")
		require.InDelta(t, float64(s.ReadHolds.Count())/2, float64(s.ReadHolds.Buckets[0].Count), 45)
		require.Equal(t, []uint64{s.ReadHolds.Count()}, s.ReadersSeen, "one reader at a time meets nobody")
	})
}

// The sampled reader is told from the others, who come and go while it stays.
func TestRWMutexTimesTheReaderItSampled(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("reads are not timed under -race")
	}
	synctest.Test(t, func(t *testing.T) {
		const lazy, each = 4, 20_000
		var (
			mu   metered.RWMutex
			done sync.WaitGroup
		)
		for range lazy {
			done.Go(func() {
				for range each {
					mu.RLock()
					time.Sleep(time.Second)
					mu.RUnlock()
				}
			})
		}
		done.Wait()
		s := mu.Stats()
		require.Positive(t, s.ReadHolds.Count())
		require.Len(t, s.ReadHolds.Buckets, 1)
		require.LessOrEqual(t, s.ReadHolds.Buckets[0].Low, time.Second)
		require.GreaterOrEqual(t, s.ReadHolds.Buckets[0].High, time.Second)
		require.LessOrEqual(t, len(s.ReadersSeen), lazy)
		require.Positive(t, sum(s.ReadersSeen))
	})
}

func TestRWMutexSeesItsReaders(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("readers are not sampled under -race")
	}
	const others = 5
	var mu metered.RWMutex
	for range others {
		mu.RLock()
	}
	for range 100_000 {
		mu.RLock()
		mu.RUnlock() //nolint:staticcheck // the sample is of interest
	}
	for range others {
		mu.RUnlock()
	}
	s := mu.Stats()
	require.Len(t, s.ReadersSeen, others+1)
	require.Equal(t, sum(s.ReadersSeen), s.ReadersSeen[others])
	require.Positive(t, s.ReadersSeen[others])
}

func TestRWMutexFillsACacheLine(t *testing.T) {
	if reflect.TypeFor[uintptr]().Size() != 8 {
		t.Skip("laid out for 64-bit machines")
	}
	require.EqualValues(t, 64, reflect.TypeFor[metered.RWMutex]().Size())
}

func TestRWMutexAllocatesNothingUntilItHasSomethingToRecord(t *testing.T) {
	var mu metered.RWMutex
	require.Zero(t, testing.AllocsPerRun(100, func() {
		mu.RLock()
		mu.RUnlock() //nolint:staticcheck // the pair is measured
		mu.Lock()
		mu.Unlock() //nolint:staticcheck // the pair is measured
	}))
}

func TestRWMutexDiesAsSyncRWMutexDoes(t *testing.T) {
	misuses := map[string]func(mu anyRWMutex){
		"Unlock":           func(mu anyRWMutex) { mu.Unlock() },
		"RUnlock":          func(mu anyRWMutex) { mu.RUnlock() },
		"RLock, Unlock":    func(mu anyRWMutex) { mu.RLock(); mu.Unlock() },
		"Lock, RUnlock":    func(mu anyRWMutex) { mu.Lock(); mu.RUnlock() },
		"RUnlock too many": func(mu anyRWMutex) { mu.RLock(); mu.RUnlock(); mu.RUnlock() }, //nolint:staticcheck // misuse
	}
	if child := os.Getenv("METERED_CHILD"); child != "" {
		defer func() { _ = recover() }() // a fatal error passes by
		kind, misuse, _ := strings.Cut(child, " ")
		mutexes := map[string]anyRWMutex{"sync": new(sync.RWMutex), "metered": new(metered.RWMutex)}
		misuses[misuse](mutexes[kind])
		return
	}
	for name := range misuses {
		first := map[string]string{}
		for _, kind := range []string{"sync", "metered"} {
			output, err := misuse(t, kind+" "+name)
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit)
			require.Equal(t, 2, exit.ExitCode())
			first[kind], _, _ = strings.Cut(output, "\n")
		}
		require.Contains(t, first["sync"], "fatal error: sync: ")
		require.Equal(t, first["sync"], first["metered"])
	}
}
