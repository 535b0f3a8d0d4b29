package source

import "strings"

// declarationsOf are the declarations of one cell.
func declarationsOf(text string, by *owner) Declarations {
	program, _ := readCell(text).program()
	o := outlineOf(program)
	d := Declarations{imports: memory{}, types: memory{}, constants: memory{}, variables: memory{}, functions: memory{}}
	blocks := make([]*group, o.blocks)
	for _, found := range o.declarations {
		g := &group{owner: by}
		switch found.kind {
		case importKind:
			g.imports = o.imported(found)
			g.members = []declared{{key: found.key}}
			d.imports.add(g)
		case typeKind:
			g.members = []declared{o.asDeclared(found, o.text(found.spec))}
			d.types.add(g)
		case funcKind:
			g.members = []declared{o.asDeclared(found, renderedFunc(found.key, o.text(found.spec)))}
			d.functions.add(g)
		case varKind:
			g.members = o.variables(found)
			d.variables.add(g)
		case constKind:
			if g = blocks[found.block]; g == nil {
				g = &group{owner: by, doc: o.docOfBlock(found)}
				blocks[found.block] = g
			}
			g.members = append(g.members, o.asDeclared(found, o.valueText(found)))
		}
	}
	for _, g := range blocks {
		if g != nil {
			d.constants.add(g)
		}
	}
	return d
}

// initPrefix begins the names of the functions that GoNB makes func init.
const initPrefix = "init_"

// renderedFunc is the text of a function as GoNB renders it.
func renderedFunc(key, text string) string {
	if strings.HasPrefix(key, initPrefix) {
		return strings.Replace(text, key, "init", 1)
	}
	return text
}

func (o *outline) asDeclared(d declaration, text string) declared {
	one := declared{key: d.key, doc: docText(o.docOf(d)), text: text, remark: o.remark(d.spec)}
	if names := o.namesOf(d); len(names) > 0 {
		one.name = names[0]
	}
	return one
}

// variables are those of one declaration, the text with the first.
//
// GoNB gives each _ a key of its own, and never forgets one. Two of the same
// text are one here: nothing tells them apart.
func (o *outline) variables(d declaration) []declared {
	text := o.valueText(d)
	all := []declared{o.asDeclared(d, text)}
	for _, name := range o.namesOf(d)[1:] {
		all = append(all, declared{key: name, name: name})
	}
	for i := range all {
		if all[i].key == "_" {
			all[i].key = "_~" + text
		}
	}
	return all
}

// valueText is a constant, or the variables of one declaration, as GoNB
// renders them.
func (o *outline) valueText(d declaration) string {
	text := strings.Join(o.namesOf(d), ", ")
	if !d.typ.empty() {
		text += " " + o.text(d.typ)
	}
	if !d.value.empty() {
		text += " = " + o.text(d.value)
	}
	return text
}

// docOfBlock is the comment above a const with parentheses.
func (o *outline) docOfBlock(d declaration) string {
	if d.spec.from == d.keyword+1 {
		return ""
	}
	return docText(o.doc(d.keyword))
}
