package zeromq

import (
	"bytes"
	"sync"

	"github.com/go-zeromq/zmq4"
)

// A Publisher is a PUB socket.
type Publisher struct {
	*listener
	mu     sync.Mutex
	topics map[*peer][][]byte // the beginnings each peer asked for
}

// ListenPublisher listens for subscribers at an address of package net. It
// calls subscribed, if not nil, after each subscription, with its topic and a
// way to send to that subscriber alone.
func ListenPublisher(network, address string, subscribed func(topic []byte, send func(frames [][]byte))) (*Publisher, error) {
	pub := &Publisher{topics: map[*peer][][]byte{}}
	l, err := listen(network, address, zmq4.Pub, maxKept, func(_ *listener, p *peer) {
		defer pub.forget(p)
		p.read(func(frames [][]byte) {
			if pub.subscribe(p, frames[0]) && subscribed != nil {
				subscribed(frames[0][1:], p.send)
			}
		})
	})
	if err != nil {
		return nil, err
	}
	pub.listener = l
	return pub, nil
}

// subscribe does what a subscriber asks: 1 and the beginning of the topics it
// wants, or 0 and one it wants no more. It reports whether it was the former.
func (pub *Publisher) subscribe(p *peer, ask []byte) bool {
	if len(ask) == 0 || ask[0] > 1 {
		return false
	}
	pub.mu.Lock()
	defer pub.mu.Unlock()
	topics := pub.topics[p]
	if ask[0] == 1 {
		if len(topics) < maxTopics {
			pub.topics[p] = append(topics, ask[1:])
		}
		return true
	}
	for i, topic := range topics {
		if bytes.Equal(topic, ask[1:]) {
			pub.topics[p] = append(topics[:i:i], topics[i+1:]...)
			break
		}
	}
	return false
}

// maxTopics bounds the subscriptions of one peer.
const maxTopics = 1024

func (pub *Publisher) forget(p *peer) {
	pub.mu.Lock()
	defer pub.mu.Unlock()
	delete(pub.topics, p)
}

// Publish sends a message, whose first frame is its topic, to those who
// subscribed to it.
func (pub *Publisher) Publish(frames [][]byte) {
	pub.mu.Lock()
	defer pub.mu.Unlock()
	for p, topics := range pub.topics {
		for _, topic := range topics {
			if bytes.HasPrefix(frames[0], topic) {
				p.send(frames)
				break
			}
		}
	}
}
