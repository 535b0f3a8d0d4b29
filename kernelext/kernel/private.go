package kernel

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// privatePrefix begins the name of every private folder; the number of the
// kernel's process follows.
const privatePrefix = "cahiers-"

// logDir is the folder of GoNB's logs in the private folder.
const logDir = "log"

// A privateDir holds every file of one kernel, its own and those that GoNB,
// Go's tools and the cells make in the temporary folder. It is locked as long
// as the kernel or its warden lives.
type privateDir struct {
	path string
	lock *os.File
}

func makePrivate() (*privateDir, error) {
	// Short, because gopls has a socket in it, and a socket's path has 104
	// bytes at most on some systems.
	path, err := os.MkdirTemp("", privatePrefix+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	// Without symbolic links, as the programs that run in it see it.
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	lock, err := lockDir(path)
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	for _, dir := range []string{logDir, pathDir} {
		if err := os.Mkdir(filepath.Join(path, dir), 0o700); err != nil {
			return nil, fmt.Errorf("making a temporary folder: %w", err)
		}
	}
	return &privateDir{path: path, lock: lock}, nil
}

// remove removes what the warden did not.
func (p *privateDir) remove() {
	_ = os.RemoveAll(p.path)
	_ = p.lock.Close()
}

// sweepPrivate removes the folders of kernels that were killed together with
// their wardens. What it may not remove belongs to someone else.
func sweepPrivate() {
	paths, err := filepath.Glob(filepath.Join(os.TempDir(), privatePrefix+"*"))
	if err != nil {
		return
	}
	for _, path := range paths {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), privatePrefix), "-")
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
