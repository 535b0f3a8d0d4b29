package metered_test

import (
	"fmt"

	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

func ExampleMutex() {
	var (
		mu metered.Mutex
		n  int
	)
	workload.Run(8, func() {
		mu.Lock()
		n++
		mu.Unlock()
	}, workload.Ops(1000))
	fmt.Println(n, mu.Stats().Acquisitions)
	// Output: 8000 8000
}

func ExampleMutex_TryLock() {
	var mu metered.Mutex
	mu.Lock()
	fmt.Println(mu.TryLock())
	mu.Unlock()
	fmt.Println(mu.TryLock())
	// Output:
	// false
	// true
}

func ExampleMutex_Stats() {
	var mu metered.Mutex
	for range 3 {
		mu.Lock()
		mu.Unlock() //nolint:staticcheck // an empty critical section shows the count
	}
	fmt.Println(mu.Stats())
	// Output:
	// 3 acquisitions, aucune disputée
	// détention ≈ inconnue (aucune mesure)
}

func ExampleMutexStats_Sub() {
	var mu metered.Mutex
	mu.Lock()
	mu.Unlock() //nolint:staticcheck // an empty critical section shows the count
	before := mu.Stats()
	mu.Lock()
	mu.Unlock() //nolint:staticcheck // an empty critical section shows the count
	fmt.Println(mu.Stats().Sub(before).Acquisitions)
	// Output: 1
}

func ExampleMutexStats_Merge() {
	shards := make([]metered.Mutex, 4)
	var all metered.MutexStats
	for i := range shards {
		shards[i].Lock()
		shards[i].Unlock() //nolint:staticcheck // an empty critical section shows the count
		all = all.Merge(shards[i].Stats())
	}
	fmt.Println(all.Acquisitions)
	// Output: 4
}

func ExampleMutexStats_Named() {
	var mu metered.Mutex
	fmt.Println(mu.Stats().Named("8 goroutines").Name)
	// Output: 8 goroutines
}
