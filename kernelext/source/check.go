package source

import (
	"errors"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// Completeness is what a console does when its reader presses Enter, in the
// words of Jupyter's protocol.
type Completeness string

const (
	Complete   Completeness = "complete"   // run the text
	Incomplete Completeness = "incomplete" // ask for another line
	Invalid    Completeness = "invalid"    // run it, so that the error is seen at once
)

// Check says whether a text is a cell that GoNB would take, the beginning of
// one, or neither; and, when it is a beginning, how to indent its next line.
//
// Anything is the beginning of a cell that more text could mend: without a
// newline at its end, "fmt.Println(1" is one, because a console lets its reader
// come back to the line; with one it is invalid, as Go ends the statement
// there. A string that its line does not close is invalid at once. "func f()"
// is complete: no brace may follow on the next line, and Go says so best.
// Statements need a func main, or %% above them.
//
// A cell that is not Go is complete, and so is an empty one. %% alone waits for
// what main is to do.
func Check(text string) (state Completeness, indent string) {
	if !IsGo(text) {
		return Complete, ""
	}
	s := readCell(text)
	if s.unfinished || s.roles[len(s.roles)-1] == mainLine {
		return Incomplete, ""
	}
	body, closing := s.aligned()
	l := lex(body)
	brackets, matched := l.brackets(s.roles)
	switch state = judge(body+l.open, closing); {
	case state == Invalid, state == Incomplete && !matched:
		return Invalid, ""
	case l.open == "`": // an indentation would be part of the string
		return Incomplete, ""
	case l.open != "", state == Incomplete:
		return Incomplete, l.indent(brackets)
	}
	return Complete, ""
}

// judge judges a text in which no comment and no string is open.
func judge(body, closing string) Completeness {
	_, err := parser.ParseFile(token.NewFileSet(), "", body+closing, parser.SkipObjectResolution|parser.AllErrors)
	if err == nil {
		return Complete
	}
	var problems scanner.ErrorList
	if !errors.As(err, &problems) || len(problems) == 0 {
		return Invalid
	}
	l := lex(body)
	call := l.callToCome()
	first := len(body)
	for _, problem := range problems {
		if at := problem.Pos.Offset; at < call || !strings.HasSuffix(problem.Msg, "must be function call") {
			first = min(first, at)
		}
	}
	if first == len(body) {
		return Incomplete
	}
	end := 0
	for _, t := range l.tokens {
		end = max(end, t.to)
	}
	if first >= end && !strings.Contains(body[end:], "\n") {
		return Incomplete
	}
	return Invalid
}

// callToCome is where the last statement begins, if it is a go or a defer and
// is not over: the parser then misses its call, somewhere inside, and not at
// the end of the text.
func (l *lexed) callToCome() int {
	for i, t := range l.tokens {
		if (t.tok == token.GO || t.tok == token.DEFER) && l.until(i, len(l.tokens), token.SEMICOLON) == len(l.tokens) {
			return t.from
		}
	}
	return len(l.source)
}
