package cell

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// A stderr passes the program's standard error on, line by line: the Go
// runtime writes a panic in crumbs, in which GoNB would not find the places
// of the cell that it marks. What the runtime says when it gives up is kept
// apart: see lastWords.
type stderr struct {
	pipe     pipe
	lines    *lineWriter
	words    *lastWords
	finished chan struct{}
}

func openStderr(to io.Writer) (*stderr, error) {
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	words := newLastWords(to)
	return &stderr{
		pipe:     pipe{ours: reader, theirs: writer},
		lines:    newLineWriter(words),
		words:    words,
		finished: make(chan struct{}),
	}, nil
}

// start passes on until finish. The program has its end.
func (s *stderr) start() {
	_ = s.pipe.theirs.Close()
	go func() {
		defer close(s.finished)
		// If GoNB no longer reads, it will not hear of it.
		_, _ = io.Copy(s.lines, drain{s.pipe.ours})
		s.lines.flush()
	}()
}

// finish returns when all that the program wrote, which has ended, is passed
// on, but for its last words, which it returns.
func (s *stderr) finish() (lastWords string) {
	drain{s.pipe.ours}.end()
	<-s.finished
	return s.words.take()
}

// beginning is how long the beginning of a line waits for its end.
const beginning = 50 * time.Millisecond

// A lineWriter writes whole lines, and the beginning of one when the rest does
// not come soon: it may be a question.
type lineWriter struct {
	to    io.Writer
	timer *time.Timer

	mu      sync.Mutex
	pending []byte
}

func newLineWriter(to io.Writer) *lineWriter {
	w := &lineWriter{to: to}
	w.timer = time.AfterFunc(beginning, w.flush)
	return w
}

func (w *lineWriter) Write(data []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pending = append(w.pending, data...)
	if end := bytes.LastIndexByte(w.pending, '\n') + 1; end > 0 {
		if _, err := w.to.Write(w.pending[:end]); err != nil {
			return 0, err
		}
		w.pending = w.pending[:copy(w.pending, w.pending[end:])]
	}
	w.timer.Reset(beginning)
	return len(data), nil
}

func (w *lineWriter) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.pending) > 0 {
		_, _ = w.to.Write(w.pending)
		w.pending = w.pending[:0]
	}
}
