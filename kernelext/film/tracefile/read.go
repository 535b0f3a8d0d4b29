// Package tracefile makes a film of what helpers/film recorded, a trace of Go's
// runtime. It alone links what reads traces; who is handed the film does not.
package tracefile

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/exp/trace"

	"cahiers/kernelext/film"
)

// ErrEmpty is the error of a trace that ends before anything in it is whole:
// the runtime hands a trace over once a second.
var ErrEmpty = errors.New("the trace ends before its first part does")

// maxTrace bounds what is read of a trace, in bytes.
const maxTrace = 16 << 20

// Read reads a trace. One that lacks its end, because the program was killed,
// gives what there is of it.
func Read(r io.Reader) (film.Film, error) {
	s := newShooting()
	err := events(io.LimitReader(r, maxTrace), s.take)
	if s.events == 0 {
		if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
			err = ErrEmpty
		}
		return film.Film{}, fmt.Errorf("reading the film: %w", err)
	}
	return s.film(), nil
}

// events calls take with the events of a trace, in order. The reader of traces panics on some that are broken.
func events(r io.Reader, take func(trace.Event)) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("a broken trace: %v", broken)
		}
	}()
	reader, err := trace.NewReader(r)
	if err != nil {
		return fmt.Errorf("opening the trace: %w", err)
	}
	for {
		e, err := reader.ReadEvent()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading an event: %w", err)
		}
		take(e)
	}
}
