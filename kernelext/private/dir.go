// Package private is the private folder of one kernel: every file that the
// kernel, GoNB, Go's tools and the cells make is in it, and the kernel's
// processes tell each other through it which cell runs, that it is to stop,
// and how it ended.
package private

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// prefix begins the name of every private folder; the number of the kernel's
// process follows.
const prefix = "cahiers-"

// unlocked begins the name of a private folder that is not locked yet.
const unlocked = prefix + "new-"

// The folders in a private folder.
const (
	LogDir  = "log"  // GoNB's logs
	PathDir = "path" // comes first in the PATH of GoNB
)

// A Dir is a private folder that exists, for its owner alone (mode 0700). It is
// locked as long as the kernel or its warden lives.
type Dir struct {
	Path string
	Lock *os.File
}

// Make makes a private folder in the temporary folder.
func Make() (*Dir, error) {
	// Under a name that Sweep leaves alone until the folder is locked.
	made, err := os.MkdirTemp("", unlocked)
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	lock, err := lockDir(made)
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", made, err)
	}
	// Short, because sockets are in it, and a socket's path has 104 bytes at
	// most on some systems.
	parent, name := filepath.Split(made)
	path := filepath.Join(parent, prefix+strconv.Itoa(os.Getpid())+"-"+strings.TrimPrefix(name, unlocked))
	if err := os.Rename(made, path); err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	// Without symbolic links, as the programs that run in it see it.
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	for _, dir := range []string{LogDir, PathDir} {
		if err := os.Mkdir(filepath.Join(path, dir), 0o700); err != nil {
			return nil, fmt.Errorf("making a temporary folder: %w", err)
		}
	}
	return &Dir{Path: path, Lock: lock}, nil
}

// Remove removes what the warden did not.
func (d *Dir) Remove() {
	_ = os.RemoveAll(d.Path)
	_ = d.Lock.Close()
}

// Sweep removes the folders of kernels that were killed together with their
// wardens. What it may not remove belongs to someone else.
func Sweep() {
	paths, err := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*"))
	if err != nil {
		return
	}
	for _, path := range paths {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), prefix), "-")
		if _, err := strconv.Atoi(pid); err != nil {
			continue
		}
		if lock, err := lockDir(path); err == nil {
			_ = os.RemoveAll(path)
			_ = lock.Close()
		}
	}
}

// lockDir locks a folder until its descriptor, and those inherited from it,
// are closed, or fails at once. Unlike the number in its name, a lock cannot
// be mistaken for that of another process, be it in another container.
func lockDir(path string) (*os.File, error) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = dir.Close()
		return nil, err
	}
	return dir, nil
}
