// Command three has each kind of wait once.
package main

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"cahiers/helpers/film"
)

func count(n int) (sum int) {
	for i := range n {
		sum += i % 7
	}
	return sum
}

// until returns when a goroutine is in a state, in the runtime's words.
func until(state string) {
	for stacks := make([]byte, 1<<16); ; time.Sleep(time.Millisecond) {
		if strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "["+state) {
			return
		}
	}
}

func main() {
	film.Main(run)
}

func run() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	mu.Lock()
	values := make(chan int)
	wg.Go(func() {
		film.Name("  le\tverrou ")
		mu.Lock() // held: mutex
		count(1000)
		mu.Unlock()
	})
	wg.Go(func() {
		film.Name("lecteur")
		for v := range values { // receive
			count(v)
		}
	})
	go func() {
		time.Sleep(2 * time.Millisecond) // sleep
		select {}                        // forever
	}()
	count(1_000_000)
	time.Sleep(10 * time.Millisecond)
	nap := syscall.NsecToTimespec(int64(2 * time.Millisecond))
	_ = syscall.Nanosleep(&nap, nil) // system
	until("select (no cases)")
	until("chan receive")
	until("sync.Mutex.Lock")
	mu.Unlock()
	values <- 1000
	close(values)
	wg.Wait()
	if _, err := os.Stdout.WriteString("fini\n"); err != nil {
		panic(err)
	}
}
