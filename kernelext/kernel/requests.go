package kernel

import (
	"time"

	"cahiers/kernelext/history"
	"cahiers/kernelext/source"
	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

// request does what a client asks on its shell or control channel. What we do
// not know is not answered: the protocol has no answer for it.
func (f *front) request(on *zeromq.Router, identity []byte, m wire.Message) {
	switch m.Header.Type {
	case "kernel_info_request":
		f.answer(on, identity, &m, "kernel_info_reply", f.kernelInfo())
	case "execute_request":
		f.execute(on, identity, m)
	case "is_complete_request":
		f.isComplete(on, identity, m)
	case "history_request":
		f.tellHistory(on, identity, m)
	case "complete_request", "inspect_request":
		f.help(on, identity, m)
	case "comm_info_request":
		f.commInfo(on, identity, m)
	case "comm_open", "comm_msg", "comm_close":
		f.passComm(identity, m)
	case "interrupt_request":
		f.interrupt()
		f.answer(on, identity, &m, "interrupt_reply", map[string]string{"status": "ok"})
	case "shutdown_request":
		var content struct {
			Restart bool `json:"restart"`
		}
		_ = m.Decode(&content) // what is not said is false
		f.answer(on, identity, &m, "shutdown_reply", map[string]any{"status": "ok", "restart": content.Restart})
		f.stopping = true
	}
}

// interrupt stops the cell that runs, if one does.
func (f *front) interrupt() {
	if f.running != nil {
		f.running.interrupt()
	}
}

func (f *front) isComplete(on *zeromq.Router, identity []byte, m wire.Message) {
	var content struct {
		Code string `json:"code"`
	}
	if m.Decode(&content) != nil {
		return
	}
	state, indent := source.Check(content.Code)
	reply := map[string]string{"status": string(state)}
	if state == source.Incomplete {
		reply["indent"] = indent
	}
	f.answer(on, identity, &m, "is_complete_reply", reply)
}

func (f *front) tellHistory(on *zeromq.Router, identity []byte, m wire.Message) {
	var ask struct {
		Access  string `json:"hist_access_type"`
		Output  bool   `json:"output"`
		Session int    `json:"session"`
		Start   int    `json:"start"`
		Stop    int    `json:"stop"`
		N       int    `json:"n"`
		Pattern string `json:"pattern"`
		Unique  bool   `json:"unique"`
	}
	if m.Decode(&ask) != nil {
		return
	}
	var entries []history.Entry
	switch ask.Access {
	case "tail":
		entries = f.history.Tail(ask.N)
	case "range":
		entries = f.history.Range(ask.Session, ask.Start, ask.Stop)
	case "search":
		entries = f.history.Search(ask.Pattern, ask.N, ask.Unique)
	}
	lines := make([][3]any, 0, len(entries))
	for _, e := range entries {
		line := [3]any{e.Session, e.Line, e.Input}
		if ask.Output { // of which nothing is kept
			line[2] = [2]any{e.Input, nil}
		}
		lines = append(lines, line)
	}
	f.answer(on, identity, &m, "history_reply", map[string]any{"status": "ok", "history": lines})
}

func (f *front) commInfo(on *zeromq.Router, identity []byte, m wire.Message) {
	var ask struct {
		Target string `json:"target_name"`
	}
	if m.Decode(&ask) != nil {
		return
	}
	comms := map[string]map[string]string{}
	for id, target := range f.comms {
		if ask.Target == "" || ask.Target == target {
			comms[id] = map[string]string{"target_name": target}
		}
	}
	f.answer(on, identity, &m, "comm_info_reply", map[string]any{"status": "ok", "comms": comms})
}

// passComm hands GoNB what a widget of the page says, at once: the cell that
// runs may wait for it.
func (f *front) passComm(identity []byte, m wire.Message) {
	f.noteComm(&m)
	f.status(busy, &m)
	if f.gonb != nil {
		f.gonb.shell.Send(m.Frames(identity))
	}
	f.settle(&m)
}

// noteComm keeps f.comms true to what either side says.
func (f *front) noteComm(m *wire.Message) {
	var content struct {
		ID     string `json:"comm_id"`
		Target string `json:"target_name"`
	}
	switch m.Header.Type {
	case "comm_open":
		if m.Decode(&content) == nil {
			f.comms[content.ID] = content.Target
		}
	case "comm_close":
		if m.Decode(&content) == nil {
			delete(f.comms, content.ID)
		}
	}
}

// settling is how long GoNB may need to listen for the answer to a question
// that it has asked: it asks first, and drops what comes sooner.
const settling = 10 * time.Millisecond

// input hands GoNB what a client typed.
func (f *front) input(identity []byte, m wire.Message) {
	if f.gonb != nil && m.Header.Type == "input_reply" {
		gonb := f.gonb.stdin
		time.AfterFunc(settling, func() { gonb.Send(m.Frames(identity)) })
	}
}
