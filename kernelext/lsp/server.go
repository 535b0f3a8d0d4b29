package lsp

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"
)

// What a caller may want to tell apart from other failures.
var (
	// ErrClosed is the error of what is asked after Close, or while it ends gopls.
	ErrClosed = errors.New("the language server is closed")
	// ErrSuperseded is the error of a completion when a newer one is asked for.
	ErrSuperseded = errors.New("a newer completion was asked for")
	// ErrUnstable wraps the last failure of a gopls that keeps ending.
	ErrUnstable = errors.New("gopls keeps ending, it is left alone for a minute")
)

// Options says where gopls is and what it sees.
type Options struct {
	// Command makes the process, which the package starts and kills, with its
	// group when it leads one (see lineage.Attributes). The environment, the
	// death signal and the niceness are the caller's.
	Command func() *exec.Cmd
	// Dir is the folder of the cells' go.mod, gopls's workspace.
	Dir string
	// Hide lists import paths that are not proposed, nor those below them.
	Hide []string
}

// A Server answers questions about cells. Its methods may be called at the
// same time.
type Server struct {
	options    Options
	farewell   time.Duration // how long gopls may take to end when asked to
	background sync.WaitGroup

	mu        sync.Mutex
	closed    bool
	session   *session // the last gopls, dead or alive
	starts    starts
	asked     bool                    // something, of this gopls
	supersede context.CancelCauseFunc // ends the last completion
}

// New makes a server and starts nothing.
func New(o Options) *Server { return &Server{options: o, farewell: farewell} }

// Warm starts gopls, if it is not running, and has it read what a first
// completion needs, in the background: 0.8 s of processor time.
func (s *Server) Warm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	session, err := s.current()
	if err != nil || s.asked {
		return // what is asked next says why not, or is what warms
	}
	s.asked = true
	ctx, stop := s.newest(context.Background())
	s.background.Go(func() {
		defer stop()
		d := Document{Cell: "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tf\n}\n", Line: 5, Column: 2}
		_ = session.ask(ctx, d, methodCompletion, new(completionList))
	})
}

// Close ends gopls, and returns when nothing is left of it.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	session := s.session
	if s.supersede != nil {
		s.supersede(ErrClosed) // gopls ends sooner
	}
	s.mu.Unlock()
	if session != nil {
		session.close(s.farewell)
	}
	s.background.Wait()
}

// methodCompletion is the one whose requests end one another.
const methodCompletion = "textDocument/completion"

// ask asks gopls about the document, and starts it if need be.
func (s *Server) ask(ctx context.Context, d Document, method string, result any) error {
	stop := func() {}
	s.mu.Lock()
	session, err := s.current()
	s.asked = true
	if method == methodCompletion {
		ctx, stop = s.newest(ctx)
	}
	s.mu.Unlock()
	defer stop()
	if err != nil {
		return err
	}
	return session.ask(ctx, d, method, result)
}

// current is the gopls that runs, or a new one. The caller holds the lock.
func (s *Server) current() (*session, error) {
	switch {
	case s.closed:
		return nil, ErrClosed
	case s.session != nil && !s.session.over():
		return s.session, nil
	case !s.starts.allow(time.Now()):
		return nil, fmt.Errorf("%w: %w", ErrUnstable, s.session.err)
	}
	s.session, s.asked = startSession(s.options), false
	return s.session, nil
}

// newest ends the last completion, and gives the next one its context. The
// caller holds the lock.
func (s *Server) newest(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.supersede != nil {
		s.supersede(ErrSuperseded)
	}
	ctx, s.supersede = context.WithCancelCause(ctx)
	cancel := s.supersede
	return ctx, func() { cancel(context.Canceled) }
}

// maxStarts is how often gopls may be started within a minute.
const maxStarts = 4

// starts are the times of the last ones.
type starts []time.Time

// allow reports whether gopls may be started once more, and counts it.
func (s *starts) allow(now time.Time) bool {
	recent := (*s)[:0]
	for _, t := range *s {
		if now.Sub(t) < time.Minute {
			recent = append(recent, t)
		}
	}
	*s = recent
	if len(recent) == maxStarts {
		return false
	}
	*s = append(recent, now)
	return true
}
