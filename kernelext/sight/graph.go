package sight

import "fmt"

// graph draws goroutines on the left, what they wait for on the right, and
// arrows between them.
func (p *page) graph(w *Waits) {
	g := layout(w)
	p.printf("<div class=\"cahiers-scroll\"><svg class=\"cahiers-graph\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" aria-hidden=\"true\">\n", graphWidth, g.height)
	for _, l := range g.links {
		if l.inCycle {
			p.printf("<path class=\"cahiers-cycle\" d=\"%s\"/>\n", l.curve(0))
		}
	}
	for _, l := range g.links {
		p.link(w, l)
	}
	for _, l := range g.links {
		p.printf("<text class=\"cahiers-says-edge\" x=\"%s\" y=\"%s\">%s</text>\n", px(l.x1+labelStart), px(l.y1+4), sayEdge(l.edge))
	}
	for _, b := range g.goroutines {
		p.goroutineBox(w, b)
	}
	for _, b := range g.things {
		p.thingBox(w, b)
	}
	for _, k := range g.knots {
		p.printf("<rect class=\"cahiers-knot\" x=\"%s\" y=\"%s\" width=\"56\" height=\"20\" rx=\"10\"/><text class=\"cahiers-knot-name\" x=\"%s\" y=\"%s\">%s</text>\n", px(k.x-28), px(k.y-10), px(k.x), px(k.y+4.5), sayCycle)
	}
	p.printf("</svg></div>\n")
	p.legend(w)
}

// labelStart is how far from the goroutine an arrow is named, headLength how
// long its head is.
const (
	labelStart = 15.0
	headLength = 10.0
)

// curve is the line of a link, which ends short of its head by so much.
func (l link) curve(short float64) string {
	x1, x2 := l.x1, l.x2
	if l.edge.Holds {
		x1 += short
	} else {
		x2 -= short
	}
	bend := (l.x2 - l.x1) * 0.45
	return fmt.Sprintf("M%s %sC%s %s %s %s %s %s", px(x1), px(l.y1), px(l.x1+bend), px(l.y1), px(l.x2-bend), px(l.y2), px(x2), px(l.y2))
}

// link draws an arrow in the colour of its goroutine.
func (p *page) link(w *Waits, l link) {
	class := edgeClass(l.edge)
	if l.inCycle {
		class += " cahiers-strong"
	}
	x, y, back := l.x2, l.y2, -headLength
	if l.edge.Holds {
		x, y, back = l.x1, l.y1, headLength
	}
	p.printf("<g color=\"%s\"><path class=\"%s\" d=\"%s\"/><path class=\"cahiers-head\" d=\"M%s %sl%g -5.500v11z\"/></g>\n",
		goroutineColour(w.colour(l.edge.Goroutine)), class, l.curve(headLength-2), px(x), px(y), back)
}

func edgeClass(e Edge) string {
	if e.Inferred {
		return "cahiers-edge cahiers-inferred"
	}
	return "cahiers-edge"
}

// goroutineBox draws a goroutine, with others behind it that it stands for.
func (p *page) goroutineBox(w *Waits, b box) {
	g := w.Goroutines[b.index]
	p.printf("<g class=\"%s\" color=\"%s\"><title>%s</title>\n", boxClass("cahiers-box", b), goroutineColour(w.colour(b.index)), escape(g.Name+", "+g.Does+", "+g.At.where()))
	if b.stacked {
		for n := 2.0; n > 0; n-- {
			p.printf("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\"/>", px(b.x+n*stackStep), px(b.y+n*stackStep), px(b.w-2*n*stackStep), px(b.h))
		}
	}
	p.printf("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\"/>", px(b.x), px(b.y), px(b.w), px(b.h))
	p.printf("<path class=\"cahiers-band\" d=\"M%s %sa10 10 0 0 0-10 10v%sa10 10 0 0 0 10 10z\"/>\n", px(b.x+10), px(b.y), px(b.h-20))
	for i, line := range b.lines {
		class := ""
		switch i {
		case 0:
			class = "cahiers-goroutine"
		case len(b.lines) - 1:
			class = "cahiers-at"
		}
		p.printf("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n", class, px(b.x+22), px(b.y+boxPadding+lineHeight*float64(i)+13.5), escape(line))
	}
	p.printf("</g>\n")
}

// thingBox draws what goroutines wait for, by its shape.
func (p *page) thingBox(w *Waits, b box) {
	t := w.Things[b.index]
	name, notes := short(t.Name, thingRunes), []string(nil)
	if t.Note != "" {
		notes = inLines(t.Note, noteRunes, 2)
	}
	p.printf("<g class=\"%s %s\"><title>%s</title>\n", boxClass("cahiers-thing", b), shapeClass(t.Kind), escape(thingText(t)))
	p.printf("<rect class=\"cahiers-frame\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\"/>", px(b.x), px(b.y), px(b.w), px(b.h))
	p.printf("<g transform=\"translate(%s %s)\">%s</g>\n", px(b.x+12), px(b.middle()-shapeHeight/2), shape(t.Kind))
	y := b.middle() + 5 - 8.5*float64(len(notes))
	p.printf("<text class=\"cahiers-what\" x=\"%s\" y=\"%s\">%s</text>\n", px(b.x+80), px(y), escape(name))
	for i, note := range notes {
		p.printf("<text class=\"cahiers-at\" x=\"%s\" y=\"%s\">%s</text>\n", px(b.x+80), px(y+17*float64(i+1)), escape(note))
	}
	p.printf("</g>\n")
}

func boxClass(class string, b box) string {
	if b.inCycle {
		return class + " cahiers-strong"
	}
	return class
}
