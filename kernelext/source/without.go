package source

import (
	"slices"
	"strings"
)

// Without is all that is remembered but what a text declares again, as a Go
// file to stand beside [Declarations.View] of the text: in GoNB's order, with
// the comments, and with the imports it needs, from known if need be.
//
// A name that the text gives to another kind of declaration is left out too,
// though GoNB would keep both and the compiler refuse them; of a const, it
// becomes _, for the others to keep their values.
func (d *Declarations) Without(text string, known Known) string {
	rest := d.clone()
	again := map[string]bool{}
	if IsGo(text) {
		rest.Begin(text)
		now := declarationsOf(text, nil)
		for _, m := range now.all() {
			for _, one := range m {
				again[one.members[one.at].name] = true
			}
		}
		delete(again, "_")
		delete(again, "")
		rest.merge(now)
	}
	body := rest.render(again)
	header := "package main\n\n"
	imports := slices.DeleteFunc(rest.Imports(), func(i Import) bool { return again[i.mentionedAs()] })
	missing := outlineOf(header+body).missing(imports, known.but(func(name string) bool { return again[name] }))
	for _, i := range missing {
		header += "import " + i.String() + "\n"
	}
	if len(missing) > 0 {
		header += "\n"
	}
	return header + body
}

// render writes the groups that have an owner, but for the names declared
// again.
func (d *Declarations) render(again map[string]bool) string {
	var b strings.Builder
	one := func(keyword string, g *group) {
		if g.owner != nil && !slices.ContainsFunc(g.members, func(m declared) bool { return again[m.name] }) {
			b.WriteString(g.doc + g.members[0].line(keyword, nil) + "\n")
		}
	}
	for _, g := range d.types.rendered() {
		one("type ", g)
	}
	for _, g := range d.constants.rendered() {
		switch {
		case g.owner == nil:
		case len(g.members) == 1:
			one("const ", g)
		default:
			b.WriteString(g.doc + "const (\n")
			for _, m := range g.members {
				b.WriteString(m.line("\t", again))
			}
			b.WriteString(")\n\n")
		}
	}
	for _, g := range d.variables.rendered() {
		one("var ", g)
	}
	for _, g := range d.functions.rendered() {
		one("", g)
	}
	return b.String()
}

// line is a declaration after what comes before it; its name becomes _ when it
// is declared again.
func (d declared) line(before string, again map[string]bool) string {
	text := d.text
	if again[d.name] {
		text = "_" + strings.TrimPrefix(text, d.name)
	}
	if d.remark != "" {
		text += " " + d.remark
	}
	return d.doc + before + text + "\n"
}
