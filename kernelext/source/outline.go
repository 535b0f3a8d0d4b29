package source

import "go/token"

// A kind is that of a declaration. GoNB remembers each kind apart.
type kind int

const (
	importKind kind = iota
	typeKind
	constKind
	varKind
	funcKind
)

// A declaration is the least that GoNB moves about: an import, a type, a
// constant, a variable (or several that one call makes), a function.
type declaration struct {
	kind    kind
	key     string  // GoNB's: two of the same key replace each other
	keyword int     // the token func, type, …
	spec    piece   // as it is written, perhaps with others: functions with the keyword, all else without
	names   []piece // what is declared; of an import, its name, if it has one
	typ     piece   // constants and variables: the type, or nothing
	value   piece   // constants and variables: the value, or nothing; of an import, its path
	block   int     // constants: which const they are in, from 0
}

// An outline is what a text of Go declares, in order.
type outline struct {
	lexed
	declarations []declaration
	blocks       int // how many const
}

// outlineOf finds what a text declares. In a text that does not parse it finds
// what it can.
func outlineOf(text string) *outline {
	o := &outline{lexed: lex(text)}
	for i := 0; i < len(o.tokens); {
		end := o.end(i)
		o.declare(piece{i, end})
		i = end
		if o.is(end, token.SEMICOLON) || end < len(o.tokens) && depth(o.tokens[end].tok) < 0 {
			i++
		}
	}
	return o
}

// end is the index after the declaration, or whatever else, at a token: that
// of a semicolon or, if brackets are left open until the end of the text, of
// the next keyword that begins both its line and a declaration.
func (o *outline) end(i int) int {
	open := 0
	for end := i; end < len(o.tokens); end++ {
		tok := o.tokens[end].tok
		if open == 0 && tok == token.SEMICOLON {
			return end
		}
		if open += depth(tok); open < 0 {
			return end
		}
	}
	if open == 0 {
		return len(o.tokens)
	}
	for end := i + 1; end < len(o.tokens); end++ {
		t := o.tokens[end]
		switch t.tok {
		case token.IMPORT, token.CONST, token.TYPE, token.VAR, token.FUNC:
			if o.source[t.from-1] == '\n' {
				return end
			}
		default:
		}
	}
	return len(o.tokens)
}

// declare reads the declaration in a piece, if there is one.
func (o *outline) declare(p piece) {
	if p.empty() {
		return
	}
	rest := piece{p.from + 1, p.to}
	switch o.tokens[p.from].tok {
	case token.FUNC:
		o.declareFunc(p)
	case token.IMPORT:
		o.each(rest, o.declareImport)
	case token.TYPE:
		o.each(rest, o.declareType)
	case token.VAR:
		o.each(rest, o.declareVar)
	case token.CONST:
		o.each(rest, o.declareConst)
		o.blocks++
	default:
	}
}

// each reads the declarations after a keyword: one, or several in parentheses.
func (o *outline) each(p piece, read func(spec piece, keyword int)) {
	keyword := p.from - 1
	if !o.is(p.from, token.LPAREN) {
		if !p.empty() {
			read(p, keyword)
		}
		return
	}
	inside := piece{p.from + 1, o.until(p.from+1, p.to, token.RPAREN)}
	for _, spec := range o.split(inside, token.SEMICOLON) {
		if !spec.empty() {
			read(spec, keyword)
		}
	}
}

func (o *outline) declareFunc(p piece) {
	i := p.from + 1
	var receiver piece
	if o.is(i, token.LPAREN) {
		end := o.until(i+1, p.to, token.RPAREN)
		receiver = piece{i + 1, end}
		i = end + 1
	}
	if i >= p.to || !o.is(i, token.IDENT) {
		return
	}
	key := o.tokens[i].text
	if !receiver.empty() {
		key = o.receiverKey(receiver) + "~" + key
	}
	o.declarations = append(o.declarations, declaration{
		kind: funcKind, key: key, keyword: p.from, spec: p, names: []piece{{i, i + 1}},
	})
}

// receiverKey is the type of a receiver in GoNB's key of a method. GoNB knows
// names, and whatever a star stands before, with its type parameters as they
// are written; a type with parameters but no star is like any other such.
func (o *outline) receiverKey(receiver piece) string {
	receiver.to = o.until(receiver.from, receiver.to, token.COMMA)
	i, n := receiver.from, receiver.to-receiver.from
	switch {
	case o.is(i, token.MUL):
		return o.text(piece{i + 1, receiver.to})
	case n > 1 && o.is(i, token.IDENT) && o.is(i+1, token.MUL):
		return o.text(piece{i + 2, receiver.to})
	case n == 1 && o.is(i, token.IDENT), n == 2 && o.is(i, token.IDENT) && o.is(i+1, token.IDENT):
		return o.tokens[receiver.to-1].text
	default:
		return "unknown"
	}
}

func (o *outline) declareImport(spec piece, keyword int) {
	path := piece{spec.to - 1, spec.to}
	if !o.is(path.from, token.STRING) {
		return
	}
	d := declaration{kind: importKind, keyword: keyword, spec: spec, value: path}
	if path.from > spec.from {
		d.names = []piece{{spec.from, path.from}}
	}
	d.key = o.imported(d).key()
	o.declarations = append(o.declarations, d)
}

func (o *outline) declareType(spec piece, keyword int) {
	if !o.is(spec.from, token.IDENT) {
		return
	}
	name := piece{spec.from, spec.from + 1}
	o.declarations = append(o.declarations, declaration{
		kind: typeKind, key: o.text(name), keyword: keyword, spec: spec, names: []piece{name},
	})
}

// declareVar keeps together the variables that one value makes; others go
// their own ways, each with its type and its value.
func (o *outline) declareVar(spec piece, keyword int) {
	names, typ, values := o.valueSpec(spec)
	d := declaration{kind: varKind, keyword: keyword, spec: spec, typ: typ}
	if len(values) == 1 && len(names) > 0 {
		d.key, d.names, d.value = o.text(names[0]), names, values[0]
		o.declarations = append(o.declarations, d)
		return
	}
	o.oneByOne(d, names, values)
}

// declareConst separates constants as GoNB does, each with the type of all.
func (o *outline) declareConst(spec piece, keyword int) {
	names, typ, values := o.valueSpec(spec)
	o.oneByOne(declaration{kind: constKind, keyword: keyword, spec: spec, typ: typ, block: o.blocks}, names, values)
}

func (o *outline) oneByOne(d declaration, names, values []piece) {
	for i, name := range names {
		d.key, d.names, d.value = o.text(name), []piece{name}, piece{}
		if i < len(values) {
			d.value = values[i]
		}
		o.declarations = append(o.declarations, d)
	}
}

// valueSpec reads "a, b T = x, y".
func (l *lexed) valueSpec(spec piece) (names []piece, typ piece, values []piece) {
	i := spec.from
	for i < spec.to && l.is(i, token.IDENT) {
		names = append(names, piece{i, i + 1})
		i++
		if i == spec.to || !l.is(i, token.COMMA) {
			break
		}
		i++
	}
	assign := l.until(i, spec.to, token.ASSIGN)
	if i < assign {
		typ = piece{i, assign}
	}
	if l.is(assign, token.ASSIGN) {
		values = l.split(piece{assign + 1, spec.to}, token.COMMA)
	}
	return names, typ, values
}
