package lineage

import (
	"errors"
	"slices"
	"syscall"
	"time"
)

// KillDescendants ends, with SIGKILL, every process that descends from the
// calling one, and reaps those that are its children. It returns when none is
// left, or after the patience given to a kernel that does not let them go (a
// process stuck in a device driver).
//
// The caller must not wait for a child of its own at the same time. It costs
// one system call when there is nobody to kill.
func KillDescendants(patience time.Duration) {
	if childless() {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			// The youngest first: if we are killed in the middle, those that are left
			// still see to the rest.
			for _, pid := range slices.Backward(descendants()) {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
			// A death gives us the orphans of the dead, which the next round kills.
			if _, err := wait(0); errors.Is(err, syscall.ECHILD) {
				return
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// childless reaps the children that are dead and says whether none is alive.
func childless() bool {
	for {
		pid, err := wait(syscall.WNOHANG)
		if errors.Is(err, syscall.ECHILD) {
			return true
		}
		if pid == 0 {
			return false
		}
	}
}

func wait(options int) (pid int, err error) {
	for {
		pid, err = syscall.Wait4(-1, nil, options, nil)
		if !errors.Is(err, syscall.EINTR) {
			return pid, err
		}
	}
}
