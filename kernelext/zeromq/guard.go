package zeromq

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
)

// greeting is the size of what a peer says before its first frame.
const greeting = 64

// bufferSize is that of the read buffer of a connection: a usual message is
// read at once.
const bufferSize = 16 << 10

// A guard is a connection that refuses messages over a limit before memory is
// found for them, and that collects what is written until it is flushed.
type guard struct {
	net.Conn
	reader *bufio.Reader
	limit  uint64 // bytes in a message, its frames together

	// Where reading has come to.
	skip    uint64 // bytes left of the greeting or of a frame's body
	header  []byte // of the frame that begins
	message uint64 // bytes announced so far in this message

	collects bool
	written  []byte
}

func newGuard(conn net.Conn, limit int) *guard {
	return &guard{
		Conn: conn, reader: bufio.NewReaderSize(conn, bufferSize), limit: uint64(limit),
		skip: greeting, header: make([]byte, 0, 9),
	}
}

// Read implements net.Conn. It fails when a message is too long.
func (g *guard) Read(p []byte) (int, error) {
	n, err := g.reader.Read(p)
	if over := g.follow(p[:n]); over != nil {
		return 0, over
	}
	return n, err
}

// follow reads the headers of frames, as ZMTP 3.0 has them: one byte of flags
// (1 more, 2 long, 4 command), then the size in one byte, or in eight.
func (g *guard) follow(p []byte) error {
	for len(p) > 0 {
		if g.skip > 0 {
			n := min(g.skip, uint64(len(p)))
			g.skip, p = g.skip-n, p[n:]
			continue
		}
		g.header, p = append(g.header, p[0]), p[1:]
		flags := g.header[0]
		switch long := flags&2 != 0; {
		case !long && len(g.header) == 2:
			g.skip = uint64(g.header[1])
		case long && len(g.header) == 9:
			g.skip = binary.BigEndian.Uint64(g.header[1:])
		default:
			continue
		}
		if flags&4 != 0 && g.collects {
			return errors.New("a command after the handshake, which ZMTP 3.0 has not")
		}
		// Frames without content count too: there must not be too many.
		if g.skip > g.limit || g.message+g.skip+bytesPerFrame > g.limit {
			return fmt.Errorf("a message of more than %d bytes", g.limit)
		}
		g.message += g.skip + bytesPerFrame
		if flags&1 == 0 {
			g.message = 0
		}
		g.header = g.header[:0]
	}
	return nil
}

// bytesPerFrame is what a frame takes in memory besides its content.
const bytesPerFrame = 24

// Write implements net.Conn.
func (g *guard) Write(p []byte) (int, error) {
	if !g.collects {
		return g.Conn.Write(p)
	}
	g.written = append(g.written, p...)
	return len(p), nil
}

// flush sends what was collected.
func (g *guard) flush() error {
	_, err := g.Conn.Write(g.written)
	if g.written = g.written[:0]; cap(g.written) > maxKept {
		g.written = nil
	}
	return err
}

// maxKept bounds the buffer that a connection keeps between messages, in bytes.
const maxKept = 64 << 10
