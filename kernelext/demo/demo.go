// Package demo is a notebook of broken cells, one for each thing that the
// kernel shows: what a newcomer to the kernel looks at, and what its tests run.
package demo

import (
	"fmt"
	"slices"

	"cahiers/kernelext/notebook"
	"cahiers/kernelext/outcome"
)

// A Cell breaks in one way, or shows one thing.
type Cell struct {
	ID    string // unique, stable
	Title string // what is wrong with it, in French
	Code  string
	Ends  outcome.Outcome // how it is meant to end
}

// A Section is the cells of one kind.
type Section struct {
	Title string
	Cells []Cell
}

// Sections are all cells, in the order of the page.
func Sections() []Section {
	return []Section{races(), deadlocks(), leaks(), panics(), warnings(), compilation(), films()}
}

// Notebook is the page before it is run.
func Notebook() *notebook.Notebook {
	nb := &notebook.Notebook{Metadata: map[string]any{}, Cells: []notebook.Cell{markdown("titre", intro)}}
	for i, section := range Sections() {
		nb.Cells = append(nb.Cells, markdown(fmt.Sprintf("partie-%d", i+1), "## "+section.Title))
		for _, c := range section.Cells {
			nb.Cells = append(nb.Cells, markdown(c.ID+"-titre", "### "+c.Title), notebook.Cell{
				ID: c.ID, Kind: notebook.Code, Source: c.Code, Metadata: metadata(c.Ends),
			})
		}
	}
	return nb
}

func markdown(id, text string) notebook.Cell {
	return notebook.Cell{ID: id, Kind: notebook.Markdown, Source: text, Metadata: map[string]any{}}
}

// metadata announces an end, where notebooks may announce it.
func metadata(ends outcome.Outcome) map[string]any {
	expect := notebook.Expectation(ends)
	m := map[string]any{}
	if slices.Contains(notebook.Expectations(), expect) {
		m["cahiers"] = map[string]any{"expect": string(expect)}
	}
	return m
}

// Ends is how the cell with an id is meant to end. It reports whether there is
// such a cell.
func Ends(id string) (ends outcome.Outcome, ok bool) {
	for _, section := range Sections() {
		for _, c := range section.Cells {
			if c.ID == id {
				return c.Ends, true
			}
		}
	}
	return "", false
}
