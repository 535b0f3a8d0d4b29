package kernel

import (
	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

// The states of a kernel.
const (
	busy = "busy"
	idle = "idle"
)

// say makes a message in answer to parent, or to nobody in particular.
func (f *front) say(kind string, parent *wire.Message, content any) wire.Message {
	header := wire.NewHeader(kind, f.session, "kernel")
	var asked []byte
	if parent != nil {
		header.Session, header.Username = parent.Header.Session, parent.Header.Username
		asked = parent.RawHeader()
	}
	m, err := wire.New(header, asked, content)
	if err != nil {
		// All that we say is made of what JSON can say.
		m, _ = wire.New(header, asked, map[string]any{})
	}
	f.connection.Key.Sign(&m)
	return m
}

// publish tells all clients.
func (f *front) publish(m *wire.Message) {
	if m.Signature == nil {
		f.connection.Key.Sign(m)
	}
	f.iopub.Publish(m.Frames(f.topic(m)))
}

// topic is that of a message on iopub.
func (f *front) topic(m *wire.Message) []byte {
	return []byte("kernel." + f.session + "." + m.Header.Type)
}

// status tells all clients what the kernel does because of parent.
func (f *front) status(state string, parent *wire.Message) {
	m := f.say("status", parent, map[string]string{"execution_state": state})
	f.publish(&m)
}

// greet tells a client that it is subscribed, and in what state we are, which
// it would otherwise learn at the next change only.
func (f *front) greet(topic []byte, send func(frames [][]byte)) {
	f.events <- func() {
		state := idle
		if f.running != nil {
			state = busy
		}
		for _, m := range []wire.Message{
			f.say("iopub_welcome", nil, map[string]string{"subscription": string(topic)}),
			f.say("status", nil, map[string]string{"execution_state": state}),
		} {
			send(m.Frames(f.topic(&m)))
		}
	}
}

// reply answers the client with this identity.
func (f *front) reply(on *zeromq.Router, identity []byte, m *wire.Message) {
	if m.Signature == nil {
		f.connection.Key.Sign(m)
	}
	on.Send(identity, m.Frames())
}

// answer answers a request, between a busy and an idle, as clients expect of
// each. To those who watch, a cell that runs beside it then runs again.
func (f *front) answer(on *zeromq.Router, identity []byte, request *wire.Message, kind string, content any) {
	f.status(busy, request)
	m := f.say(kind, request, content)
	f.reply(on, identity, &m)
	f.settle(request)
}

// settle says that a request is done.
func (f *front) settle(request *wire.Message) {
	f.status(idle, request)
	if f.running != nil {
		f.status(busy, &f.running.request)
	}
}
