package zeromq

import (
	"context"
	"fmt"
	"net"

	"github.com/go-zeromq/zmq4"
)

// A Link is a connection to one other socket.
type Link struct {
	peer *peer
	gone chan struct{}
}

// DialDealer connects a DEALER socket, with an identity, to an address of
// package net, and hands what comes to handle, in order.
func DialDealer(ctx context.Context, network, address, identity string, limit int, handle func(frames [][]byte)) (*Link, error) {
	return dial(ctx, network, address, zmq4.Dealer, identity, limit, handle)
}

// DialSubscriber connects a SUB socket, which subscribes to everything.
func DialSubscriber(ctx context.Context, network, address string, limit int, handle func(frames [][]byte)) (*Link, error) {
	link, err := dial(ctx, network, address, zmq4.Sub, "", limit, handle)
	if err != nil {
		return nil, err
	}
	link.Send([][]byte{{1}})
	return link, nil
}

func dial(ctx context.Context, network, address string, kind zmq4.SocketType, identity string, limit int, handle func(frames [][]byte)) (*Link, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", address, err)
	}
	p, err := shakeHands(conn, kind, identity, false, limit)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", address, err)
	}
	link := &Link{peer: p, gone: make(chan struct{})}
	go func() {
		defer close(link.gone)
		p.read(handle)
	}()
	return link, nil
}

// Send sends a message, without waiting.
func (l *Link) Send(frames [][]byte) { l.peer.send(frames) }

// Gone closes when the connection has ended.
func (l *Link) Gone() <-chan struct{} { return l.gone }

// Close ends the connection.
func (l *Link) Close() { l.peer.close() }
