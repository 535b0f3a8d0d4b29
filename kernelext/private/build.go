package private

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// buildFile holds the number of the process that builds a cell, which locks it
// for as long as it lives: a number that nobody locks is an old one.
const buildFile = "build"

// ErrInterrupted is the error of a build that is not to begin.
var ErrInterrupted = errors.New("interrupted")

// Build makes the calling process the one that builds the current cell, at the
// head of a process group of its own, so that KillBuild finds it with all that
// it starts, until done is called. Outside of a kernel, where dir is "", Build
// does nothing.
func Build(dir string) (done func(), err error) {
	if dir == "" {
		return func() {}, nil
	}
	// The leader of a session cannot change its group, and leads one already.
	if err := syscall.Setpgid(0, 0); err != nil && !errors.Is(err, syscall.EPERM) {
		return nil, fmt.Errorf("making a process group: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(dir, buildFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("announcing a build: %w", err)
	}
	if err := announce(file); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("announcing a build: %w", err)
	}
	done = func() { _ = file.Close() } // and with it the lock, as when we are killed
	if Interrupted(dir) {
		done()
		return nil, ErrInterrupted
	}
	return done, nil
}

func announce(file *os.File) error {
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	return err
}

// KillBuild ends the build under way, if there is one, with all it started.
func KillBuild(dir string) {
	file, err := os.Open(filepath.Join(dir, buildFile))
	if err != nil {
		return
	}
	defer file.Close()
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		return // nobody builds
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return
	}
	if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil && pid > 1 {
		_ = syscall.Kill(-pid, syscall.SIGKILL)
	}
}
