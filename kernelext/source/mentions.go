package source

import (
	"go/token"
	"maps"
	"slices"
)

// mentions are the names before a period that nothing around them declares:
// packages, or what the package declares. Sorted.
func (l *lexed) mentions() []string {
	found := map[string]bool{}
	var s scopes
	body := -1
	for i, t := range l.tokens {
		switch t.tok {
		case token.IDENT:
			if l.is(i+1, token.PERIOD) && !l.is(i-1, token.PERIOD) && !s.know(t.text) {
				found[t.text] = true
			}
		case token.DEFINE:
			s.later(l.namesBefore(i)...)
		case token.VAR, token.CONST, token.TYPE:
			if s.depth() > 0 {
				names, _, _ := l.valueSpec(piece{i + 1, l.until(i+1, len(l.tokens), token.SEMICOLON)})
				for _, name := range names {
					s.later(l.text(name))
				}
			}
		case token.FUNC:
			var parameters []string
			if parameters, body = l.signature(i); body > 0 {
				s.parameters = parameters
			}
		case token.LBRACE:
			s.open(i == body)
		case token.RBRACE:
			s.close()
		case token.SEMICOLON, token.COLON: // the colon of a case that receives
			s.next()
		default:
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// namesBefore are the names that a := at a token declares, or declares again.
func (l *lexed) namesBefore(i int) []string {
	var names []string
	for i--; l.is(i, token.IDENT); i -= 2 {
		names = append(names, l.tokens[i].text)
		if !l.is(i-1, token.COMMA) {
			break
		}
	}
	return names
}

// signature are the names that a func at a token gives to its receiver, its
// parameters and its results, and the index of the brace that begins its body,
// or 0. Types without a package are among them, which does no harm.
func (l *lexed) signature(i int) (names []string, body int) {
	open := 0
	for i++; i < len(l.tokens); i++ {
		t := l.tokens[i]
		switch {
		case open == 0 && t.tok == token.LBRACE && (l.is(i-1, token.STRUCT) || l.is(i-1, token.INTERFACE)):
			if i = l.until(i+1, len(l.tokens), token.RBRACE); i == len(l.tokens) {
				return names, 0
			}
			continue
		case open == 0 && t.tok == token.LBRACE:
			return names, i
		case open == 0 && (t.tok == token.SEMICOLON || t.tok == token.COMMA):
			return names, 0
		case open == 1 && t.tok == token.IDENT && !l.is(i+1, token.PERIOD) &&
			(l.is(i-1, token.LPAREN) || l.is(i-1, token.LBRACK) || l.is(i-1, token.COMMA)):
			names = append(names, t.text)
		}
		if open += depth(t.tok); open < 0 {
			return names, 0
		}
	}
	return names, 0
}
