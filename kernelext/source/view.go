package source

import (
	"slices"
	"strings"
)

// A Known gives the path of the package that GoNB would import, through
// goimports, for a name that nothing declares; ok is false when there is none.
// Nil knows nothing.
type Known func(name string) (path string, ok bool)

// View is a cell as a Go file for a language server, be the cell unfinished.
// Line 1 is a header: the package clause and the imports. Line n of the cell is
// line n+1 of the file, column for column where it is Go. Commands and package
// clauses are blank there, %exec F is a func main that calls F, and %% begins a
// func main that ends after the last line.
//
// The header imports the packages that the cell mentions and neither imports
// nor declares: from kept, what earlier cells import by themselves, or else
// from known, which must not answer for what earlier cells declare; what kept
// imports with a dot is always there. [Declarations.View] gives both.
//
// ok is false when the cell is not Go.
func View(text string, kept []Import, known Known) (file string, ok bool) {
	if !IsGo(text) {
		return "", false
	}
	body, closing := readCell(text).aligned()
	header, rest, _ := strings.Cut(body, "\n")
	for _, i := range outlineOf(body).missing(kept, known) {
		header += "; import " + i.String()
	}
	return header + "\n" + rest + closing, true
}

// View is the function [View] for a cell that follows those remembered.
func (d *Declarations) View(text string, known Known) (file string, ok bool) {
	rest := d.clone()
	rest.Begin(text)
	return View(text, rest.Imports(), known.but(rest.declares))
}

// missing are the imports that a file needs besides its own.
func (o *outline) missing(kept []Import, known Known) []Import {
	own := map[string]bool{}
	for _, d := range o.declarations {
		if d.kind == importKind {
			i := o.imported(d)
			own[i.mentionedAs()] = true
			own[i.key()] = true
			continue
		}
		for _, name := range o.namesOf(d) {
			own[name] = true
		}
	}
	var missing []Import
	for _, i := range kept {
		if i.Name == "." && !own[i.key()] {
			missing = append(missing, i)
		}
	}
	for _, name := range o.mentions() {
		if own[name] {
			continue
		}
		at := slices.IndexFunc(kept, func(i Import) bool { return i.mentionedAs() == name })
		if at >= 0 {
			missing = append(missing, kept[at])
		} else if i, ok := known.named(name); ok {
			missing = append(missing, i)
		}
	}
	return missing
}

// named is the import that makes a name known.
func (k Known) named(name string) (i Import, ok bool) {
	if k == nil {
		return Import{}, false
	}
	path, ok := k(name)
	if i = (Import{Path: path}); i.mentionedAs() != name {
		i.Name = name
	}
	return i, ok
}

// but is k for all names but some.
func (k Known) but(declared func(name string) bool) Known {
	return func(name string) (path string, ok bool) {
		if k == nil || declared(name) {
			return "", false
		}
		return k(name)
	}
}

// namesOf are the names that a declaration gives to the package: none for an
// import or a method.
func (o *outline) namesOf(d declaration) []string {
	if d.kind == importKind || d.kind == funcKind && strings.Contains(d.key, "~") {
		return nil
	}
	names := make([]string, len(d.names))
	for i, name := range d.names {
		names[i] = o.text(name)
	}
	return names
}
