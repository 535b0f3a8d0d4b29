package sight

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"unicode"
)

// HTML draws s for a page, in which id is unique and a valid JavaScript name.
// Only a film has a script, which it can do without. Where a page drops style
// and SVG (a notebook that JupyterLab does not trust), what remains still reads
// in order.
func HTML(s Sight, id string) string {
	p := &page{id: id}
	p.printf("<figure class=\"cahiers-sight cahiers-%s\" id=\"%s\" lang=\"fr\" aria-labelledby=\"%s_titre\">\n", escape(string(s.Kind)), escape(id), escape(id))
	p.printf("<style>%s</style>\n", style(s.Kind))
	if s.Kind == Others {
		p.printf("<details>\n<summary id=\"%s_titre\">%s</summary>\n", escape(id), escape(s.Title))
		p.inside(s)
		p.printf("</details>\n</figure>\n")
		return p.String()
	}
	p.printf("<p class=\"cahiers-title\" id=\"%s_titre\">%s<strong>%s</strong></p>\n", escape(id), calmSign(s), escape(s.Title))
	p.inside(s)
	p.printf("</figure>\n")
	return p.String()
}

// A page is what is written of a sight.
type page struct {
	strings.Builder
	id string
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// inside is everything but the title.
func (p *page) inside(s Sight) {
	for _, sentence := range s.Sentences {
		p.printf("<p class=\"cahiers-says\">%s</p>\n", escape(sentence))
	}
	switch s.Kind {
	case Race:
		p.races(s)
	case Deadlock, Stuck, Leak, Others:
		p.waits(s)
	case Warning:
		p.notes(s)
	case Film:
		writeFilm(&p.Builder, s)
	}
	p.foot(s)
}

// foot is what the sight does not prove, and where to learn more.
func (p *page) foot(s Sight) {
	if s.Caveat == "" && s.Lesson.Title == "" {
		return
	}
	p.printf("<figcaption>\n")
	if s.Caveat != "" {
		p.printf("<p>%s</p>\n", escape(s.Caveat))
	}
	if s.Lesson.Title != "" {
		before, title, after := sayLesson(s.Lesson)
		title = escape(title)
		if s.Lesson.File != "" {
			title = "<a href=\"" + escape((&url.URL{Path: s.Lesson.File}).String()) + "\">" + title + "</a>"
		}
		p.printf("<p>%s%s%s</p>\n", before, title, after)
	}
	p.printf("</figcaption>\n")
}

// calm reports whether s is that there was nothing to see.
func calm(s Sight) bool {
	return s.Kind == Race && len(s.Races) == 0 || s.Kind == Leak && (s.Waits == nil || len(s.Waits.Goroutines) == 0)
}

func calmSign(s Sight) string {
	if !calm(s) {
		return ""
	}
	return "<svg class=\"cahiers-calm\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\" role=\"img\" aria-label=\"" + sayCalm + "\"><circle cx=\"10\" cy=\"10\" r=\"8.5\"/><path d=\"M6 10.4 8.8 13.2 14 7.2\"/></svg>"
}

// escape is text for HTML and for XML.
func escape(text string) string { return html.EscapeString(printable(text)) }

// printable is text without what XML has no place for, and a terminal should
// not be told: most control characters.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}
