package workload_test

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"cahiers/helpers/workload"
)

func ExampleRun() {
	var (
		mu sync.Mutex
		n  int
	)
	r := workload.Run(8, func() {
		mu.Lock()
		n++
		mu.Unlock()
	}, workload.Ops(1000))
	fmt.Println(n, r.Ops())
	// Output: 8000 8000
}

func ExampleFor() {
	r := workload.Run(2, runtime.Gosched, workload.For(5*time.Millisecond))
	fmt.Println(r.Elapsed >= 5*time.Millisecond, len(r.PerWorker))
	// Output: true 2
}

func ExampleSweep() {
	var (
		mu sync.Mutex
		n  int
	)
	s := workload.Sweep(workload.Powers(8), func() { mu.Lock(); n++; mu.Unlock() },
		workload.For(time.Millisecond), workload.Repeat(3))
	for _, p := range s.Points {
		fmt.Println(p.Goroutines, p.PerSecond > 0, len(p.Samples))
	}
	// Output:
	// 1 true 3
	// 2 true 3
	// 4 true 3
	// 8 true 3
}

func ExampleCompare() {
	var mu sync.Mutex
	series := workload.Compare([]int{1, 8}, []workload.Variant{
		{Name: "avec verrou", Op: func() { mu.Lock(); mu.Unlock() }}, //nolint:staticcheck // the pair is measured
		{Name: "sans", Op: func() {}},
	}, workload.For(time.Millisecond))
	for _, s := range series {
		fmt.Println(s.Name, len(s.Points))
	}
	// Output:
	// avec verrou 2
	// sans 2
}

func ExampleMeasure() {
	var mu sync.Mutex
	c := workload.Measure("Lock et Unlock", func() { mu.Lock(); mu.Unlock() }) //nolint:staticcheck // the pair is measured
	fmt.Println(c.Low <= c.Median, c.Median <= c.High, c.Batches)
	// Output: true true 101
}

func ExampleMeasureAll() {
	var mu sync.Mutex
	costs := workload.MeasureAll([]workload.Variant{
		{Name: "Lock et Unlock", Op: func() { mu.Lock(); mu.Unlock() }}, //nolint:staticcheck // the pair is measured
		{Name: "dormir 100 µs", Op: func() { time.Sleep(100 * time.Microsecond) }},
	}, workload.Repeat(5), workload.For(5*time.Millisecond))
	_, atLeast, _ := costs[1].Ratio(costs[0])
	fmt.Println(costs[1].Name, atLeast > 10)
	// Output: dormir 100 µs true
}

func ExampleTrials() {
	totals := workload.Trials(3, func() int {
		var (
			mu sync.Mutex
			n  int
		)
		workload.Run(8, func() { mu.Lock(); n++; mu.Unlock() }, workload.Ops(1000))
		return n
	})
	fmt.Println(totals)
	// Output: [8000 8000 8000]
}

func ExampleGrow() {
	fmt.Println(workload.Grow(1000, 1<<20, func(size int) bool { return size > 5000 }))
	// Output: vu à la taille 8 000 (4 essais)
}

func ExampleMedian() {
	fmt.Println(workload.Median([]float64{3, 1, 2, 5, 4}))
	// Output: 3 1 5
}

func ExamplePowers() {
	fmt.Println(workload.Powers(64))
	// Output: [1 2 4 8 16 32 64]
}

func ExampleBusy() {
	inside := workload.Busy(50 * time.Nanosecond)
	var mu sync.Mutex
	r := workload.Run(4, func() { mu.Lock(); inside(); mu.Unlock() }, workload.Ops(100))
	fmt.Println(r.Ops())
	// Output: 400
}

func ExampleMachine() {
	card := workload.Card{GoVersion: "go1.26.8", OS: "linux", Arch: "amd64", Cores: 4, GOMAXPROCS: 2, CPULimit: 1}
	fmt.Println(card) // fmt.Println(workload.Machine()) describes yours
	fmt.Println(workload.Machine().Arch == runtime.GOARCH)
	// Output:
	// Go 1.26.8, linux/amd64, 4 cœurs, GOMAXPROCS 2, conteneur limité à 1 cœur
	// true
}

func ExampleRunEach() {
	r := workload.RunEach(3, func(worker int) func() {
		return workload.Busy(time.Duration(worker) * time.Microsecond) // each works longer than the one before
	}, workload.Ops(10))
	fmt.Println(r.PerWorker)
	// Output: [10 10 10]
}

func ExampleThink() {
	r := workload.Run(5, func() {}, workload.Think(2*time.Millisecond), workload.Ops(3))
	fmt.Println(r.Ops(), r.Elapsed >= 6*time.Millisecond)
	// Output: 15 true
}

func ExampleLocked() {
	var mu sync.RWMutex
	read := workload.Locked(mu.RLocker(), 200*time.Nanosecond, time.Microsecond)
	write := workload.Locked(&mu, 200*time.Nanosecond, time.Microsecond)
	r := workload.Run(4, workload.Mix(.9, read, write), workload.Ops(100))
	fmt.Println(r.Ops())
	// Output: 400
}

func ExampleLockedShare() {
	var mu sync.Mutex
	r := workload.Run(2, workload.LockedShare(&mu, .25, time.Microsecond), workload.Ops(10)) // 250 ns under mu, 750 outside
	fmt.Println(r.Ops())
	// Output: 20
}

func ExampleMix() {
	reads := 0
	workload.Run(1, workload.Mix(.9, func() { reads++ }, func() {}), workload.Ops(100_000))
	fmt.Println(reads > 89_000, reads < 91_000)
	// Output: true true
}

func ExampleMixer() {
	count := func() (reads int) {
		workload.RunEach(1, workload.Mixer(.9, func() { reads++ }, func() {}), workload.Ops(1000))
		return reads
	}
	first, again := count(), count()
	fmt.Println(first == again)
	// Output: true
}

func ExampleOpenLoop() {
	a := workload.OpenLoop(4, 20_000, func() { time.Sleep(time.Millisecond) }, workload.Ops(400), workload.Patience(2*time.Millisecond))
	fmt.Println(a.Due, a.Served()+a.Dropped, a.Dropped > 0) // four servers do 4,000 a second at most
	// Output: 400 400 true
}

func ExamplePatience() {
	a := workload.OpenLoop(1, 1e6, func() { time.Sleep(5 * time.Millisecond) }, workload.Ops(100), workload.Patience(time.Millisecond))
	fmt.Println(a.Served() < 10)
	// Output: true
}

func ExampleSweepOver() {
	s := workload.SweepOver(2, workload.Over("Taille du tampon", 0, 1, 64), func(size int) func() {
		ch := make(chan int, size)
		go func() {
			for range ch {
			}
		}()
		return func() { ch <- 1 }
	}, workload.For(time.Millisecond))
	for _, p := range s.Points {
		fmt.Println(s.Parameter.Name, s.Parameter.Unit.Format(p.X), p.PerSecond > 0)
	}
	// Output:
	// Taille du tampon 0 true
	// Taille du tampon 1 true
	// Taille du tampon 64 true
}

func ExampleOver() {
	r := workload.Over("Temps sous le verrou", 100*time.Nanosecond, time.Microsecond)
	fmt.Println(r.Name, r.Values)
	// Output: Temps sous le verrou [100ns 1µs]
}

func ExampleCompareOver() {
	var mu sync.Mutex
	var rw sync.RWMutex
	series := workload.CompareOver(4, workload.Over("Part de lectures", .5, .99), func(reads float64) []workload.Variant {
		hold := 100 * time.Nanosecond
		return []workload.Variant{
			{Name: "Mutex", Op: workload.Locked(&mu, hold, 0)},
			{Name: "RWMutex", Op: workload.Mix(reads, workload.Locked(rw.RLocker(), hold, 0), workload.Locked(&rw, hold, 0))},
		}
	}, workload.For(time.Millisecond))
	fmt.Println(series[1].Name, len(series[1].Points), series[1].Parameter.Unit)
	// Output: RWMutex 2 %
}

func ExampleSweepProcs() {
	s := workload.SweepProcs([]int{1, 2}, workload.Busy(time.Microsecond), workload.For(time.Millisecond))
	fmt.Println(s.Parameter.Name, s.Points[1].X, s.Points[1].Goroutines)
	// Output: Processeurs (GOMAXPROCS) 2 2
}

func ExampleAB() {
	short, long := workload.Busy(time.Microsecond), workload.Busy(10*time.Microsecond)
	all := workload.AB(1, []workload.Variant{{Name: "courte", Op: short}, {Name: "longue", Op: long}}, workload.For(2*time.Millisecond))
	v := all[0]
	fmt.Println(v.Name, "contre", v.Base, v.Ratio < .5, v.Told(), v.N)
	// Output: longue contre courte true true 21
}

func ExampleControl() {
	op := func() {}
	for _, v := range workload.AB(1, []workload.Variant{{Name: "a", Op: op}, {Name: "b", Op: op}},
		workload.Control(), workload.For(time.Millisecond)) {
		fmt.Println(v.Name, "contre", v.Base, v.Control)
	}
	// Output:
	// b contre a false
	// a contre a true
}

func ExampleMapOver() {
	m := workload.MapOver(2, workload.Over("Part de lectures", .5, .99), workload.Over("Temps sous le verrou", time.Microsecond),
		func(reads float64, hold time.Duration) (base, rival workload.Variant) {
			var mu sync.Mutex
			var rw sync.RWMutex
			return workload.Variant{Name: "Mutex", Op: workload.Locked(&mu, hold, 0)},
				workload.Variant{Name: "RWMutex", Op: workload.Mix(reads, workload.Locked(rw.RLocker(), hold, 0), workload.Locked(&rw, hold, 0))}
		}, workload.For(time.Millisecond))
	for _, c := range m.Cells {
		fmt.Println(c.X, c.Y, c.Name, c.Base, c.N)
	}
	// Output:
	// 0.5 1e-06 RWMutex Mutex 5
	// 0.99 1e-06 RWMutex Mutex 5
}

func ExampleSpeedupOver() {
	var mu sync.Mutex
	s := workload.SpeedupOver(2, workload.Over("Part sous le verrou", 1, .1), func(share float64) func() {
		return workload.LockedShare(&mu, share, 10*time.Microsecond)
	}, workload.For(2*time.Millisecond))
	fmt.Println(s.Goroutines, len(s.Points), s.Points[1].X)
	// Output: 2 2 0.1
}

func ExampleResult_Fairness() {
	f := workload.Result{PerWorker: []uint64{100, 50, 50}}.Fairness()
	fmt.Printf("%.2f %.2f %.2f\n", f.Least, f.Most, f.Jain)
	// Output: 0.25 0.50 0.89
}

func ExampleFairnessOf() {
	fmt.Println(workload.FairnessOf([]uint64{7, 7}).Jain)
	// Output: 1
}

func ExampleProgress() {
	workload.Sweep([]int{1, 2}, func() {}, workload.Ops(1), workload.Progress(func(s []workload.Series, done bool) {
		fmt.Println(len(s[0].Points), done) // after the first run, and at the end
	}))
	// Output:
	// 1 false
	// 2 true
}

func ExampleWarmUp() {
	s := workload.Sweep([]int{1}, func() {}, workload.For(time.Millisecond), workload.WarmUp(time.Millisecond))
	fmt.Println(len(s.Points[0].Samples))
	// Output: 5
}

func ExampleJoin() {
	short := workload.Join(workload.For(time.Millisecond), workload.Repeat(3))
	fmt.Println(len(workload.Sweep([]int{1}, func() {}, short).Points[0].Samples))
	// Output: 3
}

func ExampleGather() {
	goroutines := workload.Gather(200, nil)
	threads := workload.Gather(200, runtime.LockOSThread)
	fmt.Println(goroutines.Goroutines, threads.Bytes > goroutines.Bytes)
	// Output: 200 true
}
