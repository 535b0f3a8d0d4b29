package workload_test

import (
	"math"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

// With one server that takes 10 ms for what comes every millisecond, a closed
// loop would see 10 ms each time. Those who come see the line grow.
func TestLatencyIsCountedFromTheArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := workload.OpenLoop(1, 1000, func() { time.Sleep(10 * time.Millisecond) }, workload.For(time.Second), workload.Asleep())
		require.InDelta(t, 1000, a.Due, 200)
		require.InDelta(t, 100, a.Served(), 2)
		require.Equal(t, a.Served(), a.Latency.Count())
		require.Equal(t, a.Due, a.Served()+a.Dropped, "those still in line are told")
		require.Greater(t, a.Latency.Quantile(1), 800*time.Millisecond)
		require.Greater(t, a.Latency.Quantile(.5), 300*time.Millisecond)
		require.InDelta(t, 1, a.Elapsed.Seconds(), .02)
	})
}

func TestServersInNumberKeepNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := workload.OpenLoop(200, 1000, func() { time.Sleep(10 * time.Millisecond) }, workload.For(time.Second), workload.Asleep())
		require.Zero(t, a.Dropped)
		require.Equal(t, 10*time.Millisecond, a.Latency.Quantile(1).Round(time.Millisecond))
		require.Equal(t, a.Due, a.Late.Count())
		require.Zero(t, a.Late.Sum, "the fake clock wakes in time")
	})
}

func TestImpatientArrivalsAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := workload.OpenLoop(1, 1000, func() { time.Sleep(10 * time.Millisecond) },
			workload.Ops(500), workload.Patience(5*time.Millisecond), workload.Asleep())
		require.EqualValues(t, 500, a.Due)
		require.Greater(t, a.Dropped, uint64(300))
		require.Less(t, a.Latency.Quantile(1), 16*time.Millisecond)
	})
}

func TestAllArrivalsOfANumberAreServed(t *testing.T) {
	var calls atomic.Int64
	a := workload.OpenLoop(4, 1e6, func() { calls.Add(1) }, workload.Ops(1000))
	require.EqualValues(t, 1000, a.Due)
	require.EqualValues(t, 1000, calls.Load())
	require.Zero(t, a.Dropped)
}

func TestOpenLoopOfNothing(t *testing.T) {
	never := func() { t.Error("called") }
	for name, a := range map[string]workload.Arrivals{
		"no server":           workload.OpenLoop(0, 1000, never),
		"no arrival":          workload.OpenLoop(1, 0, never),
		"less than none":      workload.OpenLoop(1, -1, never),
		"no number":           workload.OpenLoop(1, math.NaN(), never),
		"no time":             workload.OpenLoop(1, 1000, never, workload.For(0)),
		"no arrival wanted":   workload.OpenLoop(1, 1000, never, workload.Ops(0)),
		"one in a long while": workload.OpenLoop(1, 1e-300, never, workload.For(time.Millisecond)),
	} {
		require.Zero(t, a.Due, name)
		require.Zero(t, a.Latency.Count(), name)
	}
	require.PanicsWithValue(t, "workload: nil op", func() { workload.OpenLoop(1, 1, nil) })
}

func TestTooManyArrivalsEnd(t *testing.T) {
	a := workload.OpenLoop(1, math.Inf(1), func() {}, workload.For(time.Millisecond))
	require.Equal(t, 1e8, a.PerSecond)
	require.Positive(t, a.Dropped)
}
