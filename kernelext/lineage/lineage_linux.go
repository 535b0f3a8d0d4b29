package lineage

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Adopt makes the calling process the parent of those of its descendants
// whose own parent dies, so that none escapes KillDescendants.
func Adopt() error {
	return unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
}

// descendants lists the processes that descend from the calling one.
func descendants() []int {
	proc, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer proc.Close()
	names, err := proc.Readdirnames(-1)
	if err != nil {
		return nil
	}
	parents := make(map[int]int, len(names))
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if stat, err := os.ReadFile("/proc/" + name + "/stat"); err == nil {
			parents[pid] = parentIn(stat)
		}
	}
	return under(os.Getpid(), parents)
}

// parentIn reads the parent's number in a line of /proc/PID/stat, where the
// program's name stands between parentheses and may hold anything.
func parentIn(stat []byte) int {
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 2 {
		return 0
	}
	parent, _ := strconv.Atoi(string(fields[1])) // no process has the number 0
	return parent
}

// ParentGone returns a channel that closes when the process that started the
// calling one is gone.
//
// It watches the process, where a parent-death signal would watch the thread
// that forked: a server that starts kernels from short-lived threads would
// kill them. Without pidfd (Linux before 5.3, some sandboxes) it polls.
func ParentGone() <-chan struct{} {
	parent := os.Getppid()
	if parent == 0 { // in another PID namespace: nobody to watch
		return make(chan struct{})
	}
	fd, err := unix.PidfdOpen(parent, unix.PIDFD_NONBLOCK)
	if err != nil {
		return pollParent(parent)
	}
	file := os.NewFile(uintptr(fd), "pidfd")
	conn, err := file.SyscallConn()
	if err != nil || os.Getppid() != parent {
		_ = file.Close()
		return pollParent(parent)
	}
	gone := make(chan struct{})
	go func() {
		defer file.Close()
		err := conn.Read(func(fd uintptr) bool {
			poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
			n, err := unix.Poll(poll, 0)
			return n == 1 || (err != nil && err != unix.EINTR)
		})
		if err != nil {
			<-pollParent(parent)
		}
		close(gone)
	}()
	return gone
}
