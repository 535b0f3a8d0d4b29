package kerneltest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A Header names a message.
type Header struct {
	ID       string `json:"msg_id"`
	Type     string `json:"msg_type"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"`
	Version  string `json:"version"`
}

// A Message is one message of Jupyter's protocol.
type Message struct {
	Header  Header
	Parent  Header         // that of the request it belongs to
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

var delimiter = []byte("<IDS|MSG>")

func (m Message) encode(key string) (zmq4.Msg, error) {
	var parts [][]byte
	for _, v := range []any{m.Header, map[string]any{}, map[string]any{}, m.Content} {
		part, err := json.Marshal(v)
		if err != nil {
			return zmq4.Msg{}, fmt.Errorf("encoding a %s: %w", m.Header.Type, err)
		}
		parts = append(parts, part)
	}
	return zmq4.NewMsgFrom(append([][]byte{delimiter, []byte(sign(key, parts))}, parts...)...), nil
}

var errMalformed = errors.New("malformed message")

func decode(key string, frames [][]byte) (Message, error) {
	var m Message
	for len(frames) > 0 && !bytes.Equal(frames[0], delimiter) {
		frames = frames[1:]
	}
	if len(frames) < 6 {
		return m, fmt.Errorf("%w: %d frames from the delimiter on", errMalformed, len(frames))
	}
	if want := sign(key, frames[2:6]); string(frames[1]) != want {
		return m, fmt.Errorf("%w: signature %q, want %q", errMalformed, frames[1], want)
	}
	for i, v := range []any{&m.Header, &m.Parent, nil, &m.Content} {
		if v == nil {
			continue
		}
		if err := json.Unmarshal(frames[2+i], v); err != nil {
			return m, fmt.Errorf("%w: %w", errMalformed, err)
		}
	}
	return m, nil
}

func sign(key string, parts [][]byte) string {
	mac := hmac.New(sha256.New, []byte(key))
	for _, part := range parts {
		mac.Write(part)
	}
	return hex.EncodeToString(mac.Sum(nil))
}
