package wire

import (
	"crypto/rand"
	"time"
)

// Version is the version of the protocol that messages made here follow.
const Version = "5.4"

// A Header names a message.
type Header struct {
	ID       string `json:"msg_id"`
	Type     string `json:"msg_type"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"` // ISO 8601
	Version  string `json:"version"`
}

// NewHeader is the header of a new message of a session.
func NewHeader(kind, session, username string) Header {
	return Header{
		ID: rand.Text(), Type: kind, Session: session, Username: username,
		Date: time.Now().UTC().Format("2006-01-02T15:04:05.000000Z"), Version: Version,
	}
}
