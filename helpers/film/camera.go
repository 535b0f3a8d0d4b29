package film

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/trace"
	"sync"
)

// What the recording says of itself, for kernelext/film/tracefile to read: the goroutine
// that logs begin is the one whose function is recorded, and the film is what
// lies between begin and the first of end and cut.
const (
	categoryName = "cahiers.name"
	categoryFilm = "cahiers.film"
	begin        = "begin"
	end          = "end"
	cut          = "cut" // the recording became too long
)

const megabyte = 1 << 20

// A camera records one function.
type camera struct {
	path  string // of the film; empty where nobody asks for one
	limit int    // bytes at which the recording stops
	err   io.Writer

	mu        sync.Mutex
	recording bool
	recorded  bool
}

func (c *camera) show(f func()) {
	within, stop := c.start()
	if within || stop == nil {
		f()
		return
	}
	// Not recover: what f throws goes through as it is.
	defer stop()
	trace.Log(context.Background(), categoryFilm, begin)
	f()
}

// start begins to record, and returns what ends it; nil when there is nothing
// to end, because it could not begin or, within, had begun already.
func (c *camera) start() (within bool, stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.recording:
		return true, nil
	case c.path == "":
		fmt.Fprintln(c.err, messageNoNotebook)
		return false, nil
	case c.recorded:
		fmt.Fprintln(c.err, messageSecond)
		return false, nil
	}
	// A program that the cell starts inherits the path, and must not write over
	// the film of its parent.
	file, err := os.OpenFile(c.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		fmt.Fprintln(c.err, messageSecond)
		return false, nil
	}
	if err != nil {
		fmt.Fprintln(c.err, messageUnwritable(err))
		return false, nil
	}
	finish := sync.OnceFunc(trace.Stop)
	if err := trace.Start(newReel(file, c.limit, func() {
		trace.Log(context.Background(), categoryFilm, cut)
		finish()
	})); err != nil {
		_ = file.Close()
		_ = os.Remove(c.path)
		fmt.Fprintln(c.err, messageBusy)
		return false, nil
	}
	c.recording, c.recorded = true, true
	return false, func() {
		trace.Log(context.Background(), categoryFilm, end)
		finish()
		_ = file.Close()
		c.mu.Lock()
		c.recording = false
		c.mu.Unlock()
	}
}
