package proofread

import "regexp"

// A rule finds what its name says; the fault is its first group when it has
// one, the whole match otherwise.
type rule struct {
	name  string
	match *regexp.Regexp
}

// The spaces are those the French printing office asks for, and that screens
// render well: a narrow no-break space before ; ! ? and between groups of
// digits, a no-break space before : and inside « ».
var rules = []rule{
	{"U+202F wanted before ; ! ?", regexp.MustCompile(`[^\s«]([ \x{a0}][;!?])`)},
	{"U+00A0 wanted before :", regexp.MustCompile(`[^\s«]([ \x{202f}]:)(?:\s|$)`)},
	{"no-break space wanted before ; ! ? :", regexp.MustCompile(`([\pL\pN)»%*][;!?:])(?:\s|$)`)},
	{"no-break space wanted inside « »", regexp.MustCompile(`«[^\x{a0}\x{202f}]|[^\x{a0}\x{202f}]»`)},
	{"… wanted", regexp.MustCompile(`\.\.\.`)},
	{"« » wanted", regexp.MustCompile(`"\pL[^"]*"|“|”`)},
	{"’ wanted", regexp.MustCompile(`\pL('\pL)`)},
	{"no-break space wanted before %", regexp.MustCompile(`[\pNX]( ?%)`)},
	{"no-break space wanted between groups of digits", regexp.MustCompile(`\pN( \pN{3})(?:\PN|$)`)},
	{"no-break space wanted between a number and its unit", regexp.MustCompile(`\pN( (?:ns|µs|ms|s|min|h|Go|Mo|ko|€))(?:[^\pL]|$)`)},
	{"no-break space wanted beside ×", regexp.MustCompile(`\pN( ×)|×( )\pN`)},
}

// Typography marks the breaches of French typography in p.
func Typography(p Passage) []Fault {
	var faults []Fault
	for _, r := range rules {
		for _, m := range r.match.FindAllStringSubmatchIndex(p.Text, -1) {
			from, to := m[0], m[1]
			for group := 2; group < len(m); group += 2 {
				if m[group] >= 0 {
					from, to = m[group], m[group+1]
				}
			}
			faults = append(faults, Fault{p.Place, r.name, excerpt(p.Text, from, to)})
		}
	}
	return faults
}
