package show

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"cahiers/helpers/figure"
)

// environment names the variable by which the supervisor says which inherited
// descriptors are its ends and who it is: "write,read,pid".
const environment = "CAHIERS_SHOW"

// A pipe is the supervisor's two inherited descriptors. They are read and
// written by bare system calls: an os.File would register them with the
// runtime's poller, and a program that waits there is no longer seen as
// deadlocked.
type pipe struct {
	write, read int
	pending     []byte // read, and not yet a whole line
}

// connect returns the way to the supervisor that setting describes, or nil
// when this process is not the supervisor's own child: a program that a cell
// starts inherits the variable, but not the right to use it.
func connect(setting string) requester {
	parts := strings.Split(setting, ",")
	if len(parts) != 3 {
		return nil
	}
	var numbers [3]int
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil
		}
		numbers[i] = n
	}
	p := &pipe{write: numbers[0], read: numbers[1]}
	if numbers[2] != os.Getppid() || !p.claim() {
		return nil
	}
	return p
}

// request sends r and waits for the answer that bears its id.
func (p *pipe) request(r figure.Request) (figure.Answer, error) {
	line, err := r.Line()
	if err != nil {
		return figure.Answer{}, err
	}
	if err := p.send(line); err != nil {
		return figure.Answer{}, fmt.Errorf("%w: %w", errLost, err)
	}
	for {
		line, err := p.receive()
		if err != nil {
			return figure.Answer{}, fmt.Errorf("%w: %w", errLost, err)
		}
		answer, err := figure.ParseAnswer(line)
		if err != nil {
			return answer, err
		}
		if answer.ID == r.ID {
			return answer, nil
		}
	}
}

// send writes all of data, however little each call takes.
func (p *pipe) send(data []byte) error {
	for len(data) > 0 {
		n, err := p.writeSome(data)
		if err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// receive returns the next line, without its newline.
func (p *pipe) receive() ([]byte, error) {
	for {
		if line, rest, found := bytes.Cut(p.pending, []byte{'\n'}); found {
			p.pending = rest
			return line, nil
		}
		buffer := make([]byte, 512)
		n, err := p.readSome(buffer)
		if err != nil {
			return nil, err
		}
		p.pending = append(p.pending, buffer[:n]...)
	}
}
