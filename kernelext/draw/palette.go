package draw

import "cahiers/helpers/figure"

// ink is the text's own colour: it follows the theme of the page by itself.
const ink = "currentColor"

// colour is the colour of a primitive, the same in every figure. It is a CSS
// variable that figure.css gives a light and a dark value, so that a drawing
// follows the theme without being drawn again; the second part serves a
// drawing taken out of its page.
func colour(p figure.Primitive) string {
	switch p {
	case figure.Raw:
		return "var(--cahiers-raw,#6b6b6b)"
	case figure.Mutex:
		return "var(--cahiers-mutex,#0072b2)"
	case figure.RWMutex:
		return "var(--cahiers-rwmutex,#009e73)"
	case figure.Atomic:
		return "var(--cahiers-atomic,#d55e00)"
	case figure.Channel:
		return "var(--cahiers-channel,#b5569a)"
	case figure.WaitGroup:
		return "var(--cahiers-waitgroup,#3d8fc4)"
	case figure.Sharded:
		return "var(--cahiers-sharded,#a67c00)"
	default:
		return "var(--cahiers-plain,#444444)"
	}
}

// A look is how a series differs from the others, with and without colour.
type look struct {
	colour string
	symbol string // ECharts' name of the points' shape
	hollow bool   // the shape is only an outline
	line   string // ECharts' name of the stroke
}

// lookOf gives the look of the series that is the nth of its primitive and role.
func lookOf(s figure.Series, nth int) look {
	symbols := []string{"circle", "rect", "diamond", "triangle"}
	l := look{colour: colour(s.Primitive), symbol: symbols[nth%len(symbols)], line: "solid"}
	switch s.Role {
	case figure.Bet:
		l = look{colour: ink, symbol: "triangle", hollow: true, line: "dashed"}
	case figure.Model:
		l = look{colour: ink, symbol: "none", line: "dotted"}
	case figure.Hold:
		l.symbol, l.hollow, l.line = "rect", true, "dashed"
	case figure.Measured, figure.Wait:
		if s.Primitive == figure.Sharded || s.Primitive == figure.Raw {
			l.symbol = symbols[(nth+2)%len(symbols)] // told from a lock in grey print
		}
	}
	return l
}

// markLine is ECharts' name of the stroke of a reference line.
func markLine(r figure.Role) string {
	switch r {
	case figure.Bet:
		return "dashed"
	case figure.Model:
		return "dotted"
	default:
		return "solid"
	}
}
