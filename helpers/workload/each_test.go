package workload_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestEachGoroutineMayHaveItsOwnWork(t *testing.T) {
	var made []int
	var did [3]atomic.Int64
	r := workload.RunEach(3, func(worker int) func() {
		made = append(made, worker)
		return func() { did[worker].Add(int64(worker)) }
	}, workload.Ops(10))
	require.Equal(t, []int{0, 1, 2}, made, "before the start line, in order")
	require.Equal(t, []uint64{10, 10, 10}, r.PerWorker)
	require.EqualValues(t, 20, did[2].Load())
	require.PanicsWithValue(t, "workload: nil op", func() { workload.RunEach(1, nil) })
	require.PanicsWithValue(t, "workload: nil op", func() { workload.RunEach(1, func(int) func() { return nil }) })
}

func TestVariantsMayHaveWorkForEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := func(worker int) func() {
			return func() { time.Sleep(time.Duration(worker+1) * time.Millisecond) }
		}
		series := workload.Compare([]int{2}, []workload.Variant{{Name: "inégales", Each: slow}}, workload.For(6*time.Millisecond))
		require.InDelta(t, 7+4, series[0].Points[0].PerSecond*8e-3, 3)
		c := workload.MeasureAll([]workload.Variant{{Name: "une", Each: slow}}, workload.Ops(1))
		require.Equal(t, 1e6, c[0].Median, "the first goroutine's")
	})
	require.Panics(t, func() { workload.MeasureAll([]workload.Variant{{Each: func(int) func() { return nil }}}) })
}

func TestThinkingGoroutinesWaitBetweenOperations(t *testing.T) {
	for name, test := range map[string]struct {
		opts    []workload.Option
		each    uint64
		elapsed time.Duration
	}{
		"for a while":         {[]workload.Option{workload.For(35 * time.Millisecond)}, 4, 35 * time.Millisecond},
		"so many operations":  {[]workload.Option{workload.Ops(5)}, 5, 50 * time.Millisecond},
		"no operation":        {[]workload.Option{workload.Ops(0)}, 0, 0},
		"never a whole pause": {[]workload.Option{workload.Think(time.Hour)}, 1, 100 * time.Millisecond},
		"less than no pause":  {[]workload.Option{workload.Think(-time.Hour), workload.Ops(5)}, 5, 5 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				opts := append([]workload.Option{workload.Think(9 * time.Millisecond)}, test.opts...)
				r := workload.Run(2, func() { time.Sleep(time.Millisecond) }, opts...)
				require.Equal(t, []uint64{test.each, test.each}, r.PerWorker)
				require.Equal(t, test.elapsed, r.Elapsed)
			})
		})
	}
}

func TestLockedWorksUnderItsLock(t *testing.T) {
	var mu counted
	workload.Run(4, workload.Locked(&mu, 10*time.Nanosecond, 0), workload.Ops(100))
	require.Equal(t, 400, mu.n)
	workload.Run(1, workload.LockedShare(&mu, 7, time.Microsecond), workload.Ops(1))
	workload.Run(1, workload.LockedShare(&mu, -1, time.Microsecond), workload.Ops(1))
	require.Equal(t, 402, mu.n)
}

// A counted lock knows how often it was taken.
type counted struct {
	sync.Mutex
	n int
}

func (c *counted) Lock() {
	c.Mutex.Lock()
	c.n++
}

func TestMixesReadAndWriteInTheirShares(t *testing.T) {
	const ops = 100_000
	for share, least := range map[float64]int{-1: 0, 0: 0, .5: 49_000, .95: 94_500, 1: ops, 7: ops} {
		var reads, writes atomic.Int64
		read, write := func() { reads.Add(1) }, func() { writes.Add(1) }
		both := map[string]func(int) func(){
			"Mix":   func(int) func() { return workload.Mix(share, read, write) },
			"Mixer": workload.Mixer(share, read, write),
		}
		for name, each := range both {
			reads.Store(0)
			writes.Store(0)
			workload.RunEach(1, each, workload.Ops(ops))
			require.EqualValues(t, ops, reads.Load()+writes.Load())
			require.GreaterOrEqual(t, reads.Load(), int64(least), "%s %v", name, share)
			require.LessOrEqual(t, reads.Load(), int64(least+2000*min(1, least)*min(1, ops-least)), "%s %v", name, share)
		}
	}
}

func TestTheChoicesOfAGoroutineAreItsOwnAndTheSameInEveryRun(t *testing.T) {
	choices := func(worker int) string {
		var s []byte
		op := workload.Mixer(.5, func() { s = append(s, 'r') }, func() { s = append(s, 'w') })(worker)
		for range 64 {
			op()
		}
		return string(s)
	}
	require.Equal(t, choices(0), choices(0))
	require.NotEqual(t, choices(0), choices(1))
}

func TestFairness(t *testing.T) {
	for name, test := range map[string]struct {
		perWorker []uint64
		want      workload.Fairness
	}{
		"all alike":          {[]uint64{5, 5, 5, 5}, workload.Fairness{Least: .25, Most: .25, Jain: 1}},
		"one has everything": {[]uint64{0, 0, 9, 0}, workload.Fairness{Least: 0, Most: 1, Jain: .25}},
		"half have it":       {[]uint64{4, 4, 0, 0}, workload.Fairness{Least: 0, Most: .5, Jain: .5}},
		"nobody":             {nil, workload.Fairness{}},
		"nothing":            {[]uint64{0, 0}, workload.Fairness{}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, workload.Result{PerWorker: test.perWorker}.Fairness())
		})
	}
}
