package zeromq

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A listener accepts peers and knows them by their identity.
type listener struct {
	kind   zmq4.SocketType
	limit  int
	accept net.Listener
	serve  func(*peer) // to the end of the connection

	mu     sync.Mutex
	peers  map[string]*peer
	closed bool
}

func listen(network, address string, kind zmq4.SocketType, limit int, serve func(*listener, *peer)) (*listener, error) {
	accept, err := net.Listen(network, address)
	if err != nil {
		return nil, fmt.Errorf("listening: %w", err)
	}
	l := &listener{kind: kind, limit: limit, accept: accept, peers: map[string]*peer{}}
	l.serve = func(p *peer) { serve(l, p) }
	go l.run()
	return l, nil
}

func (l *listener) run() {
	for {
		conn, err := l.accept.Accept()
		switch {
		case err == nil:
			go l.welcome(conn)
		case errors.Is(err, net.ErrClosed):
			return
		default: // no descriptor is left, for instance: some will be
			time.Sleep(50 * time.Millisecond)
		}
	}
}

func (l *listener) welcome(conn net.Conn) {
	p, err := shakeHands(conn, l.kind, "", true, l.limit)
	if err != nil {
		return // whoever this was, it does not speak our language
	}
	if p.identity == "" {
		p.identity = "\x00" + rand.Text()
	}
	if !l.add(p) {
		p.close()
		return
	}
	defer l.remove(p)
	l.serve(p)
}

// add makes p known. One that comes back under the same identity takes the
// place of its older self, of whose end we may not know yet.
func (l *listener) add(p *peer) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	l.peers[p.identity] = p
	return true
}

func (l *listener) remove(p *peer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.peers[p.identity] == p {
		delete(l.peers, p.identity)
	}
}

func (l *listener) peer(identity string) *peer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.peers[identity]
}

func (l *listener) all() []*peer {
	l.mu.Lock()
	defer l.mu.Unlock()
	peers := make([]*peer, 0, len(l.peers))
	for _, p := range l.peers {
		peers = append(peers, p)
	}
	return peers
}

// Drain waits until all that was sent is with the system, for as long as
// patience lasts.
func (l *listener) Drain(patience time.Duration) {
	late := time.After(patience)
	for _, p := range l.all() {
		select {
		case <-p.drained():
		case <-late:
			return
		}
	}
}

// Close ends all connections and accepts no more. What is still queued is lost.
func (l *listener) Close() error {
	err := l.accept.Close()
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	for _, p := range l.all() {
		p.close()
	}
	return err
}
