package notebook

import (
	"regexp"
	"strings"
)

// Title returns the notebook's title: its first heading of level 1.
func (nb *Notebook) Title() string {
	for _, c := range nb.Cells {
		if h, ok := firstHeading(c); ok && h.level == 1 {
			return h.text
		}
	}
	return ""
}

// Section returns the title of the section that holds the cell of that index:
// the last heading at or before it, "" before the first.
func (nb *Notebook) Section(index int) string {
	for i := min(index, len(nb.Cells)-1); i >= 0; i-- {
		if all := headings(nb.Cells[i]); len(all) > 0 {
			return all[len(all)-1].text
		}
	}
	return ""
}

// Number returns the place of the cell of that index among the code cells,
// counted from 1: what a reader who counts the cells that run would say.
func (nb *Notebook) Number(index int) int {
	n := 0
	for _, c := range nb.Cells[:index+1] {
		if c.Kind == Code {
			n++
		}
	}
	return n
}

// A Summary is what an index says of a notebook. It is read from the first
// cell: the heading, the first paragraph after it, and a line such as
// « **Durée** : 45 minutes ».
type Summary struct {
	Title       string
	Description string // Markdown, one line; "" when there is none
	Duration    string // as written, for instance « 45 minutes »; "" when there is none
}

var durationLine = regexp.MustCompile(`(?m)^(?:[-*>]\s+)?\**Durée[^:\n]*:\**[\s\x{00a0}]*(.+?)\s*$`)

// Summary returns what the first cell says of the notebook.
func (nb *Notebook) Summary() Summary {
	s := Summary{Title: nb.Title()}
	if len(nb.Cells) == 0 || nb.Cells[0].Kind != Markdown {
		return s
	}
	text := nb.Cells[0].Source
	if m := durationLine.FindStringSubmatch(text); m != nil {
		s.Duration = strings.Trim(m[1], "* \u00a0\u202f")
	}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if isProse(paragraph) {
			s.Description = strings.ReplaceAll(paragraph, "\n", " ")
			break
		}
	}
	return s
}

// isProse tells a paragraph from a heading, a list, a picture, a table, HTML
// or the line of the duration.
func isProse(p string) bool {
	return p != "" && !strings.ContainsRune("#-|<!>", rune(p[0])) && !durationLine.MatchString(p)
}

type heading struct {
	level int
	text  string
}

var atx = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$`)

func firstHeading(c Cell) (heading, bool) {
	all := headings(c)
	if len(all) == 0 {
		return heading{}, false
	}
	return all[0], true
}

// headings returns the # headings of a Markdown cell, outside code blocks.
func headings(c Cell) []heading {
	if c.Kind != Markdown {
		return nil
	}
	var found []heading
	fence := ""
	for line := range strings.Lines(c.Source) {
		trimmed := strings.TrimSpace(line)
		switch {
		case fence != "":
			if strings.HasPrefix(trimmed, fence) {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			fence = trimmed[:3]
		default:
			if m := atx.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
				found = append(found, heading{level: len(m[1]), text: Plain(m[2])})
			}
		}
	}
	return found
}

// Plain returns a line of Markdown without its marks.
func Plain(text string) string {
	text = link.ReplaceAllString(text, "$1")
	return strings.NewReplacer("**", "", "`", "", "*", "").Replace(text)
}

var link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
