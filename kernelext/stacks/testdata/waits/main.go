// Command waits waits in the way that its argument names, for ever.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"
)

type account struct {
	balance int
	mu      sync.Mutex
}

func transfer(from, to *account, ready *sync.WaitGroup) {
	from.mu.Lock()
	defer from.mu.Unlock()
	ready.Done()
	ready.Wait()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance--
	to.balance++
}

// settle waits until n goroutines are in a state.
func settle(state string, n int) {
	buf := make([]byte, 1<<20)
	for {
		text := string(buf[:runtime.Stack(buf, true)])
		seen := 0
		for i := range text {
			if len(text)-i > len(state) && text[i] == '[' && text[i+1:i+1+len(state)] == state {
				seen++
			}
		}
		if seen >= n {
			return
		}
		runtime.Gosched()
	}
}

func main() {
	var mu sync.Mutex
	var rw sync.RWMutex
	switch os.Args[1] {
	case "abba":
		var ready, done sync.WaitGroup
		x, y := &account{}, &account{}
		ready.Add(2)
		done.Add(2)
		go transfer(x, y, &ready)
		go transfer(y, x, &ready)
		done.Wait()
	case "writers":
		rw.RLock()
		go rw.Lock()
		settle("sync.RWMutex.Lock", 1)
		go rw.Lock()
		settle("sync.Mutex.Lock", 1)
		rw.RLock()
	case "channels":
		c, none := make(chan int), (chan int)(nil)
		go func() {
			for range c {
			}
		}()
		go func() { <-c }()
		go func() { <-none }()
		go func() { none <- 1 }()
		select {
		case <-c:
		case <-none:
		}
	case "send":
		c := make(chan int, 1)
		c <- 1
		c <- 2
	case "select":
		select {}
	case "cond":
		cond := sync.NewCond(&mu)
		mu.Lock()
		println(cond)
		cond.Wait()
	case "once":
		var once sync.Once
		once.Do(func() {
			go once.Do(func() {})
			settle("sync.Mutex.Lock", 1)
			select {}
		})
	case "quit":
		r, w, _ := os.Pipe()
		go func() { _, _ = r.Read(make([]byte, 1)) }()
		go func() {
			for {
			}
		}()
		settle("IO wait", 1)
		go time.Sleep(time.Hour)
		settle("sleep", 1)
		_ = syscall.Kill(os.Getpid(), syscall.SIGQUIT)
		mu.Lock()
		mu.Lock()
		_ = w
	case "profile":
		go func(c chan int) { c <- 1 }(make(chan int))
		go func() {
			mu.Lock()
			mu.Lock()
		}()
		settle("chan send", 1)
		settle("sync.Mutex.Lock", 1)
		_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
		runtime.KeepAlive(&mu)
	case "panic":
		go func() { select {} }()
		settle("select", 1)
		var m map[string]int
		m["a"] = 1
	case "overflow":
		debug.SetMaxStack(1 << 16)
		var f func(n int) int
		f = func(n int) int { return f(n+1) + 1 }
		f(0)
	}
}
