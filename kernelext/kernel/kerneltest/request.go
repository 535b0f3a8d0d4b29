package kerneltest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/go-zeromq/zmq4"

	"cahiers/kernelext/wire"
)

// A Request is one that was sent, whose messages are coming.
type Request struct {
	ID       string
	Sent     time.Time
	Messages <-chan Message // every message that belongs to it, on all channels, in order on each
	kernel   *Kernel
}

// Close forgets the request: its later messages are dropped.
func (r *Request) Close() {
	r.kernel.mu.Lock()
	defer r.kernel.mu.Unlock()
	delete(r.kernel.waiting, r.ID)
}

// Request sends a message on a channel.
func (k *Kernel) Request(channel, kind string, content map[string]any) (*Request, error) {
	m, err := wire.New(wire.NewHeader(kind, k.session, "test"), nil, content)
	if err != nil {
		return nil, err
	}
	k.key.Sign(&m)
	messages := make(chan Message, 1<<16) // the kernel never waits for a test
	k.mu.Lock()
	lost := k.lost
	k.waiting[m.Header.ID] = messages
	k.mu.Unlock()
	if lost != nil {
		return nil, lost
	}
	sent := time.Now()
	if err := k.sockets[channel].SendMulti(zmq4.NewMsgFrom(m.Frames()...)); err != nil {
		return nil, fmt.Errorf("sending a %s: %w", kind, err)
	}
	return &Request{ID: m.Header.ID, Sent: sent, Messages: messages, kernel: k}, nil
}

// Next returns the first message that fits, dropping those before.
func (r *Request) Next(ctx context.Context, fits func(Message) bool) (Message, error) {
	for {
		select {
		case m := <-r.Messages:
			if fits(m) {
				return m, nil
			}
		case <-r.kernel.exited:
			return Message{}, fmt.Errorf("waiting for a message: the kernel ended: %v", r.kernel.Cmd.ProcessState)
		case <-ctx.Done():
			return Message{}, fmt.Errorf("waiting for a message: %w", context.Cause(ctx))
		}
	}
}

// A Cell is what a cell did, from its request to the kernel being idle again.
type Cell struct {
	Reply    Message       // the execute_reply
	Messages []Message     // what came on iopub, in order
	Took     time.Duration // from request to idle
}

// Execute runs a cell to its end.
func (k *Kernel) Execute(ctx context.Context, code string) (Cell, error) {
	request, err := k.Begin(code)
	if err != nil {
		return Cell{}, err
	}
	return request.Finish(ctx)
}

// Begin starts a cell.
func (k *Kernel) Begin(code string) (*Request, error) {
	return k.Request("shell", "execute_request", map[string]any{
		"code": code, "silent": false, "store_history": true,
		"user_expressions": map[string]any{}, "allow_stdin": true, "stop_on_error": true,
	})
}

// Finish collects what is left of a cell.
func (r *Request) Finish(ctx context.Context) (Cell, error) {
	return r.Watch(ctx, func(Message) {})
}

// Watch is Finish, and shows each message as it comes.
func (r *Request) Watch(ctx context.Context, see func(Message)) (Cell, error) {
	defer r.Close()
	var c Cell
	replied, idle := false, false
	for !replied || !idle {
		m, err := r.Next(ctx, func(Message) bool { return true })
		if err != nil {
			return c, err
		}
		see(m)
		switch m.Channel {
		case "shell":
			c.Reply, replied = m, true
		case "iopub":
			c.Messages = append(c.Messages, m)
			if m.Header.Type == "status" && m.Text("execution_state") == "idle" {
				idle = true
				c.Took = m.At.Sub(r.Sent)
			}
		}
	}
	return c, nil
}

// OK reports whether the cell ended well.
func (c Cell) OK() bool { return c.Reply.Text("status") == "ok" }

// Stream is all that came on one stream, "stdout" or "stderr".
func (c Cell) Stream(name string) string {
	var b strings.Builder
	for _, m := range c.Messages {
		if m.Header.Type == "stream" && m.Text("name") == name {
			b.WriteString(m.Text("text"))
		}
	}
	return b.String()
}

// OfType lists the messages of one type, in order.
func (c Cell) OfType(kind string) []Message {
	var found []Message
	for _, m := range c.Messages {
		if m.Header.Type == kind {
			found = append(found, m)
		}
	}
	return found
}

// Interrupt asks the kernel to interrupt its cell, and waits for its answer,
// on whatever channel it comes: GoNB mistakes shell for control.
func (k *Kernel) Interrupt(ctx context.Context) error {
	request, err := k.Request("control", "interrupt_request", map[string]any{})
	if err != nil {
		return err
	}
	defer request.Close()
	_, err = request.Next(ctx, func(m Message) bool { return m.Header.Type == "interrupt_reply" })
	return err
}

// Shutdown asks the kernel to end, and waits until its process has.
func (k *Kernel) Shutdown(ctx context.Context) error {
	if _, err := k.Request("control", "shutdown_request", map[string]any{"restart": false}); err != nil {
		return err
	}
	select {
	case <-k.exited:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for the kernel to end: %w", context.Cause(ctx))
	}
}

// Input answers an input_request.
func (k *Kernel) Input(value string) error {
	request, err := k.Request("stdin", "input_reply", map[string]any{"value": value, "status": "ok"})
	if err != nil {
		return err
	}
	request.Close()
	return nil
}
