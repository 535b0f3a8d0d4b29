//go:build !linux

package lineage

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"syscall"
)

// Adopt does nothing here: this system gives orphans to its first process.
// What a dead descendant left behind is then out of reach of KillDescendants.
func Adopt() error { return nil }

func eachProcess(do func(pid, parent, group int)) {
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=,pgid=").Output()
	if err != nil {
		return
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var pid, parent, group int
		if _, err := fmt.Sscan(lines.Text(), &pid, &parent, &group); err == nil {
			do(pid, parent, group)
		}
	}
}

// await returns when a process has ended, which it can only tell of one that
// has already: this system has no descriptor of a process.
func await(pid int) error {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return errors.ErrUnsupported
}
