package cell

import (
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

const (
	pipeVar     = protocol.GONB_PIPE_ENV
	pipeBackVar = protocol.GONB_PIPE_BACK_ENV
)

// ackTime bounds the wait for GoNB to have published what it was sent.
const ackTime = 10 * time.Second

// A page is the place where GoNB shows what a cell displays. Its pipes are
// opened when first used: most cells display nothing.
type page struct {
	out, back string // paths of GoNB's pipes, empty without GoNB

	mu      sync.Mutex
	err     error // of the first use, kept: GoNB reads one stream and no more
	encoder *gob.Encoder
	acks    map[int]func() // what to do when GoNB has come to a sync request
	syncs   int            // requests made

	// values receives what the page says to the learner's widgets. It is set
	// before the first use.
	values func(protocol.CommValue)
}

func newPage(out, back string) *page {
	gob.Register(map[string]any{})
	gob.Register([]any{})
	return &page{out: out, back: back, acks: map[int]func(){}}
}

// exists reports whether there is a page at all.
func (p *page) exists() bool { return p.out != "" && p.back != "" }

// send hands data to GoNB. It returns before GoNB has read it: see sync.
func (p *page) send(data *protocol.DisplayData) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.encode(data)
}

// sendSync asks GoNB to acknowledge all that was sent before, then calls done.
func (p *page) sendSync(done func()) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.syncs++
	p.acks[p.syncs] = done
	return p.encode(&protocol.DisplayData{Data: map[protocol.MIMEType]any{
		protocol.MIMECommValue: protocol.CommValue{Address: protocol.GonbuiSyncAddress, Value: p.syncs},
	}})
}

// sync returns when GoNB has published all that was sent before.
func (p *page) sync() error {
	done := make(chan struct{})
	if err := p.sendSync(func() { close(done) }); err != nil {
		return err
	}
	select {
	case <-done:
		return nil
	case <-time.After(ackTime):
		return errors.New(noAnswer)
	}
}

// flush waits for GoNB to have published everything, if there was anything:
// it stops reading when the cell ends.
func (p *page) flush() {
	p.mu.Lock()
	used := p.encoder != nil
	p.mu.Unlock()
	if used {
		_ = p.sync() // the program has ended: there is nobody to tell
	}
}

// encode is called with mu held.
func (p *page) encode(data *protocol.DisplayData) error {
	if p.encoder == nil && p.err == nil {
		p.err = p.open()
	}
	if p.err != nil {
		return p.err
	}
	if err := p.encoder.Encode(data); err != nil {
		return fmt.Errorf("writing to GoNB: %w", err)
	}
	return nil
}

// open waits for GoNB, which opens its ends in the same order.
func (p *page) open() error {
	out, err := os.OpenFile(p.out, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("opening GoNB's pipe: %w", err)
	}
	back, err := os.Open(p.back)
	if err != nil {
		_ = out.Close()
		return fmt.Errorf("opening GoNB's pipe: %w", err)
	}
	p.encoder = gob.NewEncoder(out)
	go p.listen(gob.NewDecoder(back))
	return nil
}

// listen handles what GoNB says until it closes its end.
func (p *page) listen(decoder *gob.Decoder) {
	for {
		var value protocol.CommValue
		if decoder.Decode(&value) != nil {
			return
		}
		if value.Address != protocol.GonbuiSyncAckAddress {
			p.values(value)
			continue
		}
		id, _ := value.Value.(int)
		p.mu.Lock()
		done := p.acks[id]
		delete(p.acks, id)
		p.mu.Unlock()
		if done != nil {
			done()
		}
	}
}
