package sight

import (
	"strings"
	"unicode/utf8"
)

// Text is s for a terminal or a page without drawings, in lines of about width
// columns. Code keeps its lines.
func Text(s Sight, width int) string {
	t := &plain{width: width}
	t.say("", s.Title)
	t.say("", s.Sentences...)
	switch s.Kind {
	case Race:
		t.races(s.Races)
	case Deadlock, Stuck, Leak, Others:
		t.waits(s.Waits)
	case Warning:
		t.notes(s.Notes)
	case Film:
		t.WriteString(filmText(s.Reel, width))
	}
	if s.Caveat != "" || s.Lesson.Title != "" {
		t.WriteString("\n")
	}
	if s.Caveat != "" {
		t.say("", s.Caveat)
	}
	if s.Lesson.Title != "" {
		before, title, after := sayLesson(s.Lesson)
		t.say("", before+title+after)
	}
	return printable(t.String())
}

// plain is text in lines of a width.
type plain struct {
	strings.Builder
	width int
}

// say writes paragraphs, indented.
func (t *plain) say(indent string, paragraphs ...string) {
	for _, text := range paragraphs {
		for _, line := range wrap(text, t.width-utf8.RuneCountInString(indent)) {
			t.WriteString(indent + line + "\n")
		}
	}
}

func (t *plain) races(pairs []Pair) {
	for _, pair := range pairs {
		variable := pair.Variable
		if variable == "" {
			variable = sayMemory
		}
		line := variable + nbsp + ": " + sayUnordered
		if pair.Count > 1 {
			line += ", " + saySeen(pair.Count)
		}
		t.WriteString("\n")
		t.say("", line)
		for _, a := range pair.Accesses {
			verb := sayReads
			if a.Write {
				verb = sayWrites
			}
			t.say("  ", a.Name+" "+verb+nbsp+": "+a.place())
			t.code(a.At)
			t.started(a.Started)
		}
	}
}

func (t *plain) waits(w *Waits) {
	if w == nil {
		return
	}
	for i, g := range w.Goroutines {
		t.WriteString("\n")
		head := g.Name + " " + g.Does
		if len(g.Numbers) > 1 {
			head += " (" + sayNumbers(g.Numbers) + ")"
		}
		t.say("", head)
		t.say("  ", g.At.where())
		t.code(g.At)
		t.started(g.Started)
		for _, e := range w.Edges {
			switch {
			case e.Goroutine != i:
			case e.Holds:
				before, after := sayHolding(e)
				t.say("  ", before+w.Things[e.Thing].Name+after)
			default:
				t.say("  ", sayWaits+" "+thingText(w.Things[e.Thing]))
			}
		}
		if g.State != "" {
			t.say("  ", sayState(g.State))
		}
	}
}

func (t *plain) notes(notes []Note) {
	for _, n := range notes {
		t.WriteString("\n")
		t.say("", n.At.where()+nbsp+": "+n.Text)
		t.code(n.At)
		if n.English != "" {
			t.say("  ", n.English)
		}
	}
}

func (t *plain) code(s Spot) {
	for _, line := range excerpt(s) {
		mark := " "
		if line.here {
			mark = here
		}
		t.WriteString("  " + mark + " " + line.number + "  " + strings.ReplaceAll(line.text, "\t", "    ") + "\n")
	}
}

func (t *plain) started(s Spot) {
	if !s.Exists() {
		return
	}
	text := sayStarted(s.Name)
	if code := s.Own(); code != "" {
		text += nbsp + ": " + code
	}
	t.say("  ", text)
}

// wrap breaks text into lines of at most width, between words.
func wrap(text string, width int) []string {
	var lines []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
