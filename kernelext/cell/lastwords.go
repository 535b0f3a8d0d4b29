package cell

import (
	"bytes"
	"io"
	"sync"
	"time"
)

const (
	// silence is how long a program may live after what looks like its last
	// words: the runtime prints them and ends.
	silence = 500 * time.Millisecond
	// unwinding is how long the runtime may take to walk down a stack of a
	// gigabyte, in the middle of its last words.
	unwinding = 10 * time.Second
	// maxWords bounds them, in bytes: a program of 100,000 goroutines says a lot.
	maxWords = 1 << 20
)

// lastWords passes lines on until the runtime announces the end of the program.
// From there on it keeps them, for whoever explains the end; when the program
// goes on living, it was not the end, and they pass on too.
type lastWords struct {
	to    io.Writer
	timer *time.Timer

	mu   sync.Mutex
	kept []byte
}

func newLastWords(to io.Writer) *lastWords {
	w := &lastWords{to: to}
	w.timer = time.AfterFunc(silence, w.release)
	return w
}

// Write is given whole lines, or the beginning of one.
func (w *lastWords) Write(lines []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(lines)
	if len(w.kept) == 0 {
		at := announcement(lines)
		if _, err := w.to.Write(lines[:at]); err != nil || at == n {
			return n, err
		}
		lines = lines[at:]
	}
	w.kept = append(w.kept, lines[:min(len(lines), maxWords-len(w.kept))]...)
	patience := silence
	if bytes.HasPrefix(w.kept, []byte(stackExceeded)) {
		patience = unwinding
	}
	w.timer.Reset(patience)
	return n, nil
}

func (w *lastWords) release() {
	_, _ = w.to.Write([]byte(w.take()))
}

// take returns what was kept, and keeps it no more.
func (w *lastWords) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	words := string(w.kept)
	w.kept = nil
	return words
}

// stackExceeded begins what the runtime says of a stack that is full.
const stackExceeded = "runtime: goroutine stack exceeds "

// announcement is where the runtime's last words begin in lines, or the length
// of lines.
func announcement(lines []byte) int {
	at := 0
	for line := range bytes.Lines(lines) {
		for _, sign := range []string{"panic: ", "fatal error: ", "SIGQUIT: ", "SIGABRT: ", stackExceeded} {
			if bytes.HasPrefix(line, []byte(sign)) {
				return at
			}
		}
		at += len(line)
	}
	return at
}
