package sight

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed legend.css
var legendCSS string

// Measures of the page of signs.
const (
	signsMargin = 24.0
	signsColumn = 250.0
	signsRow    = 56.0
	signsHead   = 42.0
	signsInRow  = 3
	signText    = 68.0 // from the left of a sign
)

// A sign is a picture in a box of shapeWidth × shapeHeight, and what it stands
// for in two lines.
type sign struct{ drawing, name, more string }

// A group of signs are those of one kind of drawing.
type group struct {
	title string
	signs []sign
}

// Legend is an SVG picture of what the signs in the drawings are, that follows
// the reader's preference for light or dark.
func Legend() string {
	groups := signs()
	height := signsMargin
	for _, g := range groups {
		height += signsHead + signsRow*float64((len(g.signs)+signsInRow-1)/signsInRow)
	}
	height += signsMargin - 8
	width := 2*signsMargin + signsInRow*signsColumn
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %[1]g %[2]g\" width=\"%[1]g\" height=\"%[2]g\" class=\"cahiers-graph\" role=\"img\" aria-labelledby=\"titre description\" xml:lang=\"fr\">\n", width, height)
	fmt.Fprintf(&b, "<title id=\"titre\">%s</title>\n<desc id=\"description\">%s</desc>\n", signsTitle, escape(describe(groups)))
	before, dark, _ := parts(sightCSS)
	fmt.Fprintf(&b, "<style>\n%s@media screen and (prefers-color-scheme: dark) { svg %s }\n%s%s</style>\n",
		strings.Replace(before, ".cahiers-sight", "svg", 1), dark, strings.ReplaceAll(graphCSS, ".cahiers-sight ", ""), legendCSS)
	fmt.Fprintf(&b, "<rect class=\"cahiers-sheet\" x=\"0.500\" y=\"0.500\" width=\"%g\" height=\"%g\" rx=\"8\"/>\n", width-1, height-1)
	y := signsMargin
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintf(&b, "<path class=\"cahiers-between\" d=\"M%g %gH%g\"/>\n", signsMargin, y, width-signsMargin)
		}
		fmt.Fprintf(&b, "<text class=\"cahiers-group\" x=\"%g\" y=\"%g\">%s</text>\n", signsMargin, y+24, g.title)
		y += signsHead
		for j, s := range g.signs {
			s.write(&b, signsMargin+signsColumn*float64(j%signsInRow), y+signsRow*float64(j/signsInRow))
		}
		y += signsRow * float64((len(g.signs)+signsInRow-1)/signsInRow)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (s sign) write(b *strings.Builder, x, y float64) {
	fmt.Fprintf(b, "<g transform=\"translate(%g %g)\">%s\n", x, y, s.drawing)
	if s.more == "" {
		fmt.Fprintf(b, "<text class=\"cahiers-named\" x=\"%g\" y=\"27\">%s</text></g>\n", signText, s.name)
		return
	}
	fmt.Fprintf(b, "<text class=\"cahiers-named\" x=\"%g\" y=\"19\">%s</text><text class=\"cahiers-at\" x=\"%g\" y=\"35\">%s</text></g>\n", signText, s.name, signText, s.more)
}

// describe lists the signs for those who do not see them.
func describe(groups []group) string {
	var sentences []string
	for _, g := range groups {
		var names []string
		for _, s := range g.signs {
			name := s.name
			if s.more != "" {
				name += " (" + s.more + ")"
			}
			names = append(names, name)
		}
		sentences = append(sentences, g.title+nbsp+": "+strings.Join(names, ", ")+".")
	}
	return strings.Join(sentences, " ")
}

// signs are all the signs there are.
func signs() []group {
	return []group{
		{signsGoroutines, []sign{
			{boxSign(0, false), signMain, signMainMore},
			{coloursSign(), signColours, signColoursMore},
			{boxSign(2, true), signSeveral, signSeveralMore},
		}},
		{signsThings, []sign{
			{thingSign(Lock), signLock, signLockMore},
			{thingSign(Channel), signChannel, signChannelMore},
			{thingSign(WaitGroup), signWaitGroup, signWaitGroupMore},
			{thingSign(Select), signSelect, signSelectMore},
			{thingSign(Cond), signCond, signCondMore},
			{thingSign(Other), signOther, signOtherMore},
			{thingSign(Nothing), signNothing, signNothingMore},
		}},
		{signsWaits, []sign{
			{edgeSign(Edge{}), sayWaits, signWaitsMore},
			{edgeSign(Edge{Holds: true, Inferred: true}), sayInferred, signHoldsMore},
			{cycleSign(), sayCycle, signCycleMore},
		}},
		{signsRace, []sign{
			{accessSign(pencil, 1, true), sayWrites, signWritesMore},
			{accessSign(eye, 2, false), sayReads, signReadsMore},
			{inIcon("cahiers-danger", openLock), sayUnordered, signUnorderedMore},
		}},
		{signsFilm, []sign{
			{filmSign(`<path d="M2 12H54V32H2z"/>`, "cahiers-runs"), sayRuns, signRunsMore},
			{filmSign(`<path d="M2 12H54V32H2z"/>`, "cahiers-able"), sayAble, signAbleMore},
			{filmSign(`<path d="M2 22H54"/>`, "cahiers-idle"), sayIdle, signIdleMore},
			{filmSign(`<path d="M2 12H54V32H2z"/>`, "cahiers-many") + filmSign(`<path d="M2 32V22H18V17H36V26H54V32z"/>`, "cahiers-runs"), signMany, signManyMore},
			{filmArrow("cahiers-creates"), signCreates, ""},
			{filmArrow("cahiers-wakes"), signWakes, ""},
		}},
	}
}

// boxSign is the nth goroutine, alone or with others behind it.
func boxSign(n int, several bool) string {
	behind := ""
	if several {
		behind = `<rect x="9" y="14" width="38" height="30" rx="8"/><rect x="5" y="10" width="46" height="30" rx="8"/>`
	}
	return fmt.Sprintf(`<g class="cahiers-box" color="%s">%s<rect x="1" y="6" width="54" height="30" rx="8"/><path class="cahiers-band" d="M9 6a8 8 0 0 0-8 8v14a8 8 0 0 0 8 8z"/></g>`, goroutineColour(n), behind)
}

// coloursSign is the colours of all goroutines but the main one.
func coloursSign() string {
	var b strings.Builder
	for n := 1; n < len(goroutineColours); n++ {
		fmt.Fprintf(&b, "<rect x=\"%d\" y=\"6\" width=\"6\" height=\"30\" rx=\"3\" fill=\"%s\"/>", 1+(n-1)*8, goroutineColour(n))
	}
	return b.String()
}

func thingSign(k ThingKind) string {
	return fmt.Sprintf(`<g class="cahiers-sign %s">%s</g>`, shapeClass(k), shape(k))
}

func edgeSign(e Edge) string {
	head, line := "M47 16.500 56 22l-9 5.500z", "M1 22H48"
	if e.Holds {
		head, line = "M9 16.500 0 22l9 5.500z", "M8 22H55"
	}
	return fmt.Sprintf(`<g color="%s"><path class="%s" d="%s"/><path class="cahiers-head" d="%s"/></g>`, goroutineColour(1), edgeClass(e), line, head)
}

func cycleSign() string {
	return fmt.Sprintf(`<g color="%s"><path class="cahiers-cycle" d="M0 22H56"/><path class="cahiers-edge cahiers-strong" d="M0 22H56"/></g><rect class="cahiers-knot" x="7" y="12" width="42" height="20" rx="10"/><text class="cahiers-knot-name" x="28" y="26">%s</text>`, goroutineColour(1), sayCycle)
}

// accessSign is the mark of a write or a read, as a race has it.
func accessSign(drawing string, n int, filled bool) string {
	class := ""
	if filled {
		class = " cahiers-writes"
	}
	return fmt.Sprintf(`<g class="cahiers-access%s" color="%s"><rect x="6" y="9" width="44" height="26" rx="13"/><g transform="translate(18 12) scale(0.83)">%s</g></g>`, class, goroutineColour(n), drawing)
}

func inIcon(class, drawing string) string {
	return fmt.Sprintf(`<g class="cahiers-sign %s" transform="translate(12 6) scale(1.33)">%s</g>`, class, drawing)
}

func filmSign(drawing, class string) string {
	return fmt.Sprintf(`<g class="%s" color="%s">%s</g>`, class, goroutineColour(2), drawing)
}

func filmArrow(class string) string {
	return fmt.Sprintf(`<g color="%s"><path class="%s" d="M2 22H46"/><path class="cahiers-head" d="M45 16.500 55 22l-10 5.500z"/></g>`, goroutineColour(2), class)
}
