package metered_test

import (
	"math/rand/v2"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// An integer has the methods of the integers of sync/atomic.
type integer[V any] interface {
	Load() V
	Store(val V)
	Swap(new V) (old V)
	CompareAndSwap(old, new V) (swapped bool)
	Add(delta V) (new V)
	And(mask V) (old V)
	Or(mask V) (old V)
}

var (
	_ integer[int32]  = (*metered.Int32)(nil)
	_ integer[int64]  = (*metered.Int64)(nil)
	_ integer[uint32] = (*metered.Uint32)(nil)
	_ integer[uint64] = (*metered.Uint64)(nil)
	_ integer[int32]  = (*metered.Int32Worker)(nil)
	_ integer[int64]  = (*metered.Int64Worker)(nil)
	_ integer[uint32] = (*metered.Uint32Worker)(nil)
	_ integer[uint64] = (*metered.Uint64Worker)(nil)
)

func TestAtomicsBehaveAsTheOriginals(t *testing.T) {
	t.Run("Int32", func(t *testing.T) {
		var n metered.Int32
		w := n.Worker()
		likeOriginal(t, new(atomic.Int32), &n, w, func() metered.AtomicStats { w.Done(); return n.Stats() })
	})
	t.Run("Int64", func(t *testing.T) {
		var n metered.Int64
		w := n.Worker()
		likeOriginal(t, new(atomic.Int64), &n, w, func() metered.AtomicStats { w.Done(); return n.Stats() })
	})
	t.Run("Uint32", func(t *testing.T) {
		var n metered.Uint32
		w := n.Worker()
		likeOriginal(t, new(atomic.Uint32), &n, w, func() metered.AtomicStats { w.Done(); return n.Stats() })
	})
	t.Run("Uint64", func(t *testing.T) {
		var n metered.Uint64
		w := n.Worker()
		likeOriginal(t, new(atomic.Uint64), &n, w, func() metered.AtomicStats { w.Done(); return n.Stats() })
	})
}

// likeOriginal does the same random things to both, now directly and now
// through the worker, and counts them itself.
func likeOriginal[V int32 | int64 | uint32 | uint64](
	t *testing.T, original, direct, worker integer[V], stats func() metered.AtomicStats,
) {
	var (
		random = rand.New(rand.NewPCG(1, 2))
		want   metered.AtomicStats
		count  = &want.Workers
	)
	for range 20_000 {
		ours, counted := direct, uint64(0)
		if random.IntN(2) == 0 {
			ours, counted = worker, 1
		}
		v := V(random.Uint64()) >> random.IntN(64)
		switch random.IntN(7) {
		case 0:
			original.Store(v)
			ours.Store(v)
			count.Stores += counted
		case 1:
			require.Equal(t, original.Swap(v), ours.Swap(v))
			count.Swaps += counted
		case 2:
			old := original.Load()
			if random.IntN(2) == 0 {
				old++
				want.CASFailures++
			}
			require.Equal(t, original.CompareAndSwap(old, v), ours.CompareAndSwap(old, v))
			count.CompareAndSwaps += counted
		case 3:
			require.Equal(t, original.Add(v), ours.Add(v))
			count.Adds += counted
		case 4:
			require.Equal(t, original.And(v), ours.And(v))
			count.Ands += counted
		case 5:
			require.Equal(t, original.Or(v), ours.Or(v))
			count.Ors += counted
		case 6:
			require.Equal(t, original.Load(), ours.Load())
			count.Loads += counted
		}
	}
	got := stats()
	require.Equal(t, want.Workers, got.Workers)
	require.Equal(t, want.CASFailures, got.CASFailures)
	require.Equal(t, got, stats(), "Done again counts nothing again")
}

func TestBoolBehavesAsTheOriginal(t *testing.T) {
	var (
		original atomic.Bool
		ours     metered.Bool
		worker   = ours.Worker()
		random   = rand.New(rand.NewPCG(1, 2))
		want     metered.AtomicStats
	)
	coin := func() bool { return random.IntN(2) == 0 }
	for range 5000 {
		v, old := coin(), coin()
		original.Store(v)
		ours.Store(v)
		require.Equal(t, original.Load(), ours.Load())
		if v != old {
			want.CASFailures += 2
		}
		require.Equal(t, original.CompareAndSwap(old, v), ours.CompareAndSwap(old, v))
		require.Equal(t, original.CompareAndSwap(old, v), worker.CompareAndSwap(old, v))
		v = coin()
		require.Equal(t, original.Swap(v), ours.Swap(v))
		v = coin()
		require.Equal(t, original.Swap(v), worker.Swap(v))
		original.Store(v)
		worker.Store(v)
		require.Equal(t, original.Load(), worker.Load())
	}
	worker.Done()
	s := ours.Stats()
	require.Equal(t, metered.AtomicCounts{Loads: 5000, Stores: 5000, Swaps: 5000, CompareAndSwaps: 5000}, s.Workers)
	require.Equal(t, want.CASFailures, s.CASFailures)
}

func TestPointerBehavesAsTheOriginal(t *testing.T) {
	var (
		original atomic.Pointer[int]
		ours     metered.Pointer[int]
		worker   = ours.Worker()
		targets  = []*int{nil, new(int), new(int)}
		random   = rand.New(rand.NewPCG(1, 2))
		failures uint64
	)
	same := func(a, b *int) { t.Helper(); require.True(t, a == b) }
	draw := func() *int { return targets[random.IntN(len(targets))] }
	for range 5000 {
		v, old := draw(), draw()
		original.Store(v)
		ours.Store(v)
		same(original.Load(), ours.Load())
		if v != old {
			failures += 2
		}
		require.Equal(t, original.CompareAndSwap(old, v), ours.CompareAndSwap(old, v))
		require.Equal(t, original.CompareAndSwap(old, v), worker.CompareAndSwap(old, v))
		v = draw()
		same(original.Swap(v), ours.Swap(v))
		v = draw()
		same(original.Swap(v), worker.Swap(v))
		original.Store(v)
		worker.Store(v)
		same(original.Load(), worker.Load())
	}
	worker.Done()
	s := ours.Stats()
	require.Equal(t, metered.AtomicCounts{Loads: 5000, Stores: 5000, Swaps: 5000, CompareAndSwaps: 5000}, s.Workers)
	require.Equal(t, failures, s.CASFailures)
}

func TestAtomicAddsFromManyGoroutinesLoseNothing(t *testing.T) {
	const goroutines, each = 16, 5000
	var (
		direct, handed metered.Int64
		start          = make(chan struct{})
		done           sync.WaitGroup
	)
	for range goroutines {
		done.Go(func() {
			w := handed.Worker()
			defer w.Done()
			<-start
			for range each {
				direct.Add(1)
				w.Add(1)
			}
		})
	}
	close(start)
	done.Wait()
	require.EqualValues(t, goroutines*each, direct.Load())
	require.EqualValues(t, goroutines*each, handed.Load())
	require.EqualValues(t, goroutines*each, handed.Stats().Workers.Adds)
	require.Zero(t, handed.Stats().AddSamples)

	// 312 samples, give or take 18.
	require.InDelta(t, goroutines*each, float64(direct.Stats().DirectAdds()), 0.4*goroutines*each)
}

// Every failure is known to the goroutine that fails, which counts with the
// atomic.
func TestAtomicCountsEveryFailedCompareAndSwap(t *testing.T) {
	const goroutines, each = 8, 5000
	var (
		n        metered.Uint64
		failures atomic.Uint64
	)
	workload.Run(goroutines, func() {
		for {
			old := n.Load()
			if n.CompareAndSwap(old, old+1) {
				return
			}
			failures.Add(1)
		}
	}, workload.Ops(each))
	require.EqualValues(t, goroutines*each, n.Load())
	require.Equal(t, failures.Load(), n.Stats().CASFailures)
}

func TestAtomicWorkersTellRetriesApart(t *testing.T) {
	var n metered.Int32
	w := n.Worker()
	succeedAfter := func(failures int) {
		for range failures {
			require.False(t, w.CompareAndSwap(1, 2))
		}
		require.True(t, w.CompareAndSwap(0, 0))
	}
	for _, failures := range []int{0, 0, 3, 1, 3, 64, 65, 200} {
		succeedAfter(failures)
	}
	w.CompareAndSwap(1, 2) // ends in no success

	require.Zero(t, n.Stats().Workers.Total(), "nothing before Done")
	w.Done()
	s := n.Stats()
	want := make([]uint64, 65)
	want[0], want[1], want[3], want[64] = 2, 1, 2, 3
	require.Equal(t, want, s.Retries)
	require.EqualValues(t, 3+1+3+64+65+200+1, s.CASFailures)
	require.EqualValues(t, s.CASFailures+8, s.Workers.CompareAndSwaps)

	succeedAfter(1) // Done ended the run that was going on
	w.Done()
	require.EqualValues(t, 2, n.Stats().Retries[1])
}

// The estimate must not depend on the step of the counter.
func TestAtomicAddsAreSampledFairly(t *testing.T) {
	const adds, mean = 1 << 20, 1 << 12
	for _, step := range []int64{1, -1, 2, 3, 10, 64, 1000, 1024, 4096, 1 << 20, 1_000_000_007, 1 << 32, 1 << 40} {
		var n metered.Int64
		n.Store(rand.Int64())
		for range adds {
			n.Add(step)
		}
		// The standard deviation is 64 when samples are independent.
		require.InDelta(t, mean, float64(n.Stats().AddSamples), 8*64, "step %d", step)
		require.EqualValues(t, n.Stats().AddSamples*256, n.Stats().DirectAdds())
	}
}

// A gauge may be told too low, never far too high: whichever two values it goes
// between, samples stop soon.
func TestAtomicGaugesAreNotOverestimated(t *testing.T) {
	const gauges, adds = 2000, 256
	var samples uint64
	for range gauges {
		var n metered.Int64
		n.Store(rand.Int64())
		for range adds / 2 {
			n.Add(1)
			n.Add(-1)
		}
		samples += n.Stats().AddSamples
	}
	require.Less(t, samples, uint64(gauges/4))
}

func TestAtomicsFillACacheLine(t *testing.T) {
	for _, atomic := range []reflect.Type{
		reflect.TypeFor[metered.Int32](),
		reflect.TypeFor[metered.Int64](),
		reflect.TypeFor[metered.Uint32](),
		reflect.TypeFor[metered.Uint64](),
		reflect.TypeFor[metered.Bool](),
		reflect.TypeFor[metered.Pointer[int]](),
	} {
		require.EqualValues(t, 64, atomic.Size(), atomic)
		require.Zero(t, atomic.Field(0).Offset, atomic)
		require.EqualValues(t, 8, atomic.Field(1).Offset, "%v: its counters are aligned on 32-bit machines too", atomic)
	}
}

func TestAtomicWorkersFillTwoCacheLines(t *testing.T) {
	for _, worker := range []reflect.Type{
		reflect.TypeFor[metered.Int32Worker](),
		reflect.TypeFor[metered.Int64Worker](),
		reflect.TypeFor[metered.Uint32Worker](),
		reflect.TypeFor[metered.Uint64Worker](),
		reflect.TypeFor[metered.BoolWorker](),
		reflect.TypeFor[metered.PointerWorker[int]](),
	} {
		if reflect.TypeFor[uintptr]().Size() == 8 {
			require.EqualValues(t, 128, worker.Size(), worker)
		}
		require.Greater(t, worker.Size(), uintptr(112), worker) // rounded up to 128 by the allocator
	}
}

func TestAtomicsAllocateNothing(t *testing.T) {
	var n metered.Int64
	w := n.Worker()
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		n.Add(1)
		n.CompareAndSwap(-1, 0)
		w.Add(1)
	}))
}

func TestVetSeesCopiedAtomics(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "vet", "./testdata/copiedatomic").CombinedOutput()
	require.Error(t, err)
	for _, name := range []string{"Int32", "Int64", "Uint32", "Uint64", "Bool", "Pointer[int]"} {
		require.Contains(t, string(out), "passes lock by value: cahiers/helpers/metered."+name+" contains")
	}
}

// TestAtomicsCompileToTheSameCode compares what the compiler makes of one line
// that uses sync/atomic, and of the same line that uses metered.
func TestAtomicsCompileToTheSameCode(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-S", "./testdata/samecode").CombinedOutput()
	require.NoError(t, err, string(out))
	code := instructions(string(out))
	pairs := 0
	for name, original := range code {
		operation, ok := strings.CutPrefix(name, "original")
		if !ok {
			continue
		}
		pairs++
		ours := code["ours"+operation]
		require.NotEmpty(t, original, operation)
		require.Equal(t, original, ours, operation)
	}
	require.Equal(t, 4*5+2*3, pairs)

	// The comparison can fail.
	require.NotEqual(t, code["originalInt64Load"], code["originalInt64Swap"])
}

// instructions returns what the compiler's -S lists, function by function,
// without addresses, lines and what is not code.
func instructions(listing string) map[string][]string {
	functions := map[string][]string{}
	var name string
	for line := range strings.Lines(listing) {
		if symbol, _, ok := strings.Cut(line, " STEXT"); ok {
			name = symbol[strings.LastIndex(symbol, ".")+1:]
			continue
		}
		_, instruction, ok := strings.Cut(line, ")\t")
		if !ok || !strings.HasPrefix(line, "\t0x") {
			continue
		}
		switch fields := strings.Fields(instruction); fields[0] {
		case "TEXT", "FUNCDATA", "PCDATA":
		default:
			functions[name] = append(functions[name], strings.Join(fields, " "))
		}
	}
	return functions
}

// What an Add and a CompareAndSwap cost depends on their being inlined, which a
// line too many would end silently.
func TestAtomicsAreInlined(t *testing.T) {
	if reflect.TypeFor[uintptr]().Size() != 8 {
		t.Skip("counted for 64-bit machines")
	}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-m", ".").CombinedOutput()
	require.NoError(t, err)
	for _, name := range []string{"Int32", "Int64", "Uint32", "Uint64"} {
		for _, method := range []string{
			"(*" + name + ").Add", "(*" + name + ").CompareAndSwap",
			"(*" + name + "Worker).Add", "(*" + name + "Worker).CompareAndSwap",
		} {
			require.True(t, strings.Contains(string(out), ": can inline "+method+"\n"), method)
		}
	}
}
