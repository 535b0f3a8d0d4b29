package lineage

import "syscall"

// Attributes are those of a child that leads a process group of its own, which
// no signal meant for ours reaches, and that receives onDeath when the thread
// that starts it ends: lock it with runtime.LockOSThread.
func Attributes(onDeath syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: onDeath}
}
