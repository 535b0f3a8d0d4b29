package proofread

import (
	"fmt"
	"strings"
)

// A Passage is one line of French and the place it comes from.
type Passage struct {
	Place string   // for instance « notebooks/04-mutex.ipynb, cell mutex-s01, line 3 »
	Text  string   // code, links and markup taken out; a placeholder stands where something was
	Known []string // words that are right here: the identifiers of the code around
}

// placeholder stands for inline code, a formula or a formatting verb: French
// spacing applies around it, spelling does not.
const placeholder = "X"

// A Fault is something to mend.
type Fault struct {
	Place  string
	What   string // the rule that is broken, or the word that is not known
	Around string // the text around it, with its no-break spaces made visible
}

func (f Fault) String() string { return fmt.Sprintf("%s: %s: %s", f.Place, f.What, f.Around) }

// excerpt cuts the text around text[from:to] and shows its spaces: · is an
// ordinary one, ° a no-break one, ' a narrow no-break one.
func excerpt(text string, from, to int) string {
	const margin = 24
	before, after := []rune(text[:from]), []rune(text[to:])
	before = before[max(0, len(before)-margin):]
	after = after[:min(margin, len(after))]
	return visible.Replace(string(before) + text[from:to] + string(after))
}

var visible = strings.NewReplacer(" ", "·", "\u00a0", "°", "\u202f", "'")
