package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// delimiter stands between the frames that say where a message goes and those
// that say what it is.
var delimiter = []byte("<IDS|MSG>")

// ErrMalformed is the error of frames that are no message.
var ErrMalformed = errors.New("malformed message")

// A Message is one message of the protocol.
type Message struct {
	Route     [][]byte // identities of those it goes through, the first first; on iopub, the topic
	Signature []byte   // in hexadecimal; over the four parts as they are
	Header    Header   // decoded from the first part
	Parent    Header   // that of the request it belongs to, decoded from the second
	Content   json.RawMessage
	Buffers   [][]byte

	parts [4][]byte // header, parent, metadata, content, as they came or as they go
}

// Parse reads a message from frames, which it keeps. It does not verify the
// signature: see Key.Verify.
func Parse(frames [][]byte) (Message, error) {
	at := 0
	for at < len(frames) && !bytes.Equal(frames[at], delimiter) {
		at++
	}
	if len(frames)-at < 6 {
		return Message{}, fmt.Errorf("%w: %d frames from the delimiter on", ErrMalformed, len(frames)-at)
	}
	m := Message{
		Route: frames[:at], Signature: frames[at+1],
		parts: [4][]byte(frames[at+2 : at+6]), Content: frames[at+5], Buffers: frames[at+6:],
	}
	for i, v := range []any{&m.Header, &m.Parent} {
		if err := json.Unmarshal(m.parts[i], v); err != nil {
			return Message{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
	}
	return m, nil
}

// New is a message in answer to parent, whose JSON stands in its parent header.
// It is to be signed.
func New(header Header, parent json.RawMessage, content any) (Message, error) {
	first, err := json.Marshal(header)
	if err != nil {
		return Message{}, fmt.Errorf("encoding a %s: %w", header.Type, err)
	}
	last, err := json.Marshal(content)
	if err != nil {
		return Message{}, fmt.Errorf("encoding a %s: %w", header.Type, err)
	}
	if len(parent) == 0 {
		parent = []byte("{}")
	}
	return Message{Header: header, Content: last, parts: [4][]byte{first, parent, []byte("{}"), last}}, nil
}

// RawHeader is the header's JSON, which answers repeat as it is.
func (m *Message) RawHeader() json.RawMessage { return m.parts[0] }

// SetContent replaces the content. The message is to be signed again.
func (m *Message) SetContent(content any) error {
	data, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("encoding a %s: %w", m.Header.Type, err)
	}
	m.Content, m.parts[3], m.Signature = data, data, nil
	return nil
}

// Decode reads the content into v.
func (m *Message) Decode(v any) error {
	if err := json.Unmarshal(m.Content, v); err != nil {
		return fmt.Errorf("%w: a %s: %w", ErrMalformed, m.Header.Type, err)
	}
	return nil
}

// Frames is the message as it goes on the wire, by route.
func (m *Message) Frames(route ...[]byte) [][]byte {
	frames := make([][]byte, 0, len(route)+6+len(m.Buffers))
	frames = append(frames, route...)
	frames = append(frames, delimiter, m.Signature)
	frames = append(frames, m.parts[:]...)
	return append(frames, m.Buffers...)
}
