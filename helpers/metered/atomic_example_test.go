package metered_test

import (
	"fmt"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func ExampleInt64() {
	var n metered.Int64
	workload.Run(8, func() { n.Add(1) }, workload.Ops(1000))
	fmt.Println(n.Load())
	// Output: 8000
}

func ExampleInt64_Worker() {
	var n metered.Int64
	workload.Run(8, func() {
		w := n.Worker()
		defer w.Done()
		for range 1000 {
			w.Add(1)
		}
	}, workload.Ops(1))
	fmt.Println(n.Stats().Workers.Adds)
	// Output: 8000
}

func ExampleInt64_CompareAndSwap() {
	var n metered.Int64
	fmt.Println(n.CompareAndSwap(0, 5), n.CompareAndSwap(0, 6))
	fmt.Println(n.Stats())
	// Output:
	// true false
	// 1 échec de CompareAndSwap
}

func ExampleInt64Worker_CompareAndSwap() {
	var n metered.Int64
	w := n.Worker()
	for _, guess := range []int64{7, 3, 0} {
		w.CompareAndSwap(guess, 10)
	}
	w.Done()
	fmt.Println(n.Stats())
	// Output:
	// 2 échecs de CompareAndSwap
	// par Worker : 3 CompareAndSwap
	// avant de réussir : au plus 2 échecs de suite
}

func ExampleInt32() {
	var n metered.Int32
	n.Store(0b1100)
	n.And(0b0110)
	n.Or(0b0001)
	fmt.Printf("%04b\n", n.Load())
	// Output: 0101
}

func ExampleUint32() {
	var n metered.Uint32
	fmt.Println(n.Add(^uint32(0))) // less one
	// Output: 4294967295
}

func ExampleUint64() {
	var n metered.Uint64
	fmt.Println(n.Swap(3), n.Load())
	// Output: 0 3
}

func ExampleBool() {
	var closed metered.Bool
	for range 3 {
		if closed.CompareAndSwap(false, true) {
			fmt.Println("closed once")
		}
	}
	fmt.Println(closed.Stats().CASFailures)
	// Output:
	// closed once
	// 2
}

func ExamplePointer() {
	var config metered.Pointer[string]
	first, second := "first", "second"
	config.Store(&first)
	old := config.Swap(&second)
	fmt.Println(*old, *config.Load())
	// Output: first second
}

func ExampleAtomicStats_Sub() {
	var n metered.Int64
	n.CompareAndSwap(1, 2)
	before := n.Stats()
	n.CompareAndSwap(1, 2)
	fmt.Println(n.Stats().Sub(before).CASFailures)
	// Output: 1
}

func ExampleAtomicStats_Merge() {
	shards := make([]metered.Int64, 4)
	var all metered.AtomicStats
	for i := range shards {
		shards[i].CompareAndSwap(1, 2)
		all = all.Merge(shards[i].Stats())
	}
	fmt.Println(all.CASFailures)
	// Output: 4
}

func ExampleAtomicStats_Named() {
	var n metered.Int64
	fmt.Println(n.Stats().Named("8 goroutines").Name)
	// Output: 8 goroutines
}

func ExampleAtomicStats_DirectAdds() {
	s := metered.AtomicStats{AddSamples: 78}
	fmt.Println(s.DirectAdds())
	// Output: 19968
}
