package workload_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestProgressIsToldBetweenRunsAndAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running atomic.Int64
		start := time.Now()
		var at []time.Duration
		var told [][]workload.Series
		const run, rest = 100 * time.Millisecond, 50 * time.Millisecond
		op := func() { running.Add(1); time.Sleep(run); running.Add(-1) }
		s := workload.Sweep([]int{1, 2, 4}, op, workload.Ops(1), workload.Repeat(4), workload.Progress(func(partial []workload.Series, done bool) {
			require.Equal(t, len(at) == 3, done)
			require.Zero(t, running.Load())
			at = append(at, time.Since(start))
			told = append(told, partial)
		}))
		require.Equal(t, []time.Duration{run, 5*run + rest, 9*run + 2*rest, 12*run + 3*rest}, at)
		require.Len(t, told[0][0].Points, 1, "what was not measured is left out")
		require.Len(t, told[1][0].Points, 3)
		require.Equal(t, []workload.Series{s}, told[3], "the last is the result")
		require.Len(t, s.Points[2].Samples, 4)
		require.Len(t, told[1][0].Points[2].Samples, 2, "what was told does not change")
	})
}

func TestEachResultHasItsOwnProgress(t *testing.T) {
	var series, versus, speedups, maps int
	all := workload.Join(
		workload.Progress(func(s []workload.Series, _ bool) { series++; require.NotEmpty(t, s[0].Points) }),
		workload.Progress(func([]workload.Versus, bool) { versus++ }),
		workload.Progress(func(workload.Speedup, bool) { speedups++ }),
		workload.Progress(func(workload.Map, bool) { maps++ }),
		workload.Ops(1), workload.Repeat(1),
	)
	synctest.Test(t, func(t *testing.T) {
		nap := sleep(time.Millisecond)
		workload.Sweep([]int{1}, nap, all)
		workload.SweepProcs([]int{1}, nap, all)
		workload.SweepOver(1, workload.Over("x", 1), func(int) func() { return nap }, all)
		require.Equal(t, []int{6, 0, 0, 0}, []int{series, versus, speedups, maps}, "after the run, and at the end")
		workload.AB(1, []workload.Variant{{Op: nap}, {Op: nap}}, all)
		workload.SpeedupOver(1, workload.Over("x", 1), func(int) func() { return nap }, all)
		workload.MapOver(1, workload.Over("x", 1), workload.Over("y", 1), func(int, int) (a, b workload.Variant) {
			return workload.Variant{Op: nap}, workload.Variant{Op: nap}
		}, all)
		require.Equal(t, []int{6, 2, 2, 2}, []int{series, versus, speedups, maps})
	})
}
