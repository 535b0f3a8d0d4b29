package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	// maxFrame is the size of the largest message that is read: a hundred times
	// that of a long list of completions.
	maxFrame = 16 << 20
	// maxHeaders is how many header lines may precede a message; gopls writes
	// one, the protocol knows two.
	maxHeaders = 8
)

// readFrame reads one message. It returns io.EOF only between two messages.
func readFrame(r *bufio.Reader) ([]byte, error) {
	size := -1
	for range maxHeaders {
		line, err := r.ReadSlice('\n') // bounded by the reader's buffer
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0 && size < 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, fmt.Errorf("reading a header: %w", err)
		}
		header := strings.TrimRight(string(line), "\r\n")
		if header == "" {
			if size < 0 {
				return nil, errors.New("a message without Content-Length")
			}
			body := make([]byte, size)
			if _, err := io.ReadFull(r, body); err != nil {
				return nil, fmt.Errorf("reading a message of %d bytes: %w", size, io.ErrUnexpectedEOF)
			}
			return body, nil
		}
		name, value, _ := strings.Cut(header, ":")
		if !strings.EqualFold(name, "Content-Length") {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 64)
		if err != nil || n > maxFrame {
			return nil, fmt.Errorf("a message of %q bytes", value)
		}
		size = int(n)
	}
	return nil, errors.New("a message with too many headers")
}

// appendFrame appends one message to those that wait to be written.
func appendFrame(queue, body []byte) []byte {
	queue = fmt.Appendf(queue, "Content-Length: %d\r\n\r\n", len(body))
	return append(queue, body...)
}
