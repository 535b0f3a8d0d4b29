package kernel

import (
	"errors"
	"strings"
	"syscall"
	"time"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

// An execution is a cell from its request to its reply.
type execution struct {
	front    *front
	on       *zeromq.Router
	identity []byte
	request  wire.Message
	ask      ask
	cell     source.Cell

	reply   *wire.Message // GoNB's, once it has come
	idle    bool          // GoNB is done with it
	output  output
	failure *explain.Failure // nil as long as it does not fail
	sights  int              // shown so far
}

// An ask is the content of an execute_request. What a client leaves out has
// the protocol's value.
type ask struct {
	Code         string         `json:"code"`
	Silent       bool           `json:"silent"`
	StoreHistory bool           `json:"store_history"`
	Expressions  map[string]any `json:"user_expressions"`
	AllowStdin   bool           `json:"allow_stdin"`
	StopOnError  bool           `json:"stop_on_error"`
}

// execute puts a cell into the queue.
func (f *front) execute(on *zeromq.Router, identity []byte, m wire.Message) {
	a := ask{StoreHistory: true, AllowStdin: true, StopOnError: true}
	if err := m.Decode(&a); err != nil {
		return
	}
	a.StoreHistory = a.StoreHistory && !a.Silent
	a.Code = strings.ReplaceAll(a.Code, "\r\n", "\n") // GoNB knows %% at the end of a line only
	if a.Expressions == nil {
		a.Expressions = map[string]any{}
	}
	// GoNB ends itself over a value that is missing, or of another type.
	if m.SetContent(a) != nil {
		return
	}
	f.connection.Key.Sign(&m)
	f.queue = append(f.queue, &execution{front: f, on: on, identity: identity, request: m, ask: a})
	f.next()
}

// next begins the next cell, when it can.
func (f *front) next() {
	if f.running != nil || len(f.queue) == 0 || f.gonb == nil && f.unable == nil {
		return
	}
	x := f.queue[0]
	f.queue = f.queue[1:]
	f.running = x
	if x.ask.StoreHistory {
		f.count++
	}
	x.cell = source.Cell{Number: f.count, Text: x.ask.Code}
	if err := x.prepare(); err != nil {
		x.refuse(explain.CannotRun(err))
		return
	}
	f.gonb.shell.Send(x.request.Frames(x.identity))
}

// prepare tells those who will build and run the cell what they need to know.
func (x *execution) prepare() error {
	f := x.front
	if f.unable != nil {
		return f.unable
	}
	if line := source.Untellable(x.cell.Text); line > 0 {
		return errors.New(untellable(line))
	}
	private.Resume(f.dir.Path)
	private.TakeEnding(f.dir.Path)
	if err := private.ClearSeen(f.dir.Path); err != nil {
		return err
	}
	f.declarations.Begin(x.cell.Text)
	if err := (source.Session{Cells: x.cells()}).Write(f.dir.Path); err != nil {
		return err
	}
	if x.ask.StoreHistory {
		// A history that cannot be kept on disk is kept in memory.
		_ = f.history.Append(x.cell.Number, x.cell.Text)
	}
	return nil
}

// refuse ends a cell that GoNB has not seen.
func (x *execution) refuse(why explain.Failure) {
	f := x.front
	f.status(busy, &x.request)
	if !x.ask.Silent {
		m := f.say("execute_input", &x.request, map[string]any{"code": x.ask.Code, "execution_count": x.cell.Number})
		f.publish(&m)
	}
	x.fail(why)
	if x.ask.StoreHistory {
		f.count-- // GoNB has not counted it
	}
	x.end()
}

// fail publishes the one error of the cell.
func (x *execution) fail(why explain.Failure) {
	x.failure = &why
	m := x.front.say("error", &x.request, why)
	x.front.publish(&m)
}

func (x *execution) interrupt() {
	f := x.front
	if f.dir == nil || private.Interrupt(f.dir.Path) != nil {
		return
	}
	f.signalWarden(syscall.SIGINT)
}

// fromShell receives GoNB's replies.
func (f *front) fromShell(m wire.Message) {
	if x := f.running; x != nil && m.Parent.ID == x.request.Header.ID && m.Header.Type == "execute_reply" {
		x.reply = &m
		x.endWhenDone()
		return
	}
	f.noteComm(&m)
	if len(m.Route) > 0 {
		f.reply(f.shell, m.Route[0], &m)
	}
}

// fromStdin receives GoNB's questions to whoever runs the cell.
func (f *front) fromStdin(m wire.Message) {
	if len(m.Route) > 0 {
		f.reply(f.stdin, m.Route[0], &m)
	}
}

// fromIOPub receives what GoNB tells everybody.
func (f *front) fromIOPub(m wire.Message) {
	f.noteComm(&m)
	if x := f.running; x != nil && m.Parent.ID == x.request.Header.ID {
		x.hear(&m)
		return
	}
	f.publish(&m)
}

// hear passes on what GoNB says of the cell.
func (x *execution) hear(m *wire.Message) {
	f := x.front
	switch m.Header.Type {
	case "status":
		var content struct {
			State string `json:"execution_state"`
		}
		if m.Decode(&content) == nil && content.State == idle {
			x.idle = true
			x.endWhenDone()
			return
		}
		f.publish(m)
	case "stream":
		x.output.pass(m, f.publish, func(notice string) {
			said := f.say("stream", &x.request, map[string]string{"name": "stderr", "text": notice})
			f.publish(&said)
		})
	case "error":
		x.output.forget()
		why, said := x.explain(m)
		x.see(why.Name, said)
		x.fail(why)
	default:
		x.output.release(f.publish)
		f.publish(m)
	}
}

// explain makes of GoNB's error the one error of the cell. It also returns the
// last words of its program, if it had some.
func (x *execution) explain(m *wire.Message) (why explain.Failure, said string) {
	var gonbs explain.Failure
	_ = m.Decode(&gonbs) // GoNB's errors have these fields
	dir := x.front.dir.Path
	said = private.TakeEnding(dir).Said
	return x.explainer().Explain(gonbs, said, private.Interrupted(dir)), said
}

// explainer explains what became of the cell.
func (x *execution) explainer() explain.Case {
	return explain.Case{Cells: x.cells(), Dir: x.front.dir.Path, Root: x.front.layout.Root()}
}

// cells are those whose text may stand in the program of this one.
func (x *execution) cells() []source.Cell { return append(x.front.declarations.Cells(), x.cell) }

// endWhenDone ends the cell when GoNB has replied and said all it had to say.
func (x *execution) endWhenDone() {
	if x.reply == nil || !x.idle {
		return
	}
	x.output.release(x.front.publish)
	if x.failure == nil {
		x.see("", "")
	}
	if x.failure == nil || x.failure.Built() {
		x.front.declarations.Keep(x.cell)
	}
	x.end()
}

// end replies, and begins the next cell. When this one failed, those that were
// sent with it are dropped, if their sender wants it so: a moment is left for
// them to arrive.
func (x *execution) end() {
	if x.failure != nil && x.ask.StopOnError {
		time.AfterFunc(lateArrivals, func() {
			x.front.events <- func() {
				x.front.abort()
				x.finish()
			}
		})
		return
	}
	x.finish()
}

// lateArrivals is how long after an error cells still count as sent before it.
const lateArrivals = 10 * time.Millisecond

func (x *execution) finish() {
	f := x.front
	m := f.say("execute_reply", &x.request, x.result())
	f.running = nil
	f.reply(x.on, x.identity, &m)
	f.status(idle, &x.request)
	f.next()
}

// result is the content of the reply.
func (x *execution) result() any {
	if x.failure != nil {
		return struct {
			Status string `json:"status"`
			Count  int    `json:"execution_count"`
			explain.Failure
		}{"error", x.cell.Number, *x.failure}
	}
	return map[string]any{
		"status": "ok", "execution_count": x.cell.Number,
		"user_expressions": map[string]any{}, "payload": []any{},
	}
}

// abort drops the cells in the queue.
func (f *front) abort() {
	for _, x := range f.queue {
		f.answer(x.on, x.identity, &x.request, "execute_reply", map[string]string{"status": "aborted"})
	}
	f.queue = nil
}
