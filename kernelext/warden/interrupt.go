package warden

import (
	"os"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
	"cahiers/kernelext/private"
)

// lastWord is how long the processes of an interrupted cell may take to end:
// more than the supervisor of its program allows (see package cell).
const lastWord = 4 * time.Second

// interrupt stops what the current cell does, whatever that is: a build, its
// program, or the commands of its `!` lines, which share GoNB's group and of
// which GoNB knows only the first. What does not heed SIGINT is killed.
func interrupt(gonb *os.Process, dir string) {
	asked, err := private.InterruptedAt(dir)
	if err != nil {
		return // the cell has ended
	}
	private.KillBuild(dir)
	_ = syscall.Kill(-gonb.Pid, syscall.SIGINT)
	time.AfterFunc(lastWord, func() {
		if still, err := private.InterruptedAt(dir); err != nil || !still.Equal(asked) {
			return
		}
		for _, pid := range lineage.Group(gonb.Pid) {
			if pid != gonb.Pid {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
	})
}
