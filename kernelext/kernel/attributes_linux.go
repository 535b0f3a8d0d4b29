package kernel

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// gonbAttributes puts GoNB in a group of its own, and ends it with the thread
// that starts it.
func gonbAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// endWithParent ends this process, and the one that takes its place, with the
// one that started it.
func endWithParent() {
	_ = unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0, 0, 0)
}
