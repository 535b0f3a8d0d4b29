package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// A Key signs messages with HMAC-SHA256, the only scheme Jupyter uses. The
// empty key signs nothing and believes everybody, as the protocol has it.
type Key string

// Sign signs a message as it is now.
func (k Key) Sign(m *Message) { m.Signature = k.signature(m) }

// Verify reports whether a message was signed with the key.
func (k Key) Verify(m *Message) bool {
	return k == "" || hmac.Equal(m.Signature, k.signature(m))
}

func (k Key) signature(m *Message) []byte {
	if k == "" {
		return nil
	}
	mac := hmac.New(sha256.New, []byte(k))
	for _, part := range m.parts {
		mac.Write(part)
	}
	return hex.AppendEncode(nil, mac.Sum(nil))
}
