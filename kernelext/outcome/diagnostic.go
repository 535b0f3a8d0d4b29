package outcome

import (
	"regexp"
	"strconv"
	"strings"

	"cahiers/kernelext/notebook"
)

// A Diagnostic is one complaint of the compiler, of GoNB's parser or of the go
// command.
type Diagnostic struct {
	Line    int    // line of the cell, from 1; 0 when it is not known
	Message string // as the compiler says it, with whatever our go added
	Code    string // the line of code it is about; "" when it is not known
}

// String returns the diagnostic on one line, with its place when it has one.
func (d Diagnostic) String() string {
	first, _, _ := strings.Cut(d.Message, "\n")
	if d.Line == 0 {
		return first
	}
	return msgLine(d.Line) + first
}

// Diagnostics reads what kept the cell from running. GoNB (with -raw_error)
// gives the text of the compiler as the error's value, and for each of its
// lines an entry of the traceback: the line's place in the cell, the code
// around it with a caret, the message.
func Diagnostics(outputs []notebook.Output) []Diagnostic {
	value, traceback := lastError(outputs)
	if !beforeRun.MatchString(value) {
		return nil
	}
	var found []Diagnostic
	for i, line := range strings.Split(value, "\n") {
		text := strings.TrimSpace(line)
		switch m := place.FindStringSubmatch(line); {
		case m != nil:
			d := Diagnostic{Message: m[1]}
			if i < len(traceback) {
				d.Line, d.Code = context(traceback[i])
			}
			found = append(found, d)
		case text == "" || noise.MatchString(text):
		case len(found) > 0:
			found[len(found)-1].Message += "\n" + text
		default:
			found = append(found, Diagnostic{Message: text})
		}
	}
	return found
}

// context reads an entry of the traceback: the line of the cell, and the line
// of code above the caret.
func context(entry string) (line int, code string) {
	if m := lineInfo.FindStringSubmatch(entry); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	if m := aboveCaret.FindStringSubmatch(entry); m != nil {
		code = m[1]
	}
	return line, code
}

var (
	place      = regexp.MustCompile(`main(?:_test)?\.go:\d+:\d+: (.+)$`)
	lineInfo   = regexp.MustCompile(`^Cell(?:\[\d+\]:)? Line (\d+)\n`)
	aboveCaret = regexp.MustCompile(`(?m)^(.*)\n *\^$`)

	// noise is what says nothing to a learner: the name of GoNB's package, the
	// command that failed, its exit status.
	noise = regexp.MustCompile(`^(# |exit status |failed to run |go: gonb_\w+ imports$)`)
)
