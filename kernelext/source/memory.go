package source

import (
	"maps"
	"slices"
)

// A memory is what is remembered of one kind, by key.
type memory map[string]member

// A member is one declaration of a group.
type member struct {
	*group
	at int
}

// A group is what GoNB renders together, where it finds the first of it: the
// constants of one const, the variables of one value; all else is alone.
type group struct {
	owner   *owner // nil when it is the text that Without is given
	doc     string // of a const with parentheses
	members []declared
	imports Import
}

// A declared is a declaration as text.
type declared struct {
	key, name         string // the name is "" for a method and for an import
	doc, text, remark string // what is above, the declaration itself, what follows on its line
}

// An owner is a cell that was kept, and when, for cells of the same number.
type owner struct {
	cell Cell
	turn int
}

// rendered are the groups that GoNB renders, in its order.
func (m memory) rendered() []*group {
	var groups []*group
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if m[key].at == 0 {
			groups = append(groups, m[key].group)
		}
	}
	return groups
}

// with is a memory changed by another; it makes the one that was nil.
func (m memory) with(now memory) memory {
	if m == nil {
		m = memory{}
	}
	maps.Copy(m, now)
	return m
}

// add remembers the members of a group.
func (m memory) add(g *group) {
	for at, one := range g.members {
		m[one.key] = member{g, at}
	}
}
