package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// maxQueue is how many bytes may wait for gopls to read them. One that lets
// more than this pile up answers nothing either.
const maxQueue = 16 << 20

// A conn speaks JSON-RPC with a process. Nothing that is sent blocks; it ends
// with the first error, or when it is told to.
type conn struct {
	done chan struct{} // closed at the end
	wake chan struct{} // tells the writer that something has changed

	mu      sync.Mutex
	err     error  // why it ended
	queue   []byte // what the writer has not taken yet
	hangUp  bool   // close the process's input once all is written
	last    int64  // number of the last call
	waiting map[int64]chan<- reply
}

// A notification is a message that has no answer.
type notification struct {
	method string
	params any
}

// A reply is the answer to a call.
type reply struct {
	Result json.RawMessage
	Error  *replyError
}

// A replyError is the refusal of a call.
type replyError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *replyError) Error() string { return fmt.Sprintf("%s (code %d)", e.Message, e.Code) }

// methodNotFound is the code of a request that its receiver does not know.
const methodNotFound = -32601

func newConn() *conn {
	return &conn{done: make(chan struct{}), wake: make(chan struct{}, 1), waiting: map[int64]chan<- reply{}}
}

// end ends the connection, unless it has ended already.
func (c *conn) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = err
		close(c.done)
	}
}

// A call waits for its answer.
type call struct {
	conn   *conn
	id     int64
	answer <-chan reply
}

// call sends the notifications, then the request, with nothing in between.
func (c *conn) call(before []notification, method string, params any) (*call, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	k := &call{conn: c, id: c.last}
	messages := make([]map[string]any, 0, len(before)+1)
	for _, n := range before {
		messages = append(messages, map[string]any{"method": n.method, "params": n.params})
	}
	messages = append(messages, map[string]any{"id": k.id, "method": method, "params": params})
	if err := c.send(messages...); err != nil {
		return nil, err
	}
	answer := make(chan reply, 1)
	k.answer, c.waiting[k.id] = answer, answer
	return k, nil
}

// wait reads the answer into result. When ctx ends first, gopls is told that
// nobody waits any more.
func (k *call) wait(ctx context.Context, result any) error {
	select {
	case r := <-k.answer:
		if r.Error != nil {
			return r.Error
		}
		if err := json.Unmarshal(r.Result, result); err != nil {
			return fmt.Errorf("reading an answer: %w", err)
		}
		return nil
	case <-ctx.Done():
		k.cancel()
		return context.Cause(ctx)
	case <-k.conn.done:
		return k.conn.err
	}
}

func (k *call) cancel() {
	k.conn.mu.Lock()
	defer k.conn.mu.Unlock()
	if _, there := k.conn.waiting[k.id]; !there {
		return // answered in between
	}
	delete(k.conn.waiting, k.id)
	_ = k.conn.send(map[string]any{"method": "$/cancelRequest", "params": map[string]any{"id": k.id}})
}

// notify sends a notification. What cannot be sent ends the connection.
func (c *conn) notify(method string, params any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.send(map[string]any{"method": method, "params": params})
}

// send queues messages. The caller holds the lock.
func (c *conn) send(messages ...map[string]any) error {
	if c.err != nil {
		return c.err
	}
	queue := c.queue
	for _, m := range messages {
		m["jsonrpc"] = "2.0"
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("writing a message: %w", err)
		}
		queue = appendFrame(queue, body)
	}
	if len(queue) > maxQueue {
		c.err = errors.New("gopls does not read what it is sent")
		close(c.done)
		return c.err
	}
	c.queue = queue
	c.rouse()
	return nil
}

func (c *conn) rouse() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// closeInput closes the process's input once all that is queued is written.
func (c *conn) closeInput() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hangUp = true
	c.rouse()
}

// write writes what is queued, until the end.
func (c *conn) write(w io.WriteCloser) {
	defer func() { _ = w.Close() }()
	for {
		select {
		case <-c.wake:
		case <-c.done:
			return
		}
		c.mu.Lock()
		batch, hangUp := c.queue, c.hangUp
		c.queue = nil
		c.mu.Unlock()
		if _, err := w.Write(batch); err != nil {
			c.end(fmt.Errorf("writing to gopls: %w", err))
			return
		}
		if hangUp {
			return
		}
	}
}

// read hands out what the process says, until the end.
func (c *conn) read(r io.Reader) {
	buffered := bufio.NewReader(r)
	for {
		body, err := readFrame(buffered)
		if err == nil {
			err = c.receive(body)
		}
		if err != nil {
			c.end(fmt.Errorf("reading what gopls says: %w", err))
			return
		}
	}
}

// receive handles one message.
func (c *conn) receive(body []byte) error {
	var m struct {
		ID     json.RawMessage
		Method string
		Params json.RawMessage
		reply
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return fmt.Errorf("a message that is not JSON-RPC: %w", err)
	}
	hasID := len(m.ID) > 0 && !slices.Equal(m.ID, []byte("null"))
	switch {
	case m.Method != "" && hasID:
		c.serve(m.ID, m.Method, m.Params)
	case m.Method == "" && hasID:
		var id int64
		if err := json.Unmarshal(m.ID, &id); err != nil {
			return fmt.Errorf("an answer to an unknown call: %w", err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if answer, waits := c.waiting[id]; waits {
			delete(c.waiting, id)
			answer <- m.reply // has room for one
		}
	}
	return nil // a notification says nothing that a learner could use
}

// serve answers a request of gopls.
func (c *conn) serve(id json.RawMessage, method string, params json.RawMessage) {
	answer := map[string]any{"id": id}
	if result, known := answerTo(method, params); known {
		answer["result"] = result
	} else {
		answer["error"] = replyError{Code: methodNotFound, Message: "not supported: " + method}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.send(answer)
}
