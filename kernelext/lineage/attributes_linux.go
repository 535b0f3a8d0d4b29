package lineage

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// Attributes are those of a child that leads a process group of its own, which
// no signal meant for ours reaches, and that receives onDeath when the thread
// that starts it ends: lock it with runtime.LockOSThread.
func Attributes(onDeath syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: onDeath}
}

// EndWithParent ends the calling process, and whatever program takes its place
// by exec, with the thread that started it.
func EndWithParent() {
	_ = unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0, 0, 0)
}
