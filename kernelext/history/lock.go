package history

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// patience is how long to wait for another kernel that writes: no cell waits
// longer for a kernel that is stopped.
const patience = 2 * time.Second

// lock opens the file at path, or makes it, and keeps other kernels from it
// until it is closed.
//
// The lock is that of the file and not of its name: after one that shrinks,
// the name is that of another file, which then has to be locked.
func lock(path string) (*os.File, error) {
	for deadline := time.Now().Add(patience); ; {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
		if err != nil {
			return nil, fmt.Errorf("opening the history: %w", err)
		}
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			if named(file, path) {
				return file, nil
			}
			err = syscall.EWOULDBLOCK
		}
		_ = file.Close()
		if again := errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR); !again || time.Now().After(deadline) {
			return nil, fmt.Errorf("locking the history: %w", err)
		}
		time.Sleep(time.Millisecond)
	}
}

// named reports whether path still is the name of an open file.
func named(file *os.File, path string) bool {
	have, err := file.Stat()
	if err != nil {
		return false
	}
	want, err := os.Stat(path)
	return err == nil && os.SameFile(have, want)
}
