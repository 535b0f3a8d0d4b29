package source

import "strings"

// A Cell is one execution of a cell.
type Cell struct {
	Number int    `json:"number"` // as in In [3]
	Text   string `json:"text"`   // as it was run
}

// directivePrefix begins the comment by which a cell asks for something, as
// //go: does for Go's own tools.
const directivePrefix = "//cahiers:"

// Directives returns what the cell asks for: of each comment that begins its
// line with //cahiers:, the word that follows, and its arguments after a space.
// A comment in a cell that is not Go, or in a string, asks for nothing.
func (c Cell) Directives() []string {
	if !IsGo(c.Text) {
		return nil
	}
	var directives []string
	file, _ := readCell(c.Text).aligned()
	for _, comment := range lex(file).comments {
		asked, ok := strings.CutPrefix(comment.text, directivePrefix)
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
