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

func eachProcess(do func(pid, parent, group int)) {
	proc, err := os.Open("/proc")
	if err != nil {
		return
	}
	defer proc.Close()
	names, err := proc.Readdirnames(-1)
	if err != nil {
		return
	}
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if stat, err := os.ReadFile("/proc/" + name + "/stat"); err == nil {
			parent, group := parentIn(stat)
			do(pid, parent, group)
		}
	}
}

// parentIn reads the numbers of the parent and of the group in a line of
// /proc/PID/stat, where the program's name stands between parentheses and may
// hold anything.
func parentIn(stat []byte) (parent, group int) {
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 3 {
		return 0, 0
	}
	parent, _ = strconv.Atoi(string(fields[1])) // no process has the number 0
	group, _ = strconv.Atoi(string(fields[2]))
	return parent, group
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
