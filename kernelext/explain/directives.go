package explain

import (
	"slices"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

// Ignored warns of what the cell asked for by a directive and did not get: what
// nobody knows, what its program was not built for, and what was built but had
// nothing to show. It reports whether there is any.
func (c Case) Ignored(built, shown []source.Directive) (sight.Sight, bool) {
	cell := c.current()
	var notes []sight.Note
	for _, directive := range cell.Directives() {
		d := source.Directive(directive)
		var text string
		switch {
		case slices.Contains(shown, d):
			continue
		case slices.Contains(built, d):
			text = directiveUnfinished(directive)
		case source.IsDirective(directive):
			text = directiveWithoutMain(directive)
		default:
			text = unknownDirective(directive)
		}
		line := 1 + slices.IndexFunc(strings.Split(cell.Text, "\n"), func(line string) bool {
			return strings.HasPrefix(line, source.DirectivePrefix+directive)
		})
		notes = append(notes, sight.Note{Text: text, At: c.spotAt(source.Place{Cell: cell.Number, Line: line})})
	}
	if len(notes) == 0 {
		return sight.Sight{}, false
	}
	return sight.Sight{Kind: sight.Warning, Title: directiveIgnored(len(notes)), Alt: directiveIgnored(len(notes)), Notes: notes}, true
}

// current is the cell of the case.
func (c Case) current() source.Cell { return c.Cells[len(c.Cells)-1] }
