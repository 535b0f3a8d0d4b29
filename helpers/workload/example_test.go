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
