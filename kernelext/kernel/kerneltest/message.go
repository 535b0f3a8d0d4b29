package kerneltest

import (
	"errors"
	"fmt"
	"time"

	"cahiers/kernelext/wire"
)

// A Message is one message of Jupyter's protocol.
type Message struct {
	Header  wire.Header
	Parent  wire.Header    // that of the request it belongs to
	Content map[string]any // as decoded from JSON
	Channel string         // "shell", "control", "stdin" or "iopub", on reception
	At      time.Time      // of reception
}

// Text is the string at key in the content, or "".
func (m Message) Text(key string) string {
	s, _ := m.Content[key].(string)
	return s
}

// Data is the value of one MIME type of a display, or nil.
func (m Message) Data(mime string) any {
	data, _ := m.Content["data"].(map[string]any)
	return data[mime]
}

var errSignature = errors.New("wrong signature")

func decode(key wire.Key, frames [][]byte) (Message, error) {
	received, err := wire.Parse(frames)
	if err != nil {
		return Message{}, err
	}
	if !key.Verify(&received) {
		return Message{}, fmt.Errorf("a %s: %w", received.Header.Type, errSignature)
	}
	m := Message{Header: received.Header, Parent: received.Parent}
	return m, received.Decode(&m.Content)
}
