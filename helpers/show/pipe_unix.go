//go:build unix

package show

import (
	"errors"
	"io"
	"syscall"
)

// claim keeps the descriptors to this process, and reports whether they are there.
func (p *pipe) claim() bool {
	var stat syscall.Stat_t
	for _, fd := range []int{p.write, p.read} {
		if syscall.Fstat(fd, &stat) != nil {
			return false
		}
		if syscall.SetNonblock(fd, false) != nil {
			return false
		}
		syscall.CloseOnExec(fd)
	}
	return true
}

func (p *pipe) writeSome(data []byte) (int, error) {
	for {
		n, err := syscall.Write(p.write, data)
		if !errors.Is(err, syscall.EINTR) {
			return n, err
		}
	}
}

func (p *pipe) readSome(buffer []byte) (int, error) {
	for {
		n, err := syscall.Read(p.read, buffer)
		switch {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return 0, err
		case n == 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}
