package source

import (
	"go/scanner"
	"go/token"
	"strings"
	"unicode/utf8"
)

// A lexeme is a token in a text: from and to are offsets, line counts from 0.
type lexeme struct {
	tok      token.Token
	text     string // of a name or a literal
	from, to int
	line     int
}

// A lexed is a text of Go, right or wrong, as lexemes.
type lexed struct {
	source   string
	tokens   []lexeme // the semicolons of line ends among them, of no length
	comments []comment
	open     string // what would close the raw string or the comment at the end of the text
}

func lex(source string) lexed {
	l := lexed{source: source, tokens: make([]lexeme, 0, len(source)/4)}
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(source))
	s.Init(file, []byte(source), func(_ token.Position, problem string) {
		switch problem {
		case "raw string literal not terminated":
			l.open = "`"
		case "comment not terminated":
			l.open = "*/"
		}
	}, scanner.ScanComments)
	line, counted := 0, 0
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return l
		}
		from := file.Offset(pos)
		line += strings.Count(source[counted:from], "\n")
		counted = from
		to := l.end(from, tok, text)
		if tok == token.COMMENT {
			l.comments = append(l.comments, comment{text, from, to, line, len(l.tokens)})
		} else {
			l.tokens = append(l.tokens, lexeme{tok, text, from, to, line})
		}
	}
}

// end is the offset at which a token ends. The scanner does not tell, and
// leaves carriage returns out of comments and raw strings.
func (l *lexed) end(from int, tok token.Token, text string) int {
	rest := l.source[from:]
	switch {
	case tok == token.SEMICOLON && text == "\n":
		return from
	case tok == token.ILLEGAL:
		_, n := utf8.DecodeRuneInString(rest)
		return from + n
	case text == "":
		return from + len(tok.String())
	case strings.HasPrefix(rest, text):
		return from + len(text)
	case strings.HasPrefix(rest, "//"):
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		return from + n
	}
	closing := "*/"
	if tok != token.COMMENT {
		closing = rest[:1]
	}
	n := strings.Index(rest[1:], closing)
	if n < 0 {
		return len(l.source)
	}
	return from + 1 + n + len(closing)
}

// is reports whether there is a token i, of this kind.
func (l *lexed) is(i int, tok token.Token) bool {
	return 0 <= i && i < len(l.tokens) && l.tokens[i].tok == tok
}
