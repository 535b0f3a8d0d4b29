//go:build !linux

package lineage

import "syscall"

// Attributes are those of a child that leads a process group of its own. This
// system has no signal for a parent's death: the child outlives us when we are
// killed by SIGKILL, and only then.
func Attributes(syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
