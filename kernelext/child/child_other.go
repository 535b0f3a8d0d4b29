//go:build !linux

package child

import "syscall"

// attributes has no death signal to give here: a program outlives us when we
// are killed by SIGKILL, and only then.
func attributes(syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
