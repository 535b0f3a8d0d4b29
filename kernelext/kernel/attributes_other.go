//go:build !linux

package kernel

import "syscall"

// gonbAttributes puts GoNB in a group of its own.
func gonbAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

// endWithParent does nothing: this system has no such signal.
func endWithParent() {}
