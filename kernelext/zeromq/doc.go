// Package zeromq is what a kernel needs of ZeroMQ, with one promise more than
// the sockets of the library below it (zmq4, whose connections it uses): no
// peer, be it mute, stalled, mad or gone, can block another one, nor take more
// than a known amount of memory.
//
// Each connection shakes hands, reads and writes in goroutines of its own;
// what is sent to it waits in a queue of its own, and a peer that lets its
// queue grow past the limit is disconnected. Sending never waits.
package zeromq
