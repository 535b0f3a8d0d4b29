package kernel

import "syscall"

// gonbAttributes puts GoNB in a group of its own, and ends it with the thread
// that starts it.
func gonbAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
