package source

import (
	"cmp"
	"maps"
	"slices"
)

// Declarations are what GoNB remembers from cell to cell, by its own keys. The
// zero value remembers nothing.
type Declarations struct {
	imports   memory
	types     memory
	constants memory
	variables memory
	functions memory
	kept      int // how many cells
}

// all lists the memories in the order in which GoNB looks for what %rm names.
func (d *Declarations) all() []memory {
	return []memory{d.imports, d.constants, d.types, d.variables, d.functions}
}

// Begin does what the commands of a cell do to what is remembered, before the
// cell's Go is compiled: %reset, and %rm (or %remove) with keys as %ls shows
// them.
func (d *Declarations) Begin(text string) {
	if !IsGo(text) {
		return
	}
	for _, command := range readCell(text).commands {
		words := words(command[1:])
		if command[0] != '%' || len(words) == 0 {
			continue
		}
		switch words[0] {
		case "reset":
			switch {
			case len(words) == 1:
				*d = Declarations{kept: d.kept}
			case len(words) > 2 || words[1] != "go.mod":
				return // an error, after which GoNB does nothing more
			}
		case "rm", "remove":
			for _, key := range words[1:] {
				d.remove(key)
			}
		}
	}
}

// remove forgets one declaration, of the first kind that has the key.
func (d *Declarations) remove(key string) {
	for _, m := range d.all() {
		if _, ok := m[key]; ok {
			delete(m, key)
			return
		}
	}
}

// Keep remembers what a cell that compiled declares: a declaration replaces
// that of the same kind and key, and func main is forgotten.
func (d *Declarations) Keep(cell Cell) {
	if !IsGo(cell.Text) {
		return
	}
	d.kept++
	d.merge(declarationsOf(cell.Text, &owner{cell, d.kept}))
}

// merge replaces what is remembered by what is declared now.
func (d *Declarations) merge(now Declarations) {
	delete(now.functions, "main")
	d.imports = d.imports.with(now.imports)
	d.types = d.types.with(now.types)
	d.constants = d.constants.with(now.constants)
	d.functions = d.functions.with(now.functions)
	// What one value made goes as a whole when any of it is declared again.
	for _, key := range slices.Sorted(maps.Keys(now.variables)) {
		if old, ok := d.variables[key]; ok && old.group != now.variables[key].group {
			for _, v := range old.members {
				delete(d.variables, v.key)
			}
		}
		d.variables = d.variables.with(memory{key: now.variables[key]})
	}
}

// Imports are what the cells import by themselves; what goimports adds is not
// remembered.
func (d *Declarations) Imports() []Import {
	var imports []Import
	for _, g := range d.imports.rendered() {
		imports = append(imports, g.imports)
	}
	return imports
}

// Cells are those whose declarations still stand in the program, in order of
// Number.
func (d *Declarations) Cells() []Cell {
	owners := map[*owner]bool{}
	for _, m := range d.all() {
		for _, g := range m.rendered() {
			owners[g.owner] = true
		}
	}
	var cells []Cell
	for _, o := range slices.SortedFunc(maps.Keys(owners), func(a, b *owner) int {
		return cmp.Or(cmp.Compare(a.cell.Number, b.cell.Number), cmp.Compare(a.turn, b.turn))
	}) {
		cells = append(cells, o.cell)
	}
	return cells
}

func (d *Declarations) clone() Declarations {
	return Declarations{
		imports: maps.Clone(d.imports), types: maps.Clone(d.types), constants: maps.Clone(d.constants),
		variables: maps.Clone(d.variables), functions: maps.Clone(d.functions),
	}
}

// declares reports whether a name is that of a constant, a type, a variable or
// a function.
func (d *Declarations) declares(name string) bool {
	return slices.ContainsFunc(d.all()[1:], func(m memory) bool { _, ok := m[name]; return ok })
}
