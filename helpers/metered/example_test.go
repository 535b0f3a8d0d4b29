package metered_test

import (
	"fmt"
	"sync"

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

func ExampleRWMutex() {
	var (
		mu    metered.RWMutex
		prize string
	)
	mu.Lock()
	prize = "une tarte"
	mu.Unlock()
	for range 3 {
		mu.RLock()
		_ = prize
		mu.RUnlock()
	}
	s := mu.Stats()
	fmt.Println(s.Writes, s.ReadsEstimated)
	// Output: 1 3
}

func ExampleRWMutex_TryRLock() {
	var mu metered.RWMutex
	mu.RLock()
	fmt.Println(mu.TryRLock(), mu.TryLock())
	// Output: true false
}

func ExampleRWMutex_RLocker() {
	var mu metered.RWMutex
	reader := mu.RLocker()
	reader.Lock()
	fmt.Println(mu.TryLock())
	reader.Unlock()
	fmt.Println(mu.TryLock())
	// Output:
	// false
	// true
}

func ExampleRWMutex_Stats() {
	var mu metered.RWMutex
	mu.RLock()
	mu.RUnlock() //nolint:staticcheck // an empty critical section shows the count
	fmt.Println(mu.Stats())
	// Output:
	// ≈ 1 lecture ; 0 écriture
	// durée d’une lecture ≈ inconnue (aucune mesure)
	// durée d’une écriture ≈ inconnue (aucune mesure)
}

func ExampleOnce() {
	var once metered.Once
	for range 3 {
		once.Do(func() { fmt.Println("une seule fois") })
	}
	fmt.Println(once.Stats().Runs)
	// Output:
	// une seule fois
	// 1
}

func ExampleWaitGroup() {
	var wg metered.WaitGroup
	release := make(chan struct{})
	for range 5 {
		wg.Go(func() { <-release })
	}
	close(release)
	wg.Wait()
	fmt.Println(wg.Stats().Started)
	// Output: 5
}

func ExampleWaitGroup_Stats() {
	var wg metered.WaitGroup
	wg.Add(3)
	wg.Done()
	wg.Add(-2)
	fmt.Println(wg.Stats())
	// Output: 3 tâches, au plus 3 à la fois
}

func ExampleCond() {
	var (
		mu    sync.Mutex
		ready bool
		cond  = metered.NewCond(&mu)
		done  sync.WaitGroup
	)
	done.Go(func() {
		mu.Lock()
		for !ready {
			cond.Wait()
		}
		mu.Unlock()
	})
	mu.Lock()
	ready = true
	cond.Broadcast()
	mu.Unlock()
	done.Wait()
	fmt.Println(cond.Stats().Broadcasts)
	// Output: 1
}

func ExampleNewCond() {
	cond := metered.NewCond(new(sync.Mutex))
	cond.Signal() // nobody waits
	fmt.Println(cond.Stats().Unheard)
	// Output: 1
}

func ExampleRWMutexStats_Sub() {
	var mu metered.RWMutex
	mu.Lock()
	mu.Unlock() //nolint:staticcheck // an empty critical section shows the count
	before := mu.Stats()
	mu.Lock()
	mu.Unlock() //nolint:staticcheck // an empty critical section shows the count
	fmt.Println(mu.Stats().Sub(before).Writes)
	// Output: 1
}

func ExampleWaitGroupStats_Merge() {
	var a, b metered.WaitGroup
	a.Add(2)
	b.Add(3)
	both := a.Stats().Merge(b.Stats())
	fmt.Println(both.Started, both.Peak)
	// Output: 5 3
}
