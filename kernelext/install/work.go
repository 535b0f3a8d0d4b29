package install

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
)

// work is one step being done: its log file and what the user sees of it.
type work struct {
	layout   Layout
	title    string
	progress Progress
	log      *os.File

	mu   sync.Mutex
	line []byte       // the line being written
	tail bytes.Buffer // the last lines, to find the cause of a failure in
}

// tailSize is how much of a step's last output is kept in memory.
const tailSize = 16 << 10

func newWork(l Layout, s step, progress Progress) (*work, error) {
	if err := os.MkdirAll(l.Logs(), 0o755); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(l.Logs(), "install-"+s.name+".log"))
	if err != nil {
		return nil, err
	}
	return &work{layout: l, title: s.title, progress: progress, log: log}, nil
}

func (w *work) close() error { return w.log.Close() }

// Write takes what a program of the step says.
func (w *work) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if over := w.tail.Len() + len(p) - tailSize; over > 0 {
		w.tail.Next(over)
	}
	w.tail.Write(p)
	w.line = append(w.line, p...)
	if end := bytes.LastIndexByte(w.line, '\n'); end >= 0 {
		done := w.line[:end]
		last := done[bytes.LastIndexByte(done, '\n')+1:]
		w.progress.Detail(w.title, strings.TrimSpace(string(last)))
		w.line = append(w.line[:0], w.line[end+1:]...)
	}
	return w.log.Write(p)
}

// said is the end of what the step's programs said.
func (w *work) said() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tail.String()
}

// run runs one program of the step to its end.
func (w *work) run(ctx context.Context, dir string, environ []string, name string, args ...string) error {
	const grace = 2 * time.Second
	cmd := lineage.Command(ctx, grace, syscall.SIGKILL, name, args...)
	cmd.Dir, cmd.Env = dir, environ
	cmd.Stdout, cmd.Stderr = w, w
	return lineage.Run(ctx, cmd)
}

// aside is an empty folder for unfinished work, and the function that removes
// it.
func (w *work) aside(name string) (string, func(), error) {
	dir, err := os.MkdirTemp(w.layout.Tmp(), name+"-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// publish moves programs from dir to the folder of programs, one rename each:
// whoever starts one gets the old or the new, whole.
func (w *work) publish(dir string, names ...string) error {
	if err := os.MkdirAll(w.layout.Bin(), 0o755); err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, os.Rename(filepath.Join(dir, name), filepath.Join(w.layout.Bin(), name)))
	}
	return errors.Join(errs...)
}

// link makes path a symbolic link to target, replacing what was there at once.
func (w *work) link(target, path string) error {
	dir, remove, err := w.aside("link")
	if err != nil {
		return err
	}
	defer remove()
	aside := filepath.Join(dir, "link")
	if err := os.Symlink(target, aside); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.Rename(aside, path)
}
