package sight

import "fmt"

// manyGroups is how many groups of goroutines a drawing can hold, and fewGroups
// how many have their code in sight.
const (
	manyGroups = 16
	fewGroups  = 6
)

// waits draws who waits for what, and writes where each goroutine is.
func (p *page) waits(s Sight) {
	if s.Waits == nil || len(s.Waits.Goroutines) == 0 {
		return
	}
	groups := len(s.Waits.Goroutines)
	switch {
	case groups > manyGroups:
		p.printf("<p class=\"cahiers-says\">%s</p>\n", sayTooMany(groups))
		p.table(s.Waits)
	case len(s.Waits.Edges) > 0:
		p.graph(s.Waits)
		p.alt(append([]string{s.Alt}, s.Waits.notes()...)...)
	}
	if groups > fewGroups {
		p.printf("<details class=\"cahiers-more\">\n<summary>%s</summary>\n", sayTheirCode(groups))
		defer p.printf("</details>\n")
	}
	p.printf("<div class=\"cahiers-cards\">\n")
	for i := range s.Waits.Goroutines {
		p.card(s.Waits, i)
	}
	p.printf("</div>\n")
}

// notes is what is known of the things.
func (w *Waits) notes() []string {
	var notes []string
	for _, t := range w.Things {
		if t.Note != "" {
			notes = append(notes, thingText(t)+".")
		}
	}
	return notes
}

// card is one goroutine: what it does, what it holds, and its code.
func (p *page) card(w *Waits, i int) {
	g := w.Goroutines[i]
	p.printf("<div class=\"cahiers-card cahiers-go-%d\">\n<p class=\"cahiers-heading\"><strong>%s</strong> %s</p>\n", paletteIndex(w.colour(i)), escape(g.Name), escape(g.Does))
	if len(g.Numbers) > 1 {
		p.printf("<p class=\"cahiers-place\">%s</p>\n", escape(sayNumbers(g.Numbers)))
	}
	p.printf("<p class=\"cahiers-place\">%s</p>\n", escape(g.At.where()))
	for _, e := range w.Edges {
		if e.Goroutine == i && e.Holds {
			before, after := sayHolding(e)
			p.printf("<p class=\"cahiers-place\">%s<code>%s</code>%s</p>\n", before, escape(w.Things[e.Thing].Name), after)
		}
	}
	p.code(g.At)
	p.started(g.Started)
	if g.State != "" {
		p.printf("<p class=\"cahiers-state\">%s</p>\n", escape(sayState(g.State)))
	}
	p.printf("</div>\n")
}

// colour is which colour a goroutine has: the main one has its own.
func (w *Waits) colour(i int) int {
	n := 1
	for j, g := range w.Goroutines {
		main := len(g.Numbers) == 1 && g.Numbers[0] == 1
		switch {
		case i == j && main:
			return 0
		case i == j:
			return n
		case !main:
			n++
		}
	}
	return n
}

// table is what a drawing would say, a line per goroutine.
func (p *page) table(w *Waits) {
	p.printf("<div class=\"cahiers-scroll\"><table class=\"cahiers-table\">\n<thead><tr>")
	for _, head := range []string{headGoroutine, headDoes, headPlace, headWaits, headHolds} {
		p.printf("<th scope=\"col\">%s</th>", head)
	}
	p.printf("</tr></thead>\n<tbody>\n")
	for i, g := range w.Goroutines {
		var waits, holds string
		for _, e := range w.Edges {
			if e.Goroutine != i {
				continue
			}
			list, name := &waits, thingText(w.Things[e.Thing])
			if e.Holds {
				list = &holds
			}
			if *list != "" {
				*list += ", "
			}
			*list += name
			if e.Inferred {
				*list += " (" + sayGuess + ")"
			}
		}
		p.printf("<tr><th scope=\"row\">%s</th>", escape(g.Name))
		for _, text := range []string{g.Does, g.At.where(), waits, holds} {
			p.printf("<td>%s</td>", escape(text))
		}
		p.printf("</tr>\n")
	}
	p.printf("</tbody>\n</table></div>\n")
}

// legend explains the two sorts of arrows, where there are both.
func (p *page) legend(w *Waits) {
	var waits, holds *Edge
	for i := range w.Edges {
		if w.Edges[i].Holds {
			holds = &w.Edges[i]
		} else {
			waits = &w.Edges[i]
		}
	}
	if waits == nil || holds == nil {
		return
	}
	line := func(e Edge, says string) {
		p.printf("<span><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 12\" aria-hidden=\"true\">%s</svg>%s</span>\n", legendArrow(e), says)
	}
	p.printf("<p class=\"cahiers-key\">\n")
	line(*waits, sayKeyWaits)
	line(*holds, sayKeyHolds(*holds))
	p.printf("</p>\n")
}

// legendArrow is an arrow that waits (to the right) or holds (to the left).
func legendArrow(e Edge) string {
	if e.Holds {
		return fmt.Sprintf("<path class=\"%s\" d=\"M38 6H9\"/><path class=\"cahiers-head\" d=\"M10 1.500 1 6l9 4.500z\"/>", edgeClass(e))
	}
	return fmt.Sprintf("<path class=\"%s\" d=\"M2 6H31\"/><path class=\"cahiers-head\" d=\"M30 1.500 39 6l-9 4.500z\"/>", edgeClass(e))
}
