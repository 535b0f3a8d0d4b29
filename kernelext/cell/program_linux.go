package cell

import (
	"os"
	"strconv"
	"syscall"
)

// attributes puts the program in a group of its own, and ends it with us.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// yieldMemoryFirst has the system choose the cell, before Jupyter, when
// memory runs out.
func yieldMemoryFirst(pid int) {
	// Where it is not allowed, the system chooses by size.
	_ = os.WriteFile("/proc/"+strconv.Itoa(pid)+"/oom_score_adj", []byte("1000"), 0)
}
