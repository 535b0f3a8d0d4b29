package source

import (
	"sort"
	"strings"
)

// A comment is one // or /* */; next is the index of the lexeme that follows.
type comment struct {
	text           string
	from, to, line int
	next           int
}

// lastLine is the line on which the comment ends.
func (c comment) lastLine() int { return c.line + strings.Count(c.text, "\n") }

// doc is the comment above a token, by the parser's rule: it ends on the line
// before and does not begin on the line of the token before.
func (l *lexed) doc(token int) []comment {
	first, last := l.commentsBefore(token)
	if token > 0 {
		line := l.tokens[token-1].line
		for first < last && l.comments[first].line == line {
			line = l.comments[first].lastLine()
			first++
		}
	}
	group := l.comments[first:last]
	if len(group) == 0 || group[len(group)-1].lastLine() != l.tokens[token].line-1 {
		return nil
	}
	for i := len(group) - 1; i > 0; i-- {
		if group[i].line > group[i-1].lastLine()+1 {
			return group[i:]
		}
	}
	return group
}

// remark is the comment that follows a piece on its last line, or nothing.
func (l *lexed) remark(p piece) string {
	last := l.tokens[p.to-1]
	line := last.line + strings.Count(l.source[last.from:last.to], "\n")
	for _, next := range []int{p.to, p.to + 1} {
		if first, end := l.commentsBefore(next); first < end && l.comments[first].line == line {
			return l.comments[first].text
		}
	}
	return ""
}

// commentsBefore are the comments, by index, between a token and the one
// before it.
func (l *lexed) commentsBefore(token int) (first, last int) {
	first = sort.Search(len(l.comments), func(i int) bool { return l.comments[i].next >= token })
	for last = first; last < len(l.comments) && l.comments[last].next == token; last++ {
	}
	return first, last
}

// docOf is the comment above a declaration.
func (o *outline) docOf(d declaration) []comment {
	if d.spec.from == d.keyword+1 {
		return o.doc(d.keyword)
	}
	return o.doc(d.spec.from)
}

// docText is comments, each with a newline.
func docText(comments []comment) string {
	var b strings.Builder
	for _, c := range comments {
		b.WriteString(c.text)
		b.WriteByte('\n')
	}
	return b.String()
}
