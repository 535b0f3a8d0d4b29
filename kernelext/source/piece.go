package source

import (
	"go/token"
	"slices"
)

// A piece is some tokens that follow each other: from is the index of the
// first, to of the one after the last.
type piece struct{ from, to int }

func (p piece) empty() bool { return p.from >= p.to }

// text is the source of a piece.
func (l *lexed) text(p piece) string {
	if p.empty() {
		return ""
	}
	return l.source[l.tokens[p.from].from:l.tokens[p.to-1].to]
}

// line is the line on which a piece begins, from 0.
func (l *lexed) line(p piece) int { return l.tokens[p.from].line }

// solid are the lexemes of a piece but for the semicolons, which come and go
// with the ends of lines.
func (l *lexed) solid(p piece) []lexeme {
	if p.empty() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.tokens[p.from:p.to]), func(t lexeme) bool { return t.tok == token.SEMICOLON })
}

// depth is how a token changes the number of open brackets.
func depth(tok token.Token) int {
	switch tok {
	case token.LPAREN, token.LBRACK, token.LBRACE:
		return 1
	case token.RPAREN, token.RBRACK, token.RBRACE:
		return -1
	default:
		return 0
	}
}

// until is the index of the first of the tokens outside brackets, from index i
// and before end, or end. A closing bracket too many ends the search as well.
func (l *lexed) until(i, end int, tokens ...token.Token) int {
	for open := 0; i < end; i++ {
		tok := l.tokens[i].tok
		if open == 0 && slices.Contains(tokens, tok) {
			return i
		}
		if open += depth(tok); open < 0 {
			return i
		}
	}
	return end
}

// split cuts a piece at a token that stands outside brackets.
func (l *lexed) split(p piece, at token.Token) []piece {
	var parts []piece
	for !p.empty() {
		end := l.until(p.from, p.to, at)
		for end < p.to && l.tokens[end].tok != at { // a bracket too many
			end = l.until(end+1, p.to, at)
		}
		parts = append(parts, piece{p.from, end})
		p.from = end + 1
	}
	return parts
}
