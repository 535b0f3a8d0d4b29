package cell

import (
	"bytes"
	"os"
	"syscall"
	"time"
)

// A blow is a signal that an interrupted program gets, and the time it then has
// before the next one.
type blow struct {
	signal syscall.Signal
	grace  time.Duration
}

// blows are what ends the program at path when its cell is interrupted. One
// that handles signals may say goodbye; any other is asked at once for its
// goroutines, which the runtime prints as it ends it. All of it is over before
// GoNB would kill us, after 5 s.
func blows(path string) []blow {
	last := []blow{{syscall.SIGQUIT, 500 * time.Millisecond}, {signal: syscall.SIGKILL}}
	if handlesSignals(path) {
		return append([]blow{{syscall.SIGINT, 2 * time.Second}}, last...)
	}
	return last
}

// handlesSignals reports whether the program at path may handle signals: the
// linker leaves no function of os/signal in one that does not.
func handlesSignals(path string) bool {
	program, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	for _, name := range []string{"os/signal.Notify\x00", "os/signal.Ignore\x00"} {
		if bytes.Contains(program, []byte(name)) {
			return true
		}
	}
	return false
}
