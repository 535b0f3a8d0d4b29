package zeromq

import (
	"net"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

const (
	// handshakeTime is how long a peer may take to say who it is.
	handshakeTime = 10 * time.Second
	// maxQueue is how much may wait for one peer, in bytes: more than any cell
	// may say, so that only a peer that does not read at all gets there.
	maxQueue = 256 << 20
)

// A peer is the other end of a connection.
type peer struct {
	identity string
	conn     *zmq4.Conn
	guard    *guard

	mu     sync.Mutex
	queue  []parcel
	size   int // bytes in queue
	closed bool
	wake   chan struct{} // something is in the queue, or closed
}

// A parcel waits to be sent. One without frames only tells that it was reached.
type parcel struct {
	frames  [][]byte
	reached chan struct{}
}

// shakeHands makes a peer of a connection.
func shakeHands(conn net.Conn, kind zmq4.SocketType, identity string, server bool, limit int) (*peer, error) {
	g := newGuard(conn, limit)
	_ = conn.SetDeadline(time.Now().Add(handshakeTime))
	z, err := zmq4.Open(g, null.Security(), kind, zmq4.SocketIdentity(identity), server, nil)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	_ = conn.SetDeadline(time.Time{})
	g.collects = true
	p := &peer{identity: z.Peer.Meta["Identity"], conn: z, guard: g, wake: make(chan struct{}, 1)}
	go p.write()
	return p, nil
}

// send puts a message into the queue. It does nothing for a peer that is gone.
func (p *peer) send(frames [][]byte) {
	size := 0
	for _, frame := range frames {
		size += len(frame) + bytesPerFrame
	}
	p.mu.Lock()
	tooMuch := p.size+size > maxQueue
	if !p.closed && !tooMuch {
		p.queue = append(p.queue, parcel{frames: frames})
		p.size += size
	}
	p.mu.Unlock()
	if tooMuch {
		p.close()
		return
	}
	p.rouse()
}

// drained returns a channel that closes when all that was sent before is with
// the system, or when the peer is gone.
func (p *peer) drained() <-chan struct{} {
	reached := make(chan struct{})
	p.mu.Lock()
	if p.closed {
		close(reached)
	} else {
		p.queue = append(p.queue, parcel{reached: reached})
	}
	p.mu.Unlock()
	p.rouse()
	return reached
}

func (p *peer) rouse() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// write sends what is in the queue, until the connection closes.
func (p *peer) write() {
	for range p.wake {
		p.mu.Lock()
		parcels, closed := p.queue, p.closed
		p.queue, p.size = nil, 0
		p.mu.Unlock()
		failed := closed
		for _, parcel := range parcels {
			if parcel.reached != nil {
				failed = failed || p.guard.flush() != nil
				close(parcel.reached)
				continue
			}
			failed = failed || p.conn.SendMsg(zmq4.NewMsgFrom(parcel.frames...)) != nil
			if len(p.guard.written) > maxKept {
				failed = failed || p.guard.flush() != nil
			}
		}
		failed = failed || p.guard.flush() != nil
		if failed {
			p.close()
			p.abandon()
			return
		}
	}
}

// abandon tells those who wait for what will never be sent.
func (p *peer) abandon() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, parcel := range p.queue {
		if parcel.reached != nil {
			close(parcel.reached)
		}
	}
	p.queue, p.size = nil, 0
}

// read hands over what comes until the connection ends, which it closes.
func (p *peer) read(handle func(frames [][]byte)) {
	defer p.close()
	for {
		message, err := p.conn.RecvMsg()
		if err != nil {
			return
		}
		if message.Type == zmq4.UsrMsg && len(message.Frames) > 0 {
			handle(message.Frames)
		}
	}
}

func (p *peer) close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	_ = p.conn.Close()
	p.rouse()
}
