package cell

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"syscall"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// A learner is the way of what the cell's program displays itself, with
// gonbui: a pair of FIFOs in the place of GoNB's, of which the program knows
// nothing until it opens them.
type learner struct {
	page     *page
	out      drain    // from the program
	back     *os.File // to the program
	replies  chan protocol.CommValue
	finished chan struct{}
}

// keptReplies is how many values a program that does not read them may leave
// waiting; GoNB keeps as many, and drops the rest too.
const keptReplies = 128

// openLearner makes the FIFOs, beside the program. Without a page there is
// nothing to forward, and it makes none.
func openLearner(program string, p *page) (*learner, error) {
	l := &learner{page: p, replies: make(chan protocol.CommValue, keptReplies), finished: make(chan struct{})}
	if !p.exists() {
		return l, nil
	}
	suffix := "." + strconv.Itoa(os.Getpid())
	out, err := openFIFO(program + suffix + ".out")
	if err != nil {
		return nil, err
	}
	l.out = drain{out}
	if l.back, err = openFIFO(program + suffix + ".back"); err != nil {
		l.remove()
		return nil, err
	}
	p.values = l.reply
	return l, nil
}

// openFIFO makes a FIFO and opens it both ways: neither we nor the program
// then waits for the other to open it, and it does not end when the program
// closes it.
func openFIFO(path string) (*os.File, error) {
	remove(path)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		return nil, fmt.Errorf("making the pipe %s: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("opening the pipe %s: %w", path, err)
	}
	return file, nil
}

// announce tells the program, through the environment, where its pipes are.
func (l *learner) announce() {
	if l.page.exists() {
		_ = os.Setenv(pipeVar, l.out.file.Name())
		_ = os.Setenv(pipeBackVar, l.back.Name())
	}
}

// start forwards both ways until finish.
func (l *learner) start() {
	if !l.page.exists() {
		close(l.finished)
		return
	}
	go l.forward()
	go l.answer()
}

// finish returns when all that the program sent, which has ended, is with GoNB.
func (l *learner) finish() {
	if l.page.exists() {
		l.out.end()
	}
	<-l.finished
}

// remove takes the FIFOs away.
func (l *learner) remove() {
	if l.out.file != nil {
		remove(l.out.file.Name())
	}
	if l.back != nil {
		remove(l.back.Name())
	}
}

// forward decodes and encodes again, because one stream of gob has one
// encoder, which names each type once.
func (l *learner) forward() {
	defer close(l.finished)
	decoder := gob.NewDecoder(l.out)
	for {
		var data protocol.DisplayData
		err := decoder.Decode(&data)
		if err == nil {
			err = l.pass(&data)
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return
		default:
			fmt.Fprintln(os.Stderr, displayLost(err))
			// Nothing more can be understood, but the program must not wait
			// for a reader.
			_, _ = io.Copy(io.Discard, l.out)
			return
		}
	}
}

func (l *learner) pass(data *protocol.DisplayData) error {
	value, ok := data.Data[protocol.MIMECommValue].(protocol.CommValue)
	if !ok || value.Address != protocol.GonbuiSyncAddress {
		return l.page.send(data)
	}
	value.Address = protocol.GonbuiSyncAckAddress
	return l.page.sendSync(func() { l.reply(value) })
}

// reply hands a value to the program, or drops it when the program does not
// read what it is sent.
func (l *learner) reply(value protocol.CommValue) {
	select {
	case l.replies <- value:
	default:
	}
}

// answer writes the replies as long as the supervisor lives.
func (l *learner) answer() {
	encoder := gob.NewEncoder(l.back)
	for value := range l.replies {
		if encoder.Encode(value) != nil {
			return
		}
	}
}
