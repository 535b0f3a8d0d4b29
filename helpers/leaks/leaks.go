// Package leaks lists, when a program ends, its goroutines that can never go
// on. A cell gets it by the directive //cahiers:leaks, and need not know it.
package leaks

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"time"
)

// Variable names the environment variable that says where to write the list.
const Variable = "CAHIERS_LEAKS"

// The first line of the list says what it is made of.
const (
	// Profile: the collector found the goroutines marked (leaked) blocked on what
	// nothing else reaches. Exact for those it marks; it misses what a global
	// variable or a goroutine that may run still reaches.
	Profile = "leaks: profile"
	// Dump: all goroutines, in a program built without the leak profile. Those
	// that are blocked may yet be woken.
	Dump = "leaks: dump"
)

const (
	// settling is how long the goroutines may take to come to rest.
	settling = 100 * time.Millisecond
	// maxList bounds the list, in bytes.
	maxList = 1 << 20
)

// Main calls main and then writes the list to the file that [Variable] names;
// without one it only calls main. It writes nothing when main panics or ends
// the program. It costs a collection of the garbage, and up to 100 ms when
// goroutines still run.
func Main(main func()) {
	main()
	path := os.Getenv(Variable)
	if path == "" {
		return
	}
	settle()
	if err := write(path); err != nil {
		fmt.Fprintln(os.Stderr, notWritten(err))
	}
}

// settle waits for all goroutines but this one to be blocked: one that is about
// to block for ever is no leak yet.
func settle() {
	busy := []metrics.Sample{
		{Name: "/sched/goroutines/running:goroutines"},
		{Name: "/sched/goroutines/runnable:goroutines"},
	}
	for until := time.Now().Add(settling); time.Now().Before(until); time.Sleep(time.Millisecond) {
		runtime.Gosched()
		metrics.Read(busy)
		if busy[0].Value.Uint64()+busy[1].Value.Uint64() <= 1 {
			return
		}
	}
}

func write(path string) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("making the list: %w", err)
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	header, profile := Profile, pprof.Lookup("goroutineleak")
	if profile == nil {
		header, profile = Dump, pprof.Lookup("goroutine")
	}
	if _, err := fmt.Fprintln(file, header); err != nil {
		return fmt.Errorf("writing the list: %w", err)
	}
	// As a program prints its goroutines when it dies.
	if err := profile.WriteTo(&limited{file, maxList}, 2); err != nil {
		return fmt.Errorf("writing the list: %w", err)
	}
	return nil
}

// A limited drops what comes after its first bytes.
type limited struct {
	to   io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	kept := p[:min(len(p), l.left)]
	n, err := l.to.Write(kept)
	l.left -= n
	if err != nil {
		return n, err
	}
	return len(p), nil
}
