package kernel

import (
	"bytes"
	"regexp"

	"cahiers/kernelext/wire"
)

const (
	// maxOutput and maxLines bound what a cell prints, in bytes and in lines:
	// more makes a page that no browser shows and no notebook keeps.
	maxOutput = 10 << 20
	maxLines  = 200_000
)

// An output is what a cell has printed so far.
type output struct {
	size, lines int
	cut         bool
	held        *wire.Message // may be GoNB's word on an end that the error tells better
}

// pass passes a stream on, unless there was too much already.
func (o *output) pass(m *wire.Message, publish func(*wire.Message), notify func(notice string)) {
	o.release(publish)
	if gonbsWord.Match(m.Content) {
		o.held = m
		return
	}
	if o.cut {
		return
	}
	// In the JSON of a text, a character of two bytes is what two take at most.
	o.size += len(m.Content) - bytes.Count(m.Content, []byte(`\`))
	o.lines += bytes.Count(m.Content, []byte(`\n`))
	if o.size > maxOutput || o.lines > maxLines {
		o.cut = true
		notify(outputCut)
		return
	}
	inFrench(m)
	publish(m)
}

// gonbsWord is how GoNB says on stderr, just before its error, how a program
// ended.
var gonbsWord = regexp.MustCompile(`"text":"(\^C\\n)?(exit status \d+|signal: [a-z 0-9]+( \(core dumped\))?)\\n"`)

// forget drops what GoNB said of the end.
func (o *output) forget() { o.held = nil }

// release passes on what was held for nothing.
func (o *output) release(publish func(*wire.Message)) {
	if o.held != nil {
		publish(o.held)
		o.held = nil
	}
}

// inFrench translates the places of the cell that GoNB marks in what a program
// prints on stderr.
func inFrench(m *wire.Message) {
	if !bytes.Contains(m.Content, []byte("[[ Cell ")) {
		return
	}
	var content struct {
		Name string `json:"name"`
		Text string `json:"text"`
	}
	if m.Decode(&content) != nil {
		return
	}
	content.Text = gonbsMark.ReplaceAllString(content.Text, "[[ cellule $1, ligne $2 ]]")
	_ = m.SetContent(content) // two strings
}

var gonbsMark = regexp.MustCompile(`\[\[ Cell \[(\d+)\] Line (\d+) \]\]`)
