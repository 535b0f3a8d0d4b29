package lineage

import (
	"bytes"
	"errors"
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

// await returns when a process has ended, or an error where that cannot be
// waited for: without pidfd (Linux before 5.3, some sandboxes).
func await(pid int) error {
	fd, err := unix.PidfdOpen(pid, unix.PIDFD_NONBLOCK)
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	if err != nil {
		return err
	}
	file := os.NewFile(uintptr(fd), "pidfd")
	defer file.Close()
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = conn.Read(func(fd uintptr) bool {
		var n int
		n, failed = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
		if errors.Is(failed, unix.EINTR) {
			failed = nil
		}
		return n == 1 || failed != nil
	})
	return errors.Join(err, failed)
}
