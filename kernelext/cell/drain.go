package cell

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// A drain reads a pipe until the program at the other end has ended, whoever
// else holds the pipe open: after end, it reads what is left and stops.
//
// It does not embed the file, whose WriteTo would let io.Copy pass it by.
type drain struct{ file *os.File }

// end makes Read return io.EOF once the pipe is empty.
func (d drain) end() {
	_ = d.file.SetReadDeadline(time.Unix(1, 0))
}

func (d drain) Read(buffer []byte) (int, error) {
	n, err := d.file.Read(buffer)
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		return n, err
	}
	return d.readLeft(buffer)
}

// readLeft reads without waiting, which the file's own Read does not after a
// deadline.
func (d drain) readLeft(buffer []byte) (n int, err error) {
	conn, err := d.file.SyscallConn()
	if err != nil {
		return 0, err
	}
	var failed error
	err = conn.Control(func(fd uintptr) { n, failed = syscall.Read(int(fd), buffer) })
	if err != nil {
		return 0, err
	}
	if failed != nil || n <= 0 { // EAGAIN: empty
		return 0, io.EOF
	}
	return n, nil
}
