//go:build !linux

package cell

import (
	"os"
	"syscall"
)

// attributes puts the program in a group of its own.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

// awaitEmpty does nothing: what was printed just before a figure may follow it.
func awaitEmpty(*os.File) {}

// yieldMemoryFirst does nothing: this system offers no such choice.
func yieldMemoryFirst(int) {}
