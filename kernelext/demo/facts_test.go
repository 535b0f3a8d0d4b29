package demo_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cahiers/kernelext/sight"
)

// facts are what a sight says, apart from how it says it: a line each.
func facts(s sight.Sight) []string {
	var all []string
	for _, p := range s.Races {
		all = append(all, fmt.Sprintf("race on %q: %s", p.Variable, strings.Join(accesses(p), ", ")))
	}
	if s.Waits != nil {
		for i, g := range s.Waits.Goroutines {
			all = append(all, goroutine(g)+joined(s.Waits, i))
		}
	}
	for _, n := range s.Notes {
		all = append(all, "line "+place(n.At))
	}
	if s.Reel != nil {
		all = append(all, fmt.Sprintf("%d lanes", len(s.Reel.Lanes)))
		for _, l := range s.Reel.Lanes {
			if !numbered.MatchString(l.Name) {
				all = append(all, "lane "+l.Name)
			}
		}
	}
	if len(all) == 0 {
		all = []string{"nothing"}
	}
	slices.Sort(all)
	for i, fact := range all {
		all[i] = string(s.Kind) + ": " + fact
	}
	return all
}

// numbered matches the name of a goroutine that has no other.
var numbered = regexp.MustCompile(`^goroutine.\d+$`)

// accesses are the two of a race, the one that is written first in the cell
// first. Which one reads, where both are the same line, changes from run to run.
func accesses(p sight.Pair) []string {
	var both []string
	for _, a := range p.Accesses {
		does := "read "
		switch {
		case p.Accesses[0].At.Line == p.Accesses[1].At.Line:
			does = ""
		case a.Write:
			does = "write "
		}
		started := ""
		if a.Started.Exists() {
			started = " of a goroutine from " + place(a.Started)
		}
		both = append(both, does+place(a.At)+started)
	}
	slices.Sort(both)
	return both
}

func goroutine(g sight.Goroutine) string {
	started := ""
	if g.Started.Exists() {
		started = " from " + place(g.Started)
	}
	return fmt.Sprintf("%d at %s%s", len(g.Numbers), place(g.At), started)
}

// joined is what a goroutine holds and waits for.
func joined(w *sight.Waits, goroutine int) string {
	var all []string
	for _, e := range w.Edges {
		if e.Goroutine != goroutine {
			continue
		}
		does := "waits for"
		if e.Holds {
			does = "holds"
		}
		thing := w.Things[e.Thing]
		all = append(all, fmt.Sprintf("%s %s %s", does, thing.Kind, thing.Name))
	}
	if len(all) == 0 {
		return ""
	}
	slices.Sort(all)
	return " " + strings.Join(all, ", ")
}

// place is a line of the cell, or of another.
func place(s sight.Spot) string {
	switch {
	case !s.Exists():
		return "nowhere"
	case strings.HasPrefix(s.Name, "cellule"):
		return fmt.Sprintf("another cell, %d", s.Line)
	default:
		return fmt.Sprint(s.Line)
	}
}
