package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A peer is the other end of a connection.
type peer struct {
	t    *testing.T
	conn *conn
	in   *bufio.Reader
	out  *io.PipeWriter
}

// newPeer connects; both goroutines of the connection end with the test.
func newPeer(t *testing.T) *peer {
	t.Helper()
	fromUs, input := io.Pipe()
	output, toUs := io.Pipe()
	p := &peer{t: t, conn: newConn(), in: bufio.NewReader(fromUs), out: toUs}
	ended := make(chan struct{}, 2)
	go func() { p.conn.read(output); ended <- struct{}{} }()
	go func() { p.conn.write(input); ended <- struct{}{} }()
	t.Cleanup(func() {
		p.conn.end(errors.New("the test is over"))
		_, _ = fromUs.Close(), toUs.Close()
		<-ended
		<-ended
	})
	return p
}

func (p *peer) say(message string) {
	p.t.Helper()
	_, err := p.out.Write(appendFrame(nil, []byte(message)))
	require.NoError(p.t, err)
}

func (p *peer) hear(want string) {
	p.t.Helper()
	body, err := readFrame(p.in)
	require.NoError(p.t, err)
	require.JSONEq(p.t, want, string(body))
}

func TestACallFollowsItsNotificationsAndGetsItsAnswer(t *testing.T) {
	p := newPeer(t)
	first, err := p.conn.call([]notification{{"a", 1}, {"b", nil}}, "c", "x")
	require.NoError(t, err)
	second, err := p.conn.call(nil, "d", nil)
	require.NoError(t, err)
	p.hear(`{"jsonrpc": "2.0", "method": "a", "params": 1}`)
	p.hear(`{"jsonrpc": "2.0", "method": "b", "params": null}`)
	p.hear(`{"jsonrpc": "2.0", "id": 1, "method": "c", "params": "x"}`)
	p.hear(`{"jsonrpc": "2.0", "id": 2, "method": "d", "params": null}`)
	p.say(`{"jsonrpc": "2.0", "method": "window/logMessage", "params": {}}`)
	p.say(`{"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "whose?"}}`)
	p.say(`{"jsonrpc": "2.0", "id": 99, "result": 0}`)
	p.say(`{"jsonrpc": "2.0", "id": 2, "error": {"code": -32801, "message": "changed"}}`)
	p.say(`{"jsonrpc": "2.0", "id": 1, "result": 42}`)
	var answer int
	require.NoError(t, first.wait(t.Context(), &answer))
	require.Equal(t, 42, answer)
	require.EqualError(t, second.wait(t.Context(), &answer), "changed (code -32801)")
}

func TestAnAnswerOfAnotherShapeIsAnError(t *testing.T) {
	p := newPeer(t)
	call, err := p.conn.call(nil, "a", nil)
	require.NoError(t, err)
	p.hear(`{"jsonrpc": "2.0", "id": 1, "method": "a", "params": null}`)
	p.say(`{"id": 1, "result": "one"}`)
	require.ErrorContains(t, call.wait(t.Context(), new(int)), "reading an answer")
}

func TestGoplsIsToldWhenNobodyWaitsAnyMore(t *testing.T) {
	p := newPeer(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	call, err := p.conn.call(nil, "a", nil)
	require.NoError(t, err)
	why := errors.New("enough")
	cancel(why)
	require.Equal(t, why, call.wait(ctx, new(int)))
	p.hear(`{"jsonrpc": "2.0", "id": 1, "method": "a", "params": null}`)
	p.hear(`{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1}}`)
	call.cancel() // it is forgotten
	p.conn.notify("b", nil)
	p.hear(`{"jsonrpc": "2.0", "method": "b", "params": null}`)
}

func TestRequestsOfGoplsAreAnswered(t *testing.T) {
	p := newPeer(t)
	for request, answer := range map[string]string{
		`"workspace/configuration", "params": {"items": [{"section": "gopls"}, {}]}`: `"result": [null, null]`,
		`"client/registerCapability", "params": {"registrations": []}`:               `"result": null`,
		`"window/workDoneProgress/create", "params": {"token": 1}`:                   `"result": null`,
		`"window/showMessageRequest", "params": {"message": "?"}`:                    `"result": null`,
		`"window/showDocument", "params": {"uri": "https://go.dev"}`:                 `"result": {"success": false}`,
		`"workspace/applyEdit", "params": {"edit": {}}`:                              `"result": {"applied": false}`,
		`"workspace/oracle"`: `"error": {"code": -32601, "message": "not supported: workspace/oracle"}`,
	} {
		p.say(`{"jsonrpc": "2.0", "id": "n° 7", "method": ` + request + `}`)
		p.hear(`{"jsonrpc": "2.0", "id": "n° 7", ` + answer + `}`)
	}
}

func TestAConnectionEndsWithTheFirstError(t *testing.T) {
	for name, test := range map[string]struct{ say, want string }{
		"not JSON":         {"[", "reading what gopls says: a message that is not JSON-RPC: unexpected end of JSON input"},
		"a strange number": {`{"id": "x", "result": 1}`, "reading what gopls says: an answer to an unknown call"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPeer(t)
			call, err := p.conn.call(nil, "a", nil)
			require.NoError(t, err)
			p.hear(`{"jsonrpc": "2.0", "id": 1, "method": "a", "params": null}`)
			p.say(test.say)
			require.ErrorContains(t, call.wait(t.Context(), new(int)), test.want)
			_, err = p.conn.call(nil, "b", nil)
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestAPeerThatDoesNotReadStopsNobody(t *testing.T) {
	p := newPeer(t)
	long := strings.Repeat("x", maxQueue/4)
	var err error
	for range 8 {
		if _, err = p.conn.call(nil, "a", long); err != nil {
			break
		}
	}
	require.EqualError(t, err, "gopls does not read what it is sent")
	<-p.conn.done
}

func TestTheInputIsClosedOnceAllIsSaid(t *testing.T) {
	p := newPeer(t)
	p.conn.notify("exit", nil)
	p.conn.closeInput()
	p.hear(`{"jsonrpc": "2.0", "method": "exit", "params": null}`)
	_, err := readFrame(p.in)
	require.Equal(t, io.EOF, err)
}

func FuzzReceive(f *testing.F) {
	f.Add(`{"id": 1, "method": "workspace/configuration", "params": {"items": [1]}}`)
	f.Add(`{"id": 1, "result": {}}`)
	f.Fuzz(func(t *testing.T, message string) {
		c := newConn()
		if c.receive([]byte(message)) == nil && len(c.queue) > 0 {
			body, err := readFrame(bufio.NewReader(strings.NewReader(string(c.queue))))
			require.NoError(t, err)
			require.True(t, json.Valid(body))
		}
	})
}
