package proofread

import (
	"fmt"
	"regexp"
	"strings"

	"cahiers/kernelext/notebook"
)

// A Term of the field has a French name, which the course uses, and an English
// one, which it gives once, in italics, because the documentation is full of it.
type Term struct{ French, English string }

// Terms are those of the course; see the notebooks' conventions.
var terms = []Term{
	{"condition de course", "race condition"},
	{"interblocage", "deadlock"},
	{"débit", "throughput"},
	{"famine", "starvation"},
}

// Terms marks, in one notebook, an English term that stands outside italics or
// more than once, and a French one that is introduced, in bold or italics,
// without its English.
func Terms(path string, nb *notebook.Notebook) []Fault {
	var faults []Fault
	mark := func(c notebook.Cell, what, around string) {
		faults = append(faults, Fault{fmt.Sprintf("%s, cell %s", path, c.ID), what, around})
	}
	for _, t := range terms {
		gloss := regexp.MustCompile(`(?i)\*` + t.English + `s?\*`)
		english := regexp.MustCompile(`(?i)\b` + t.English)
		introduced := regexp.MustCompile(`(?i)\*` + t.French + `s?\*`)
		glosses, introductions := 0, 0
		var last notebook.Cell
		for _, c := range nb.Cells {
			if c.Kind != notebook.Markdown {
				continue
			}
			text := inline.ReplaceAllString(fence.ReplaceAllString(c.Source, ""), placeholder)
			if n := len(introduced.FindAllString(text, -1)); n > 0 {
				introductions += n
				last = c
			}
			if n := len(gloss.FindAllString(text, -1)); n > 0 {
				glosses += n
				if glosses > 1 {
					mark(c, "the English term is given once", t.English)
				}
			}
			for range english.FindAllString(gloss.ReplaceAllString(text, ""), -1) {
				mark(c, "the course says « "+t.French+" »", t.English)
			}
		}
		if introductions > 0 && glosses == 0 {
			mark(last, "introduced without its English term", t.French+" (*"+strings.ToLower(t.English)+"*)")
		}
	}
	return faults
}
