// Package show puts a figure on the page: in a notebook it hands the figure to
// the supervisor that runs the cell, and in a plain terminal it prints the
// figure as text.
//
// It draws nothing itself and uses the standard library alone, so that a cell
// that shows a chart links as fast as one that prints a line.
package show

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"

	"cahiers/helpers/figure"
)

// Figure shows f and returns once it is on the page. What goes wrong is said
// in French on standard error, never by a panic: a figure that cannot be drawn
// must not lose the results of a cell.
func Figure(f figure.Figure) { page().show("", f) }

// Update shows f in the place of the figure last shown under the same name,
// or as a new figure the first time.
func Update(name string, f figure.Figure) { page().show(name, f) }

// page is where this process shows figures: there is one, as there is one
// standard output.
var page = sync.OnceValue(func() *screen {
	s := &screen{out: standardOutput{}, err: os.Stderr, width: terminalWidth(os.Getenv("COLUMNS"))}
	if c := connect(os.Getenv(environment)); c != nil {
		s.supervisor = c
	}
	return s
})

// standardOutput is os.Stdout as it is when written to, which a program may
// have turned elsewhere.
type standardOutput struct{}

func (standardOutput) Write(p []byte) (int, error) { return os.Stdout.Write(p) }

// A screen is where figures go. Its methods may be called by several goroutines.
type screen struct {
	out, err io.Writer
	width    int // of text, in columns

	mu         sync.Mutex
	supervisor requester         // nil when there is none, or it died
	count      int               // figures shown
	names      map[string]string // name given to Update → id of its figure
	lives      int               // names given to figures that draw themselves
}

// A requester carries a request to the supervisor and waits for its answer.
type requester interface {
	request(figure.Request) (figure.Answer, error)
}

// errLost says that the supervisor will answer no more.
var errLost = errors.New("the supervisor is gone")

func (s *screen) show(name string, f figure.Figure) {
	if err := f.Validate(); err != nil {
		fmt.Fprintln(s.err, messageInvalid(err))
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.supervisor == nil {
		s.print(f)
		return
	}
	answer, err := s.supervisor.request(s.next(name, f))
	switch {
	case errors.Is(err, errLost):
		s.supervisor = nil
		fmt.Fprintln(s.err, messageLost)
		s.print(f)
	case err != nil:
		fmt.Fprintln(s.err, messageRefused(err.Error()))
		s.print(f)
	case !answer.OK:
		fmt.Fprintln(s.err, messageRefused(answer.Error))
		s.print(f)
	}
}

// next makes the request that shows f, new or in the place of its namesake.
func (s *screen) next(name string, f figure.Figure) figure.Request {
	kind := figure.RequestUpdate
	id, known := s.names[name]
	if name == "" || !known {
		s.count++
		kind, id = figure.RequestFigure, "fig-"+strconv.Itoa(s.count)
	}
	if name != "" && !known {
		if s.names == nil {
			s.names = map[string]string{}
		}
		s.names[name] = id
	}
	return figure.Request{V: figure.EnvelopeVersion, ID: id, Kind: kind, Figure: f}
}

func (s *screen) print(f figure.Figure) {
	if err := figure.Text(s.out, f, s.width); err != nil {
		fmt.Fprintln(s.err, messageUnwritable(err))
	}
}

const (
	defaultWidth = 80
	widest       = 120
)

// terminalWidth reads what the shell says in COLUMNS.
func terminalWidth(columns string) int {
	n, err := strconv.Atoi(columns)
	if err != nil || n <= 0 {
		return defaultWidth
	}
	return min(n, widest)
}
