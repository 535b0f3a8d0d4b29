package zeromq

import "github.com/go-zeromq/zmq4"

// A Router is a ROUTER socket: it knows each peer by its identity.
type Router struct{ *listener }

// ListenRouter listens for peers at an address of package net, and refuses
// messages of more than limit bytes. It hands what comes to handle, which is
// called by several goroutines, one for each peer; a peer that sends faster
// than handle returns waits.
func ListenRouter(network, address string, limit int, handle func(identity []byte, frames [][]byte)) (*Router, error) {
	l, err := listen(network, address, zmq4.Router, limit, func(_ *listener, p *peer) {
		identity := []byte(p.identity)
		p.read(func(frames [][]byte) { handle(identity, frames) })
	})
	if err != nil {
		return nil, err
	}
	return &Router{l}, nil
}

// Send sends a message to the peer with this identity, or to nobody when there
// is none.
func (r *Router) Send(identity []byte, frames [][]byte) {
	if p := r.peer(string(identity)); p != nil {
		p.send(frames)
	}
}

// ListenEcho listens for peers and sends back to each what it sends: a kernel's
// heartbeat.
func ListenEcho(network, address string) (*Router, error) {
	l, err := listen(network, address, zmq4.Router, maxKept, func(_ *listener, p *peer) { p.read(p.send) })
	if err != nil {
		return nil, err
	}
	return &Router{l}, nil
}
