package sight

import (
	"cmp"
	"slices"
	"strings"
)

// Measures of a wait graph, in CSS pixels.
const (
	graphWidth     = 780.0
	goroutineWidth = 290.0
	thingLeft      = 530.0
	lineHeight     = 18.0
	boxPadding     = 10.0
	rowGap         = 22.0
	thingHeight    = 66.0
	closest        = 17.0 // between arrows that meet the same box
	farthest       = 26.0 // so that there is room for a word between two
	portMargin     = 12.0 // from an arrow to the corner of its box
	knotRight      = 16.0 // from the middle, beside the words of the arrows
	stackStep      = 4.0  // between those that a box stands for
	edge           = 3.0  // room for the strokes at the borders

	nameRunes  = 28 // what fits beside each other, in wide fonts
	doesRunes  = 37
	thingRunes = 21
	noteRunes  = 24
)

// A graph is where everything of a wait graph is drawn.
type graph struct {
	goroutines []box
	things     []box
	links      []link
	knots      []knot
	height     float64
}

// A box is the place of a goroutine or a thing.
type box struct {
	index   int
	x, y    float64 // its top left
	w, h    float64
	lines   []string
	stacked bool // it stands for several
	inCycle bool
}

func (b box) middle() float64 { return b.y + b.h/2 }

// behind is how far what stands behind a box can be seen below it.
func (b box) behind() float64 {
	if b.stacked {
		return 2 * stackStep
	}
	return 0
}

// A link is an edge, from the goroutine's end to the thing's.
type link struct {
	edge           Edge
	x1, y1, x2, y2 float64
	inCycle        bool
}

// A knot is where a cycle is named.
type knot struct{ x, y float64 }

// layout places the goroutines on the left and what they wait for on the right.
func layout(w *Waits) graph {
	goroutines, things := order(w)
	var g graph
	left := edge
	for _, index := range goroutines {
		lines := goroutineLines(w.Goroutines[index])
		b := box{index: index, x: edge, y: left, w: goroutineWidth, lines: lines, stacked: len(w.Goroutines[index].Numbers) > 1}
		b.h = max(2*boxPadding+lineHeight*float64(len(lines)), w.room(index, goroutineOf))
		g.goroutines = append(g.goroutines, b)
		left += b.h + b.behind() + rowGap
	}
	right := edge
	for _, index := range things {
		b := box{index: index, x: thingLeft, w: graphWidth - edge - thingLeft, h: max(thingHeight, w.room(index, thingOf))}
		g.things = append(g.things, b)
		right += b.h + rowGap
	}
	g.height = max(left, right) - rowGap + edge
	for i := range g.goroutines {
		g.goroutines[i].y += (max(left, right) - left) / 2
	}
	g.placeThings(w)
	g.join(w)
	return g
}

// room is how high a node has to be for its edges.
func (w *Waits) room(node int, end func(Edge) int) float64 {
	n := 0
	for _, e := range w.Edges {
		if end(e) == node {
			n++
		}
	}
	return 2*portMargin + closest*float64(n-1)
}

// goroutineLines is what is written in the box of a goroutine.
func goroutineLines(g Goroutine) []string {
	lines := append([]string{short(g.Name, nameRunes)}, inLines(g.Does, doesRunes, 2)...)
	return append(lines, short(g.At.where(), doesRunes))
}

// inLines is text in at most n lines of width, of about the same length, or with
// the last one shortened.
func inLines(text string, width, n int) []string {
	lines := wrap(text, width)
	for narrow := width - 1; narrow > 0; narrow-- {
		balanced := wrap(text, narrow)
		if len(balanced) > len(lines) {
			break
		}
		lines = balanced
	}
	if len(lines) > n {
		lines = wrap(text, width)
		lines = append(lines[:n-1], strings.Join(lines[n-1:], " "))
	}
	for i, line := range lines {
		lines[i] = short(line, width)
	}
	return lines
}

// placeThings puts each thing beside those that wait for it, or else hold it, as
// far as the things above and below it leave room.
func (g *graph) placeThings(w *Waits) {
	low := g.height - edge
	for i := len(g.things) - 1; i >= 0; i-- {
		b := &g.things[i]
		sum, n := 0.0, 0.0
		for _, e := range w.telling() {
			if e.Thing == b.index {
				sum += g.box(e.Goroutine).middle()
				n++
			}
		}
		b.y = edge
		if n > 0 {
			b.y = sum/n - b.h/2
		}
		b.y = min(b.y, low-b.h)
		low = b.y - rowGap
	}
	high := edge
	for i := range g.things {
		b := &g.things[i]
		b.y = max(b.y, high)
		high = b.y + b.h + rowGap
	}
}

// box is the box of a goroutine.
func (g *graph) box(goroutine int) box {
	return g.goroutines[slices.IndexFunc(g.goroutines, func(b box) bool { return b.index == goroutine })]
}

// join draws the edges: at each end they stand side by side, in the order of
// what they lead to.
func (g *graph) join(w *Waits) {
	numbers := cycles(w)
	for i, e := range w.Edges {
		left, right := g.rows(e)
		from, to := &g.goroutines[left], &g.things[right]
		inCycle := numbers[i] >= 0
		from.inCycle, to.inCycle = from.inCycle || inCycle, to.inCycle || inCycle
		g.links = append(g.links, link{
			edge: e, inCycle: inCycle,
			x1: from.x + from.w, y1: from.middle() + g.port(w.Edges, i, goroutineOf, thingRow),
			x2: to.x, y2: to.middle() + g.port(w.Edges, i, thingOf, goroutineRow),
		})
	}
	for number := 0; slices.Contains(numbers, number); number++ {
		low, high := g.height, 0.0
		for i, l := range g.links {
			if numbers[i] == number {
				low, high = min(low, l.y1, l.y2), max(high, l.y1, l.y2)
			}
		}
		g.knots = append(g.knots, knot{x: (edge+goroutineWidth+thingLeft)/2 + knotRight, y: (low + high) / 2})
	}
}

// rows is how far down the two ends of an edge are on their sides.
func (g *graph) rows(e Edge) (goroutine, thing int) {
	return slices.IndexFunc(g.goroutines, func(b box) bool { return b.index == e.Goroutine }),
		slices.IndexFunc(g.things, func(b box) bool { return b.index == e.Thing })
}

func goroutineRow(goroutine, _ int) int { return goroutine }
func thingRow(_, thing int) int         { return thing }

// port is how far from the middle of a node the nth edge meets it: the edges of
// the node stand in the order of the rows they lead to, waiting before holding.
func (g *graph) port(edges []Edge, nth int, end func(Edge) int, row func(goroutine, thing int) int) float64 {
	var shared []int
	for i, e := range edges {
		if end(e) == end(edges[nth]) {
			shared = append(shared, i)
		}
	}
	holds := func(e Edge) int {
		if e.Holds {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(shared, func(a, b int) int {
		return cmp.Or(cmp.Compare(row(g.rows(edges[a])), row(g.rows(edges[b]))), cmp.Compare(holds(edges[a]), holds(edges[b])))
	})
	between := farthest
	if len(shared) > 2 {
		between = closest
	}
	return between * (float64(slices.Index(shared, nth)) - float64(len(shared)-1)/2)
}
