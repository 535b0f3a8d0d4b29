//go:build !linux

package cell

import "syscall"

// attributes puts the program in a group of its own.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

// yieldMemoryFirst does nothing: this system offers no such choice.
func yieldMemoryFirst(int) {}
