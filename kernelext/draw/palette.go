package draw

import "cahiers/helpers/figure"

// ink is the text's own colour: it follows the theme of the page by itself.
const ink = "currentColor"

// colour is the colour of a primitive, the same in every figure. The eight stay
// apart for each kind of colour blindness (ΔE*ab ≥ 11 in Machado's simulation),
// and at least 3:1 from the page. It is a CSS
// variable that figure.css gives a light and a dark value, so that a drawing
// follows the theme without being drawn again; the second part serves a
// drawing taken out of its page.
func colour(p figure.Primitive) string {
	switch p {
	case figure.Raw:
		return "var(--cahiers-raw,#8c8c8c)"
	case figure.Mutex:
		return "var(--cahiers-mutex,#0072b2)"
	case figure.RWMutex:
		return "var(--cahiers-rwmutex,#008f66)"
	case figure.Atomic:
		return "var(--cahiers-atomic,#d55e00)"
	case figure.Channel:
		return "var(--cahiers-channel,#a23bd0)"
	case figure.WaitGroup:
		return "var(--cahiers-waitgroup,#1c2f70)"
	case figure.Sharded:
		return "var(--cahiers-sharded,#6a4a00)"
	default:
		return "var(--cahiers-plain,#222222)"
	}
}

// A look is how a series differs from the others, with and without colour.
type look struct {
	colour string
	symbol string // ECharts' name of the points' shape
	hollow bool   // the shape is only an outline
	size   int    // of a shape on a line, in pixels
	line   string // ECharts' name of the stroke
}

// lookOf gives the look of the series that is the nth of its primitive and role.
func lookOf(s figure.Series, nth int) look {
	l := look{colour: colour(s.Primitive), size: 8, line: "solid"}
	l.symbol, l.hollow = symbol(s.Primitive)
	switch s.Role {
	case figure.Bet:
		return look{colour: ink, symbol: "triangle", hollow: true, size: 8, line: "dashed"}
	case figure.Model:
		// Small, but there: a point says what it is when it is pointed at.
		l = look{colour: ink, symbol: "circle", size: 3, line: "dotted"}
		if nth%2 == 1 {
			l.line = "dashed"
		}
		return l
	case figure.Hold:
		l.symbol, l.hollow, l.line = "rect", true, "dashed"
	case figure.Measured, figure.Wait:
	}
	if nth%2 == 1 {
		l.hollow, l.line = !l.hollow, "dotted"
	}
	return l
}

// symbol is the shape of a primitive's points, by ECharts' name, and whether
// only its outline is drawn: in grey print it is all that tells one from another.
func symbol(p figure.Primitive) (name string, hollow bool) {
	switch p {
	case figure.Raw:
		return "circle", true
	case figure.RWMutex:
		return "rect", false
	case figure.Atomic:
		return "diamond", true
	case figure.Channel:
		return "triangle", false
	case figure.WaitGroup:
		return "rect", true
	case figure.Sharded:
		return "diamond", false
	default:
		return "circle", false
	}
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
