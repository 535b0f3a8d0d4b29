package figure

import (
	"encoding/json"
	"errors"
	"fmt"
)

// EnvelopeVersion is the version of the protocol between a cell's program and
// what displays its figures: one line of JSON each way, a request then its
// answer.
const EnvelopeVersion = 1

// ErrEnvelope is wrapped by every error of ParseRequest and ParseAnswer.
var ErrEnvelope = errors.New("malformed envelope")

// RequestKind says what a request asks for.
type RequestKind string

const (
	RequestFigure RequestKind = "figure" // display a new figure
	RequestUpdate RequestKind = "update" // put this figure in the place of the one that had the same id
)

// A Request asks that a figure be displayed.
type Request struct {
	V      int         `json:"v"`
	ID     string      `json:"id"` // unique within one run of one program
	Kind   RequestKind `json:"kind"`
	Figure Figure      `json:"figure"`
}

// An Answer follows each request, once its figure is on the page.
type Answer struct {
	V     int    `json:"v"`
	ID    string `json:"id"` // that of the request
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"` // in French, when not OK
}

// ParseRequest reads one line. The figure in it is valid.
func ParseRequest(line []byte) (Request, error) {
	var r Request
	if err := json.Unmarshal(line, &r); err != nil {
		return r, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	if err := checkHeader(r.V, r.ID); err != nil {
		return r, err
	}
	if r.Kind != RequestFigure && r.Kind != RequestUpdate {
		return r, fmt.Errorf("%w: unknown kind %q", ErrEnvelope, r.Kind)
	}
	if err := r.Figure.Validate(); err != nil {
		return r, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	return r, nil
}

// ParseAnswer reads one line.
func ParseAnswer(line []byte) (Answer, error) {
	var a Answer
	if err := json.Unmarshal(line, &a); err != nil {
		return a, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	return a, checkHeader(a.V, a.ID)
}

// Line is the request as it travels, newline included.
func (r Request) Line() ([]byte, error) { return line("request", r.ID, r) }

// Line is the answer as it travels, newline included.
func (a Answer) Line() ([]byte, error) { return line("answer", a.ID, a) }

func line(what, id string, v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding the %s %q: %w", what, id, err)
	}
	return append(data, '\n'), nil
}

func checkHeader(version int, id string) error {
	if version != EnvelopeVersion {
		return fmt.Errorf("%w: version %d, want %d", ErrEnvelope, version, EnvelopeVersion)
	}
	if id == "" {
		return fmt.Errorf("%w: no id", ErrEnvelope)
	}
	return nil
}
