package source

import (
	"go/token"
	"strings"
)

// A bracket is one that is open at the end of a text.
type bracket struct {
	tok  token.Token
	line int
	last bool // nothing follows it on its line
}

// brackets are the open ones of a cell, that of %% left out; ok is false when
// one is closed that is not open.
func (l *lexed) brackets(roles []role) (open []bracket, ok bool) {
	for i, t := range l.tokens {
		if t.line > 0 && roles[t.line-1] == mainLine {
			continue
		}
		switch depth(t.tok) {
		case 1:
			open = append(open, bracket{t.tok, t.line, i+1 == len(l.tokens) || l.tokens[i+1].line > t.line})
		case -1:
			if len(open) == 0 || closerOf(open[len(open)-1].tok) != t.tok {
				return nil, false
			}
			open = open[:len(open)-1]
		}
	}
	return open, true
}

// closerOf is the bracket that closes one.
func closerOf(open token.Token) token.Token {
	switch open {
	case token.LPAREN:
		return token.RPAREN
	case token.LBRACK:
		return token.RBRACK
	default:
		return token.RBRACE
	}
}

// indent is where gofmt puts the line after a text: one tab for each line that
// leaves brackets open, however many, and one for an expression that goes on.
func (l *lexed) indent(open []bracket) string {
	tabs := 0
	for i, b := range open {
		if i == 0 || b.line != open[i-1].line {
			tabs++
		}
	}
	if len(l.tokens) > 0 && (len(open) == 0 || open[len(open)-1].last) && continues(l.tokens[len(l.tokens)-1].tok, len(open)) {
		tabs++
	}
	return strings.Repeat("\t", tabs)
}

// continues reports whether an expression goes on after a token. A comma goes
// on from line to line in brackets, at the same place.
func continues(tok token.Token, brackets int) bool {
	switch tok {
	case token.COMMA:
		return brackets == 0
	case token.ASSIGN, token.DEFINE, token.ARROW, token.PERIOD:
		return true
	default:
		return tok.Precedence() > token.LowestPrec || token.ADD_ASSIGN <= tok && tok <= token.AND_NOT_ASSIGN
	}
}
