package sight

import (
	"fmt"
	"strings"
)

// races draws each pair as two lanes with the memory between them.
func (p *page) races(s Sight) {
	colours := raceColours(s.Races)
	for _, pair := range s.Races {
		p.printf("<div class=\"cahiers-pair\">\n")
		p.lane(pair.Accesses[0], colours)
		p.between(pair, colours)
		p.lane(pair.Accesses[1], colours)
		p.printf("</div>\n")
	}
	if len(s.Races) > 0 {
		p.alt(s.Alt)
	}
}

// alt is for those who do not see the drawing; others do not see it.
func (p *page) alt(sentences ...string) {
	p.printf("<p class=\"cahiers-spoken\">%s</p>\n", escape(strings.Join(sentences, " ")))
}

// raceColours numbers the goroutines for their colours, as they come; the main
// one has its own.
func raceColours(races []Pair) map[int]int {
	colours := map[int]int{1: 0}
	for _, pair := range races {
		for _, access := range pair.Accesses {
			if _, known := colours[access.Goroutine]; !known {
				colours[access.Goroutine] = len(colours)
			}
		}
	}
	return colours
}

// lane is one side of a race.
func (p *page) lane(a Access, colours map[int]int) {
	p.printf("<div class=\"cahiers-card cahiers-go-%d\">\n", paletteIndex(colours[a.Goroutine]))
	p.printf("<p class=\"cahiers-heading\"><strong>%s</strong> %s</p>\n", escape(a.Name), verb(a))
	p.printf("<p class=\"cahiers-place\">%s</p>\n", escape(a.place()))
	p.code(a.At)
	p.started(a.Started)
	p.printf("</div>\n")
}

// place is where an access is, and how it is made.
func (a Access) place() string {
	place := a.At.where()
	if a.Atomic {
		place += ", " + sayAtomic
	}
	if a.Via != "" {
		place += ", " + sayVia(a.Via)
	}
	return place
}

// verb says what an access does, by a word, a picture and a shape.
func verb(a Access) string {
	if a.Write {
		return "<span class=\"cahiers-verb cahiers-writes\">" + icon("cahiers-icon", pencil) + sayWrites + "</span>"
	}
	return "<span class=\"cahiers-verb\">" + icon("cahiers-icon", eye) + sayReads + "</span>"
}

// between is the memory that both touch: what is written goes in, what is read
// comes out.
func (p *page) between(pair Pair, colours map[int]int) {
	p.printf("<div class=\"cahiers-between\">\n")
	p.arrow(pair.Accesses[0], colours, true)
	if pair.Variable == "" {
		p.printf("<p class=\"cahiers-memory\">%s</p>\n", sayMemory)
	} else {
		p.printf("<p class=\"cahiers-memory\"><code>%s</code></p>\n", escape(pair.Variable))
	}
	p.arrow(pair.Accesses[1], colours, false)
	p.printf("<p class=\"cahiers-open\">%s%s</p>\n", icon("cahiers-icon", openLock), sayUnordered)
	if pair.Count > 1 {
		p.printf("<p class=\"cahiers-count\">%s</p>\n", saySeen(pair.Count))
	}
	p.printf("</div>\n")
}

// arrow joins the lane on one side of the memory with it.
func (p *page) arrow(a Access, colours map[int]int, left bool) {
	class := []string{"cahiers-arrow"}
	if a.Write != left {
		class = append(class, "cahiers-back")
	}
	if a.Write {
		class = append(class, "cahiers-writes")
	}
	class = append(class, fmt.Sprintf("cahiers-go-%d", paletteIndex(colours[a.Goroutine])))
	p.printf("<svg class=\"%s\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" preserveAspectRatio=\"xMaxYMid\" aria-hidden=\"true\">%s</svg>\n", strings.Join(class, " "), arrow)
}
