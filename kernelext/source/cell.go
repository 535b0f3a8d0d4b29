package source

import (
	"slices"
	"strings"
)

// A Cell is one execution of a cell.
type Cell struct {
	Number int    `json:"number"` // as in In [3]
	Text   string `json:"text"`   // as it was run
}

// DirectivePrefix begins the comment by which a cell asks for something, as
// //go: does for Go's own tools.
const DirectivePrefix = "//cahiers:"

// Directives returns what the cell asks for: of each comment that begins its
// line with //cahiers:, the word that follows, and its arguments after a space.
// A comment in a cell that is not Go, or in a string, asks for nothing.
//
// See [Directive] for the words that mean something.
func (c Cell) Directives() []string {
	if !IsGo(c.Text) {
		return nil
	}
	var directives []string
	file, _ := readCell(c.Text).aligned()
	for _, comment := range lex(file).comments {
		asked, ok := strings.CutPrefix(comment.text, DirectivePrefix)
		if !ok || comment.from > 0 && file[comment.from-1] != '\n' {
			continue
		}
		word, arguments := asked, ""
		if end := strings.IndexAny(asked, " \t"); end >= 0 {
			word, arguments = asked[:end], asked[end:]
		}
		if word != "" {
			directives = append(directives, strings.TrimSpace(word+" "+strings.TrimSpace(arguments)))
		}
	}
	return directives
}

// A Directive is what a cell may ask for.
type Directive string

const (
	Race  Directive = "race"  // run under the race detector
	Leaks Directive = "leaks" // list the goroutines that can never go on
	Film  Directive = "film"  // record the goroutines
)

// WrappedMain is what the func main of a cell is called in a program that does
// something before or after it, as two of the directives want.
const WrappedMain = "cahiersMain"

// IsDirective reports whether what a cell asks for means something.
func IsDirective(directive string) bool {
	return slices.Contains([]Directive{Race, Leaks, Film}, Directive(directive))
}
