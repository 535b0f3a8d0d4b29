package workload_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestMeasureOfAKnownCost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := workload.Measure("une sieste", func() { time.Sleep(time.Millisecond) })
		require.Equal(t, workload.Cost{
			Name: "une sieste", Median: 1e6, Low: 1e6, High: 1e6, Batches: 101, OpsPerBatch: 1,
		}, c)
	})
}

func TestMeasureOptions(t *testing.T) {
	for name, test := range map[string]struct {
		opts         []workload.Option
		batches, ops int
	}{
		"so many batches":                   {[]workload.Option{workload.Repeat(10)}, 10, 10},
		"longer":                            {[]workload.Option{workload.For(time.Second)}, 101, 9},
		"so many operations a batch":        {[]workload.Option{workload.Ops(7)}, 101, 7},
		"one operation longer than all":     {[]workload.Option{workload.For(time.Microsecond)}, 101, 1},
		"no time at all":                    {[]workload.Option{workload.For(-1)}, 101, 1},
		"less than one batch counts as one": {[]workload.Option{workload.Repeat(-1)}, 1, 100},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := workload.Measure("", func() { time.Sleep(time.Millisecond) }, test.opts...)
				require.Equal(t, test.batches, c.Batches)
				require.Equal(t, test.ops, c.OpsPerBatch)
				require.Equal(t, 1e6, c.Median)
			})
		})
	}
}

func TestMeasureOfNoOperation(t *testing.T) {
	c := workload.Measure("", func() { t.Error("called") }, workload.Ops(0))
	require.Zero(t, c.Median)
	require.Zero(t, c.OpsPerBatch)
}

func TestMeasureTellsWhatTheLoopCosts(t *testing.T) {
	require.Positive(t, workload.Measure("", func() {}, workload.For(time.Millisecond)).Loop)
}

func TestBusyMayDoNothing(t *testing.T) {
	workload.Busy(0)()
	workload.Busy(-time.Second)()
}

func TestMeasureAllComparesWithinRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A machine that slows down by and by, the same for everybody.
		var order []string
		pace := time.Millisecond
		sleep := func(name string, times time.Duration) workload.Variant {
			return workload.Variant{Name: name, Op: func() {
				order = append(order, name)
				time.Sleep(times * pace)
				pace += time.Microsecond
			}}
		}
		costs := workload.MeasureAll([]workload.Variant{sleep("une", 1), sleep("trois", 3)}, workload.Ops(1), workload.Repeat(20))
		require.Equal(t, []string{"une", "trois", "trois", "une", "une", "trois"}, order[:6])
		one, three := costs[0], costs[1]
		require.Equal(t, []string{"une", "trois"}, []string{one.Name, three.Name})
		require.Len(t, three.Samples, 20)
		median, low, high := three.Ratio(one)
		require.InDelta(t, 3, median, .01)
		require.InDelta(t, 3, low, .01)
		require.InDelta(t, 3, high, .01)
	})
}

func TestWhatMeasureMeasuredHasNoRoundsToCompare(t *testing.T) {
	nap := func() {}
	alone := workload.Measure("seule", nap, workload.Ops(1))
	require.Nil(t, alone.Samples)
	median, low, high := alone.Ratio(alone)
	require.Zero(t, median)
	require.Zero(t, low)
	require.Zero(t, high)
	require.Empty(t, workload.MeasureAll(nil))
	require.Panics(t, func() { workload.MeasureAll([]workload.Variant{{Name: "rien"}}) })
}
