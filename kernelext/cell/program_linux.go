package cell

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// awaitEmpty waits a moment for GoNB to read what the program printed before
// its figure, which comes by another way.
func awaitEmpty(stdout *os.File) {
	for range 100 {
		if unread, err := unix.IoctlGetInt(int(stdout.Fd()), unix.TIOCINQ); err != nil || unread == 0 {
			return
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// yieldMemoryFirst has the system choose the cell, before Jupyter, when
// memory runs out.
func yieldMemoryFirst(pid int) {
	// Where it is not allowed, the system chooses by size.
	_ = os.WriteFile("/proc/"+strconv.Itoa(pid)+"/oom_score_adj", []byte("1000"), 0)
}
