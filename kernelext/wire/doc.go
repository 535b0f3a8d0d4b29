// Package wire puts Jupyter's messages on the wire and takes them off it:
// frames, signature, and the header, which is all of a message that a kernel's
// front reads of most of them. The rest stays the bytes that came, so that a
// message is passed on without being encoded again.
//
// It follows the protocol's own description,
// https://jupyter-client.readthedocs.io/en/latest/messaging.html#the-wire-protocol.
package wire
