package lsp

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// The files that gopls sees, in a folder of the module that is not on the disk.
const (
	packageDir  = "cellule"
	cellName    = "cellule.go"
	earlierName = "avant.go"
)

// A session is one gopls, from its start to its end.
type session struct {
	dir     string
	conn    *conn
	life    context.Context // its end kills gopls
	kill    context.CancelFunc
	closing atomic.Bool
	ready   chan struct{} // closed when gopls takes requests, or never will
	ended   chan struct{} // closed when nothing is left: no process, no goroutine
	err     error         // why it ended, once it has

	mu     sync.Mutex // held to write what belongs together
	files  map[string]*file
	module [2]stamp // go.mod and go.sum when gopls read them
}

// A file is one of ours as gopls last saw it.
type file struct {
	text    string
	version int
}

// A stamp tells one state of a file on the disk from another.
type stamp struct {
	size     int64
	modified time.Time
}

// moduleFiles are those on the disk whose changes gopls must be told of.
var moduleFiles = [...]string{"go.mod", "go.sum"}

// startSession starts a gopls, in the background.
func startSession(o Options) *session {
	s := &session{
		dir: o.Dir, conn: newConn(), ready: make(chan struct{}), ended: make(chan struct{}), files: map[string]*file{},
	}
	s.life, s.kill = context.WithCancel(context.Background())
	s.module = s.stamps()
	go s.run(o)
	return s
}

// run is the life of gopls.
func (s *session) run(o Options) {
	// A parent-death signal belongs to the thread that forks.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(s.ended)

	p, err := startProcess(o.Command())
	if err != nil {
		s.err = fmt.Errorf("starting gopls: %w", err)
		s.conn.end(s.err)
		close(s.ready)
		return
	}
	var running sync.WaitGroup
	running.Go(func() { s.conn.read(p.output) })
	running.Go(func() { s.conn.write(p.input) })
	running.Go(s.greet)
	running.Go(func() {
		<-s.conn.done
		if !s.closing.Load() { // else it may be on its way out
			s.kill()
		}
	})
	unwatch := context.AfterFunc(s.life, p.kill)

	_ = p.cmd.Wait() // its state says more
	s.conn.end(errors.New("it is gone"))
	unwatch()
	p.kill() // what it may have left of its group
	_ = p.output.Close()
	running.Wait()
	if s.closing.Load() {
		s.err = ErrClosed
		return
	}
	s.err = fmt.Errorf("gopls ended (%s): %w: %s", p.cmd.ProcessState, s.conn.err, strings.TrimSpace(p.stderr.String()))
}

// greet tells gopls who we are.
func (s *session) greet() {
	defer close(s.ready)
	folder := s.uri()
	hello, err := s.conn.call(nil, "initialize", map[string]any{
		"processId":             nil, // it ends with its input
		"clientInfo":            map[string]any{"name": "cahiers"},
		"rootUri":               folder,
		"workspaceFolders":      []any{map[string]any{"uri": folder, "name": filepath.Base(s.dir)}},
		"capabilities":          capabilities(),
		"initializationOptions": settings(),
	})
	if err == nil {
		err = hello.wait(s.life, new(struct{}))
	}
	if err != nil {
		s.conn.end(fmt.Errorf("greeting gopls: %w", err))
		return
	}
	s.conn.notify("initialized", struct{}{})
}

// over reports whether the session has ended, without a trace.
func (s *session) over() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// close ends the session, if need be by force once the farewell is over; it
// returns when nothing is left of it.
func (s *session) close(farewell time.Duration) {
	s.closing.Store(true)
	timer := time.AfterFunc(farewell, s.kill)
	defer timer.Stop()
	select {
	case <-s.ready:
		s.bye()
	default: // it has yet to start: nobody to be polite to
		s.kill()
	}
	<-s.ended
}

// bye asks gopls to end.
func (s *session) bye() {
	shutdown, err := s.conn.call(nil, "shutdown", nil)
	if err == nil {
		err = shutdown.wait(s.life, new(struct{}))
	}
	if err != nil {
		s.kill()
		return
	}
	s.conn.notify("exit", nil)
	s.conn.closeInput()
}

// ask asks gopls about the document, once it is ready.
func (s *session) ask(ctx context.Context, d Document, method string, result any) error {
	select {
	case <-s.ready:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	err := s.exchange(ctx, d, method, result)
	if err == nil {
		return nil
	}
	select {
	case <-s.conn.done:
	default:
		return err
	}
	// gopls dies with the connection, if it was not dead before: what it said
	// then is worth the few milliseconds.
	select {
	case <-s.ended:
		return s.err
	case <-ctx.Done():
		return err
	}
}

func (s *session) exchange(ctx context.Context, d Document, method string, result any) error {
	line, err := d.line()
	if err != nil {
		return err
	}
	call, err := s.begin(ctx, d, method, map[string]any{
		"textDocument": map[string]any{"uri": s.uri(packageDir, cellName)},
		"position":     position{Line: d.Line, Character: units(line[:d.Column])},
		// Asked for, not triggered by a letter: within a string too.
		"context": map[string]any{"triggerKind": 1},
	})
	if err != nil {
		return err
	}
	return call.wait(ctx, result)
}

// begin sends what changed since the last request, then this one.
func (s *session) begin(ctx context.Context, d Document, method string, params any) (*call, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // a newer request may have been sent
		return nil, context.Cause(ctx)
	}
	return s.conn.call(s.sync(d), method, params)
}

// sync makes gopls see the document.
func (s *session) sync(d Document) []notification {
	if d.Earlier == "" {
		d.Earlier = "package main\n"
	}
	notes := s.syncModule()
	notes = append(notes, s.syncFile(earlierName, d.Earlier, false)...)
	// Opening a file, or a change on the disk, makes gopls look for mistakes in
	// a while, unless it is told of an edit before.
	return append(notes, s.syncFile(cellName, d.Cell, len(notes) > 0)...)
}

func (s *session) syncFile(name, text string, force bool) []notification {
	uri := s.uri(packageDir, name)
	f, open := s.files[name]
	switch {
	case !open:
		f = &file{text: text, version: 1}
		s.files[name] = f
		notes := []notification{{"textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": uri, "languageId": "go", "version": f.version, "text": text,
		}}}}
		if force {
			notes = append(notes, s.syncFile(name, text, true)...)
		}
		return notes
	case text == f.text && !force:
		return nil
	}
	f.text = text
	f.version++
	return []notification{{"textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": f.version},
		"contentChanges": []any{map[string]any{"text": text}},
	}}}
}

// syncModule tells gopls that a cell has fetched a module.
func (s *session) syncModule() []notification {
	now := s.stamps()
	var changes []any
	for i, name := range moduleFiles {
		if now[i] != s.module[i] {
			const changed = 2
			changes = append(changes, map[string]any{"uri": s.uri(name), "type": changed})
		}
	}
	s.module = now
	if changes == nil {
		return nil
	}
	return []notification{{"workspace/didChangeWatchedFiles", map[string]any{"changes": changes}}}
}

func (s *session) stamps() (stamps [len(moduleFiles)]stamp) {
	for i, name := range moduleFiles {
		if info, err := os.Stat(filepath.Join(s.dir, name)); err == nil {
			stamps[i] = stamp{info.Size(), info.ModTime()}
		}
	}
	return stamps
}

// uri names a file of the module.
func (s *session) uri(elem ...string) string {
	path := filepath.Join(append([]string{s.dir}, elem...)...)
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}
