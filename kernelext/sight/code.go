package sight

import (
	"fmt"
	"strconv"
	"strings"
)

// An excerptLine is a line of a spot's code, with what stands before it.
type excerptLine struct {
	number string // right-aligned among its neighbours
	text   string
	here   bool // it is the spot's own line
}

func excerpt(s Spot) []excerptLine {
	width := len(strconv.Itoa(s.First + len(s.Code) - 1))
	var lines []excerptLine
	for i, text := range s.Code {
		number := s.First + i
		lines = append(lines, excerptLine{number: fmt.Sprintf("%*d", width, number), text: text, here: number == s.Line})
	}
	return lines
}

// Own is the spot's own line, without its indentation, or nothing.
func (s Spot) Own() string {
	if i := s.Line - s.First; i >= 0 && i < len(s.Code) {
		return strings.TrimSpace(s.Code[i])
	}
	return ""
}

// where is how a spot is called, and the function it is in.
func (s Spot) where() string {
	switch {
	case !s.Exists():
		return sayOutside
	case s.Func == "":
		return s.Name
	default:
		return s.Name + ", " + sayIn(s.Func)
	}
}

// code writes the lines of a spot. Number and mark are text of the page, so
// that they are there without style.
func (p *page) code(s Spot) {
	if len(s.Code) == 0 {
		return
	}
	p.printf("<pre class=\"cahiers-code\"><code>")
	for _, line := range excerpt(s) {
		class, mark := "", " "
		if line.here {
			class, mark = " class=\"cahiers-here\"", here
		}
		p.printf("<span%s><span>%s %s  </span>%s\n</span>", class, mark, line.number, escape(line.text))
	}
	p.printf("</code></pre>\n")
}

// started writes where a goroutine was started.
func (p *page) started(s Spot) {
	if !s.Exists() {
		return
	}
	p.printf("<p class=\"cahiers-started\">%s", escape(sayStarted(s.Name)))
	if code := s.Own(); code != "" {
		p.printf("\u00a0: <code>%s</code>", escape(code))
	}
	p.printf("</p>\n")
}
