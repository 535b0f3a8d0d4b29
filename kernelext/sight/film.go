package sight

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed film.css
var filmCSS string

//go:embed film.js
var filmJS string

// manyLanes is how many goroutines have their summary folded away.
const manyLanes = 10

// writeFilm writes the drawing, which needs no script, its legend and the
// summary of each goroutine; where scripts run, one gives the drawing a zoom.
func writeFilm(b *strings.Builder, s Sight) {
	r := s.Reel
	if r == nil || len(r.Lanes) == 0 {
		return
	}
	b.WriteString("<style>" + filmCSS + "</style>\n<div class=\"cahiers-reel\">\n")
	newStrip(r).write(b, s.Alt)
	b.WriteString("</div>\n")
	r.writeLegend(b)
	r.writeSummary(b)
	if r.Left != "" {
		b.WriteString("<p class=\"cahiers-left\">" + escape(r.Left) + "</p>\n")
	}
	data, err := json.Marshal(r)
	if err != nil { // numbers and text: there is nothing to fail
		return
	}
	words, err := json.Marshal(filmWords(r))
	if err != nil {
		return
	}
	fmt.Fprintf(b, "<script>\n%s(%s, %s);\n</script>\n", strings.TrimSpace(filmJS), data, words)
}

// writeLegend says what each mark of the drawing is.
func (r *Reel) writeLegend(b *strings.Builder) {
	b.WriteString("<ul class=\"cahiers-legend\">\n")
	item := func(there bool, mark, text string) {
		if there {
			fmt.Fprintf(b, "<li><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 34 16\" aria-hidden=\"true\">%s</svg>%s</li>\n", mark, escape(text))
		}
	}
	const tip = `<path class="cahiers-tip" d="M25 3.500 33 8l-8 4.500z"/>`
	item(r.does(Runs), `<path class="cahiers-runs" d="M1 2H33V14H1z"/>`, legendRuns)
	item(r.does(Able), `<path class="cahiers-able" d="M1 2H33V14H1z"/>`, legendAble)
	for _, c := range r.idleClasses() {
		mark := `<path class="cahiers-idle cahiers-for-` + c + `" d="M1 8H33"/>`
		if c != forOther {
			mark += `</svg><svg class="cahiers-shape cahiers-for-` + c + `" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 44" aria-hidden="true">` + shape(ThingKind(c))
		}
		item(true, mark, legendIdle[c])
	}
	item(r.does(Many), `<path class="cahiers-many" d="M1 2H33V14H1z"/><path class="cahiers-runs" d="M1 14V8H12V5H24V10H33V14z"/>`, legendMany)
	item(r.jumps(true), `<path class="cahiers-creates" d="M2 8H26"/>`+tip, legendCreates)
	item(r.jumps(false), `<path class="cahiers-wakes" d="M2 8H26"/>`+tip, legendWakes)
	b.WriteString("</ul>\n")
}

// does reports whether a goroutine ever does c.
func (r *Reel) does(c Course) bool {
	return slices.ContainsFunc(r.Lanes, func(l Lane) bool {
		return slices.ContainsFunc(l.Spans, func(s Span) bool { return s.Course == c })
	})
}

// The classes of what goroutines wait for, by which its line is drawn.
const (
	forLock      = string(Lock)
	forChannel   = string(Channel)
	forWaitGroup = string(WaitGroup)
	forOther     = string(Other)
)

// idleClass is the class of what is waited for during a span.
func (r *Reel) idleClass(s Span) string {
	if s.Does < 0 || s.Does >= len(r.Things) {
		return forOther
	}
	switch r.Things[s.Does] {
	case Lock:
		return forLock
	case Channel, Select:
		return forChannel
	case WaitGroup:
		return forWaitGroup
	default:
		return forOther
	}
}

// idleClasses are those that there are, in the order of the legend.
func (r *Reel) idleClasses() (found []string) {
	for _, class := range []string{forLock, forChannel, forWaitGroup, forOther} {
		if slices.ContainsFunc(r.Lanes, func(l Lane) bool {
			return slices.ContainsFunc(l.Spans, func(s Span) bool { return s.Course == Idle && r.idleClass(s) == class })
		}) {
			found = append(found, class)
		}
	}
	return found
}

// jumps reports whether a goroutine ever starts, or wakes, another.
func (r *Reel) jumps(creates bool) bool {
	return slices.ContainsFunc(r.Jumps, func(j Jump) bool { return j.Creates == creates })
}

// writeSummary writes the table of what each goroutine did, all in all.
func (r *Reel) writeSummary(b *strings.Builder) {
	folded := len(r.Lanes) > manyLanes
	if folded {
		b.WriteString("<details><summary>" + saySummary(len(r.Lanes)) + "</summary>\n")
	}
	fmt.Fprintf(b, "<div class=\"cahiers-wide\"><table class=\"cahiers-summary\">\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
		headOfGoroutine, headRan, headReady, headWaited, headMostly)
	for i, l := range r.Lanes {
		whole := l.Ran + l.Ready + l.Waited
		fmt.Fprintf(b, "<tr><th scope=\"row\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\" aria-hidden=\"true\" color=\"%s\"><path class=\"cahiers-runs\" d=\"M0 0H10V10H0z\"/></svg>%s</th>",
			goroutineColour(i), escape(l.Name))
		for _, t := range []struct{ part, text string }{
			{sayPart(l.Ran, whole), Duration(l.Ran)}, {sayPart(l.Ready, whole), Duration(l.Ready)}, {sayPart(l.Waited, whole), Duration(l.Waited)},
		} {
			fmt.Fprintf(b, "<td>%s <small>%s</small></td>", t.text, escape(t.part))
		}
		fmt.Fprintf(b, "<td>%s</td></tr>\n", escape(l.Mostly))
	}
	b.WriteString("</tbody>\n</table></div>\n")
	if folded {
		b.WriteString("</details>\n")
	}
}

// filmWords are what the script says, by the names that it gives them; %s is a
// time, a number, a line or a goroutine.
func filmWords(r *Reel) map[string]string {
	return map[string]string{
		"runs": sayRuns, "able": sayAble, "idle": sayIdle,
		"together": sayTogether, "togetherShort": sayAtOnce, "processors": sayProcessors(r.Processors),
		"started": sayStartedAt("%s"), "changes": sayEllipsis, "lasts": sayLasts, "mix": sayMix,
		"at": "%s", "stops": sayStops, "createdBy": sayCreatedBy, "wokenBy": sayWokenBy,
		"closer": toolCloser, "further": toolFurther, "earlier": toolEarlier, "later": toolLater,
		"all": toolAll, "allLong": toolAllLong, "hint": toolHint, "label": toolLabel,
	}
}
