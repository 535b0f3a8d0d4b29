package workload_test

import (
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

func sleep(d time.Duration) func() { return func() { time.Sleep(d) } }

func TestSweepOverAParameterKnowsItsUnit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := workload.SweepOver(3, workload.Over("Durée", time.Millisecond, 4*time.Millisecond), sleep, workload.Ops(10), workload.Repeat(2))
		require.Equal(t, workload.Series{
			Parameter: workload.Parameter{Name: "Durée", Unit: figure.Seconds},
			Points: []workload.Point{
				{Goroutines: 3, X: .001, PerSecond: 3000, Low: 3000, High: 3000, Samples: []float64{3000, 3000}},
				{Goroutines: 3, X: .004, PerSecond: 750, Low: 750, High: 750, Samples: []float64{750, 750}},
			},
		}, s)
	})
	nothing := []workload.Option{workload.Ops(1), workload.Repeat(1)}
	s := workload.SweepOver(1, workload.Over("Part", .25, .5), func(float64) func() { return func() {} }, nothing...)
	require.Equal(t, figure.Share, s.Parameter.Unit)
	require.Equal(t, .5, s.Points[1].X)
	s = workload.SweepOver(1, workload.Over("Tampon", 0, 64), func(int) func() { return func() {} }, nothing...)
	require.Equal(t, figure.Count, s.Parameter.Unit)
	require.Equal(t, 64.0, s.Points[1].X)
	s = workload.SweepOver(1, workload.Over("Ouvriers", 1, 2).Counting("ouvrier"), func(int) func() { return func() {} }, nothing...)
	require.Equal(t, workload.Parameter{Name: "Ouvriers", Unit: figure.Count, Things: "ouvrier"}, s.Parameter)
	require.Empty(t, workload.SweepOver(1, workload.Over[int]("Rien"), func(int) func() { return nil }).Points)
}

func TestCompareOverInterleavesItsVariants(t *testing.T) {
	var order []string
	variants := func(v int) []workload.Variant {
		op := func(name string) func() { return func() { order = append(order, name+string(rune('0'+v))) } }
		return []workload.Variant{{Name: "a", Op: op("a")}, {Name: "b", Op: op("b")}}
	}
	series := workload.CompareOver(1, workload.Over("x", 1, 2), variants, workload.Ops(1), workload.Repeat(2))
	require.Equal(t, []string{"a1", "b1", "a2", "b2", "b2", "a2", "b1", "a1"}, order)
	require.Equal(t, []string{"a", "b"}, []string{series[0].Name, series[1].Name})
	require.PanicsWithValue(t, "workload: 2 variants for 2, 1 for the first value", func() {
		workload.CompareOver(1, workload.Over("x", 1, 2), func(v int) []workload.Variant { return variants(v)[:v] })
	})
}

func TestSweepProcsRestoresTheProcessors(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	var mu sync.Mutex
	seen := map[int]bool{}
	s := workload.SweepProcs([]int{1, 3, 0}, func() {
		mu.Lock()
		defer mu.Unlock()
		seen[runtime.GOMAXPROCS(0)] = true
	}, workload.Ops(1), workload.Repeat(1))
	require.Equal(t, map[int]bool{1: true, 3: true}, seen)
	require.Equal(t, before, runtime.GOMAXPROCS(0))
	require.Equal(t, []int{1, 3, 1}, []int{s.Points[0].Goroutines, s.Points[1].Goroutines, s.Points[2].Goroutines})
	require.Equal(t, 3.0, s.Points[1].X)

	s = workload.SweepProcs([]int{1, 3}, func() {}, workload.Goroutines(8), workload.Ops(1), workload.Repeat(1))
	require.Equal(t, []int{8, 8}, []int{s.Points[0].Goroutines, s.Points[1].Goroutines})
	require.Equal(t, []float64{1, 3}, []float64{s.Points[0].X, s.Points[1].X})
}

func TestABComparesWithTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		all := workload.AB(2, []workload.Variant{
			{Name: "lente", Op: sleep(4 * time.Millisecond)},
			{Name: "rapide", Op: sleep(2 * time.Millisecond)},
		}, workload.Control())
		require.Equal(t, []workload.Versus{
			{Name: "rapide", Base: "lente", Goroutines: 2, Ratio: 2, Low: 2, High: 2, N: 21},
			{Name: "lente", Base: "lente", Goroutines: 2, Ratio: 1, Low: 1, High: 1, N: 21, Control: true},
		}, all)
		require.Equal(t, 21*(28+26+28)*time.Millisecond, time.Since(start), "25 ms each, and what was begun is finished")
		require.True(t, all[0].Told())
		require.False(t, all[1].Told())
	})
	require.Empty(t, workload.AB(1, nil))
	require.Empty(t, workload.AB(1, []workload.Variant{{Op: func() {}}}, workload.Ops(1)))
	require.False(t, workload.Versus{Ratio: 2, Low: 2, High: 2, N: 4}.Told(), "four rounds have no interval")
	require.True(t, workload.Versus{Ratio: .5, Low: .4, High: .9, N: 5}.Told())
}

func TestAMapHasACellForEachPair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := workload.MapOver(1, workload.Over("Fois", 1, 2), workload.Over("Durée", time.Millisecond, 2*time.Millisecond),
			func(times int, d time.Duration) (base, rival workload.Variant) {
				return workload.Variant{Name: "une fois", Op: sleep(d)},
					workload.Variant{Name: "plusieurs", Op: sleep(time.Duration(times) * d)}
			}, workload.Ops(6))
		require.Equal(t, workload.Parameter{Name: "Fois", Unit: figure.Count}, m.X)
		require.Equal(t, workload.Parameter{Name: "Durée", Unit: figure.Seconds}, m.Y)
		var places [][3]float64
		for _, c := range m.Cells {
			require.Equal(t, 5, c.N)
			require.Equal(t, "plusieurs", c.Name)
			places = append(places, [3]float64{c.X, c.Y, c.Ratio})
		}
		require.Equal(t, [][3]float64{{1, .001, 1}, {2, .001, .5}, {1, .002, 1}, {2, .002, .5}}, places)
	})
	require.Empty(t, workload.MapOver(1, workload.Over[int]("x"), workload.Over("y", 1), func(int, int) (a, b workload.Variant) { return a, b }).Cells)
}

func TestSpeedupIsOfSeveralGoroutinesOverOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		op := func(alone int) func() {
			return func() {
				if alone == 1 {
					mu.Lock()
					defer mu.Unlock()
				}
				time.Sleep(time.Millisecond)
			}
		}
		s := workload.SpeedupOver(4, workload.Over("Verrou", 0), op, workload.Ops(8))
		require.Equal(t, workload.Speedup{
			Parameter: workload.Parameter{Name: "Verrou", Unit: figure.Count}, Goroutines: 4,
			Points: []workload.SpeedupPoint{{X: 0, Ratio: 4, Low: 4, High: 4, N: 5}},
		}, s)
	})
}

func TestWarmUpIsNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		s := workload.Sweep([]int{1}, func() { calls++; time.Sleep(3 * time.Millisecond) },
			workload.Ops(3), workload.Repeat(2), workload.WarmUp(10*time.Millisecond))
		require.Equal(t, 2*(4+3), calls, "four in the warm-up of each run, three in the run")
		require.InDelta(t, 1000/3.0, s.Points[0].PerSecond, 1e-9)
	})
}
