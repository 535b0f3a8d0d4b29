package source

import (
	"cmp"
	"slices"
	"strings"
)

// A Place is a line of a cell, both counted from 1. The zero Place is nowhere.
type Place struct{ Cell, Line int }

// Places tells, for each line of a Go file that GoNB composed (main.go or
// main_test.go), where in which cell it was written; index 0 is line 1. Cells
// are in the order they ran, the last is the newest.
//
// GoNB takes apart what cells declare, keeps the newest and sorts it. So each
// declaration of the file is looked for among those of the same key, newest
// first, and found by its text; func main, in the last cell only. What GoNB
// adds is nowhere: the imports of goimports, the keywords and parentheses of
// groups. The end of a func main that %% began is the last line of the cell.
func Places(composed []byte, cells []Cell) []Place {
	file := outlineOf(string(composed))
	places := make([]Place, strings.Count(file.source, "\n")+1)
	if file.source == "" || strings.HasSuffix(file.source, "\n") {
		places = places[:len(places)-1]
	}
	written := writtenIn(cells)
	for _, d := range file.declarations {
		if from, ok := written.find(file, d); ok {
			from.tell(places, file, d)
		}
	}
	return places
}

// A written is a declaration of a cell.
type written struct {
	declaration
	*origin
}

// An origin is a cell as an outline; lines has, for each of its lines, that of
// the cell.
type origin struct {
	*outline
	lines []int
	cell  int
}

// An index is what the cells declare, newest first. Under the key init is
// what GoNB makes func init, in the order in which GoNB writes it.
type index map[entry][]written

type entry struct {
	kind kind
	key  string
}

func writtenIn(cells []Cell) index {
	all := index{}
	for i, cell := range slices.Backward(cells) {
		if !IsGo(cell.Text) {
			continue
		}
		text, lines := readCell(cell.Text).program()
		from := &origin{outlineOf(text), lines, cell.Number}
		for _, d := range slices.Backward(from.declarations) { // GoNB takes the last of a key
			if d.kind != funcKind || d.key != "main" || i == len(cells)-1 {
				at := from.entry(d)
				all[at] = append(all[at], written{d, from})
			}
		}
	}
	slices.SortStableFunc(all[entry{funcKind, "init"}], func(a, b written) int { return cmp.Compare(a.key, b.key) })
	return all
}

// entry is where a declaration stands in an index: an import under its path,
// because goimports may name it.
func (o *outline) entry(d declaration) entry {
	switch {
	case d.kind == importKind:
		return entry{importKind, o.imported(d).Path}
	case d.kind == funcKind && strings.HasPrefix(d.key, initPrefix):
		return entry{funcKind, "init"}
	}
	return entry{d.kind, d.key}
}

// find finds where a declaration of a composed file was written: the newest of
// the same text or, if there is none, of the same tokens, because goimports
// may have formatted it.
func (all index) find(file *outline, d declaration) (from written, ok bool) {
	at := file.entry(d)
	for _, same := range []func(written, *outline, declaration) bool{written.equal, written.alike} {
		for _, w := range all[at] {
			if !same(w, file, d) {
				continue
			}
			if at.key == "init" { // the next may have the same text
				all[at] = slices.DeleteFunc(slices.Clone(all[at]), func(other written) bool { return other.key == w.key })
			}
			return w, true
		}
	}
	return written{}, false
}

// parts are the pieces of a declaration that GoNB writes as they are, in a
// place of their own.
func (d declaration) parts() []piece {
	switch d.kind {
	case constKind, varKind:
		return append(slices.Clone(d.names), d.typ, d.value)
	case importKind:
		return append(slices.Clone(d.names), d.value)
	default:
		return []piece{d.spec}
	}
}

// equal reports whether GoNB made d, in file, of what is written.
func (w written) equal(file *outline, d declaration) bool {
	if w.kind == importKind {
		return w.imported(w.declaration) == file.imported(d)
	}
	return slices.EqualFunc(w.parts(), d.parts(), func(p, q piece) bool { return w.rendered(p) == file.text(q) })
}

// rendered is a piece as GoNB writes it.
func (w written) rendered(p piece) string {
	if w.kind == funcKind {
		return renderedFunc(w.key, w.text(p))
	}
	return w.text(p)
}

// alike reports whether goimports made d, in file, of what is written.
func (w written) alike(file *outline, d declaration) bool {
	if w.kind == importKind && len(w.names) == 0 { // goimports gave it a name
		return true
	}
	return slices.EqualFunc(w.parts(), d.parts(), func(p, q piece) bool {
		return slices.EqualFunc(w.solid(p), file.solid(q), func(a, b lexeme) bool { return a.tok == b.tok && a.text == b.text })
	})
}

// tell notes the places of what became d, in file.
func (w written) tell(places []Place, file *outline, d declaration) {
	mine, theirs := w.parts(), d.parts()
	if w.kind == importKind {
		mine, theirs = []piece{w.value}, []piece{d.value}
	}
	for i, p := range mine {
		q := theirs[i]
		if p.empty() || q.empty() {
			continue
		}
		if text := file.text(q); w.rendered(p) == text {
			for n := range strings.Count(text, "\n") + 1 {
				w.note(places, file.line(q)+n, w.line(p)+n)
			}
			continue
		}
		from := w.solid(p)
		for n, t := range file.solid(q) {
			w.note(places, t.line, from[n].line)
		}
	}
	if w.kind == funcKind {
		w.tellDoc(places, file.docOf(d), w.docOf(w.declaration))
	}
}

// tellDoc notes the places of the comments above a function, each of which
// GoNB puts on a line of its own.
func (w written) tellDoc(places []Place, composed, mine []comment) {
	for i, c := range composed {
		if i == len(mine) || c.text != mine[i].text {
			return
		}
		for n := range strings.Count(c.text, "\n") + 1 {
			w.note(places, c.line+n, mine[i].line+n)
		}
	}
}

// note notes the place of a line of the composed file.
func (w written) note(places []Place, composed, line int) {
	places[composed] = Place{w.cell, w.lines[line]}
	if w.lines[line] == 0 {
		places[composed] = Place{}
	}
}
