//go:build !linux

package lineage

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
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

// ParentGone returns a channel that closes when the process that started the
// calling one is gone, at most half a second later.
func ParentGone() <-chan struct{} {
	return pollParent(os.Getppid())
}
