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

func TestRunDoesSoManyOperations(t *testing.T) {
	var calls atomic.Int64
	r := workload.Run(7, func() { calls.Add(1) }, workload.Ops(300))
	require.EqualValues(t, 2100, calls.Load())
	require.EqualValues(t, 2100, r.Ops())
	require.Equal(t, 7, r.Goroutines)
	require.Equal(t, []uint64{300, 300, 300, 300, 300, 300, 300}, r.PerWorker)
	require.Positive(t, r.Elapsed)
}

func TestRunCountsWhatEachGoroutineDid(t *testing.T) {
	var calls atomic.Int64
	r := workload.Run(4, func() { calls.Add(1) }, workload.For(time.Millisecond))
	require.EqualValues(t, calls.Load(), r.Ops())
	for _, n := range r.PerWorker {
		require.Positive(t, n)
	}
	require.Equal(t, float64(r.Ops())/r.Elapsed.Seconds(), r.PerSecond())
}

func TestRunLastsAsLongAsAsked(t *testing.T) {
	nap := func() { time.Sleep(30 * time.Millisecond) }
	for name, test := range map[string]struct {
		opts    []workload.Option
		each    uint64
		elapsed time.Duration
	}{
		"100 ms unless told otherwise; the last operation is finished": {nil, 4, 120 * time.Millisecond},
		"for a while":         {[]workload.Option{workload.For(time.Second)}, 34, 1020 * time.Millisecond},
		"for no time":         {[]workload.Option{workload.For(0)}, 1, 30 * time.Millisecond},
		"for less than none":  {[]workload.Option{workload.For(-time.Hour)}, 1, 30 * time.Millisecond},
		"so many operations":  {[]workload.Option{workload.Ops(5)}, 5, 150 * time.Millisecond},
		"no operation":        {[]workload.Option{workload.Ops(0)}, 0, 0},
		"less than none":      {[]workload.Option{workload.Ops(-3)}, 0, 0},
		"the last one counts": {[]workload.Option{workload.Ops(5), workload.For(time.Second)}, 34, 1020 * time.Millisecond},
		"the last one wins":   {[]workload.Option{workload.For(time.Second), workload.Ops(5)}, 5, 150 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := workload.Run(3, nap, test.opts...)
				require.Equal(t, []uint64{test.each, test.each, test.each}, r.PerWorker)
				require.Equal(t, test.elapsed, r.Elapsed)
			})
		})
	}
}

func TestRunWithoutGoroutines(t *testing.T) {
	for _, goroutines := range []int{0, -1} {
		r := workload.Run(goroutines, func() { t.Error("called") })
		require.Equal(t, workload.Result{}, r)
		require.Zero(t, r.Ops())
		require.Zero(t, r.PerSecond())
	}
}

func TestRunWithoutOperationPanicsInTheCaller(t *testing.T) {
	require.PanicsWithValue(t, "workload: nil op", func() { workload.Run(1, nil) })
	require.PanicsWithValue(t, "workload: nil op", func() { workload.Sweep([]int{1}, nil) })
	require.PanicsWithValue(t, "workload: nil op", func() { workload.Measure("", nil) })
}

// All leave the start line together: the first operation of each waits for
// that of all others, which would never end if they came one after the other.
func TestRunRunsAllAtOnce(t *testing.T) {
	const goroutines = 50
	var all sync.WaitGroup
	all.Add(goroutines)
	workload.Run(goroutines, func() {
		all.Done()
		all.Wait()
	}, workload.Ops(1))
}

func TestSweepKeepsTheOrderAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := workload.Sweep([]int{4, 1, 0}, func() { time.Sleep(time.Millisecond) }, workload.Ops(10), workload.Repeat(3))
		require.Equal(t, workload.Series{Points: []workload.Point{
			{Goroutines: 4, PerSecond: 4000, Low: 4000, High: 4000, Samples: []float64{4000, 4000, 4000}},
			{Goroutines: 1, PerSecond: 1000, Low: 1000, High: 1000, Samples: []float64{1000, 1000, 1000}},
			{Goroutines: 0, Samples: []float64{0, 0, 0}},
		}}, s)
	})
}

func TestSweepRepeatsFiveTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		s := workload.Sweep([]int{1, 2}, func() { time.Sleep(30 * time.Millisecond) })
		require.Len(t, s.Points[1].Samples, 5)
		require.Equal(t, 2*5*120*time.Millisecond, time.Since(start))
	})
}

func TestSweepOfNothing(t *testing.T) {
	require.Empty(t, workload.Sweep(nil, func() {}).Points)
	require.Empty(t, workload.Compare(workload.Powers(4), nil))
}

func TestCompareInterleavesThereAndBack(t *testing.T) {
	var order []string
	run := func(name string) func() {
		return func() { order = append(order, name) }
	}
	series := workload.Compare([]int{1, 1}, []workload.Variant{
		{Name: "a", Op: run("a")},
		{Name: "b", Op: run("b")},
	}, workload.Ops(1), workload.Repeat(3))
	require.Equal(t, []string{"a", "b", "a", "b", "b", "a", "b", "a", "a", "b", "a", "b"}, order)
	require.Equal(t, "b", series[1].Name)
	require.Len(t, series[1].Points[1].Samples, 3)
}

func TestRatioComparesRoundByRound(t *testing.T) {
	fast := workload.Point{Samples: []float64{20, 40, 60, 10, 9}}
	slow := workload.Point{Samples: []float64{10, 10, 20, 10, 0}}
	median, low, high := fast.Ratio(slow)
	require.Equal(t, []float64{2.5, 1, 4}, []float64{median, low, high})
	median, _, _ = fast.Ratio(workload.Point{})
	require.Zero(t, median)
}

func TestPowers(t *testing.T) {
	require.Equal(t, []int{1, 2, 4, 8, 16, 32, 64}, workload.Powers(64))
	require.Equal(t, []int{1, 2, 4}, workload.Powers(7))
	require.Empty(t, workload.Powers(0))
	require.Empty(t, workload.Powers(-1))
	require.NotEmpty(t, workload.Powers(int(^uint(0)>>1)), "it ends at the greatest int too")
}
