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
			Name: "une sieste", Median: 1e6, Low: 1e6, High: 1e6, Batches: 21, OpsPerBatch: 4,
		}, c)
	})
}

func TestMeasureOptions(t *testing.T) {
	for name, test := range map[string]struct {
		opts         []workload.Option
		batches, ops int
	}{
		"so many batches":                   {[]workload.Option{workload.Repeat(10)}, 10, 10},
		"longer":                            {[]workload.Option{workload.For(time.Second)}, 21, 47},
		"so many operations a batch":        {[]workload.Option{workload.Ops(7)}, 21, 7},
		"one operation longer than all":     {[]workload.Option{workload.For(time.Microsecond)}, 21, 1},
		"no time at all":                    {[]workload.Option{workload.For(-1)}, 21, 1},
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
