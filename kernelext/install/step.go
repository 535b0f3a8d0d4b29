package install

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A step makes one thing of the installation.
type step struct {
	name   string      // names the stamp, and the step in logs
	title  string      // what the user reads, in French
	inputs []string    // all that the result depends on; a change makes the step run again
	makes  []string    // what must exist for the stamp to be believed
	holds  func() bool // what else must be true for the stamp to be believed; nil when nothing must
	run    func(ctx context.Context, w *work) error
}

// stamp is the hash of the step's inputs.
func (s step) stamp() string {
	h := sha256.New()
	for _, input := range s.inputs {
		fmt.Fprintf(h, "%d:%s", len(input), input)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// isDone reports whether a finished step left its stamp, with these inputs,
// and what it made is still there.
func (s step) isDone(l Layout) bool {
	data, err := os.ReadFile(s.stampFile(l))
	return err == nil && string(data) == s.stamp() && s.made() && (s.holds == nil || s.holds())
}

func (s step) stampFile(l Layout) string { return filepath.Join(l.steps(), s.name) }

// made reports whether all that the step makes exists.
func (s step) made() bool {
	for _, path := range s.makes {
		if !exists(path) {
			return false
		}
	}
	return true
}

// do runs the step unless it is done. The stamp goes before the work begins
// and comes back after it ended, so that work half done never bears one.
func (s step) do(ctx context.Context, l Layout, progress Progress) error {
	if s.isDone(l) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	stamp := s.stampFile(l)
	if err := os.Remove(stamp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	w, err := newWork(l, s, progress)
	if err != nil {
		return err
	}
	started := time.Now()
	progress.Begin(s.title)
	err = errors.Join(s.run(ctx, w), w.close())
	if err == nil {
		err = writeFile(l, stamp, []byte(s.stamp()))
	}
	progress.End(s.title, time.Since(started), err)
	return explain(s, w, err)
}

// hashFile is the hash of a file's content, for a step's inputs.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeFile writes a file whole or not at all.
func writeFile(l Layout, path string, data []byte) error {
	f, err := os.CreateTemp(l.Tmp(), "file-")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // unless renamed
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
