package sight

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// filmText draws a film in characters, in lines of about width columns.
func filmText(r *Reel, width int) string {
	if r == nil {
		return ""
	}
	names := 0
	for _, l := range r.Lanes {
		names = max(names, min(utf8.RuneCountInString(l.Name), 22))
	}
	cells := max(width-names-3, 20)
	var b strings.Builder
	b.WriteString("\n" + sayTextLegend + "\n\n")
	for _, l := range r.Lanes {
		fmt.Fprintf(&b, "%s │%s│\n", padded(short(l.Name, 22), names), l.cells(r.Duration, cells))
	}
	end := Duration(r.Duration)
	fmt.Fprintf(&b, "%s  0%s%s\n\n", strings.Repeat(" ", names), strings.Repeat(" ", max(cells-1-utf8.RuneCountInString(end), 1)), end)
	for _, l := range r.Lanes {
		fmt.Fprintf(&b, "%s  %s\n", padded(short(l.Name, 22), names), sayTotals(l))
		if l.Mostly != "" {
			fmt.Fprintf(&b, "%s  %s\n", strings.Repeat(" ", names), sayMostly(l.Mostly))
		}
	}
	if r.Left != "" {
		b.WriteString(r.Left + "\n")
	}
	return b.String()
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}

// cells is a lane in n characters: each is what the goroutine did most of that
// time.
func (l Lane) cells(whole time.Duration, n int) string {
	var b strings.Builder
	width := float64(max(whole, 1)) / float64(n)
	for i := range n {
		from, to := float64(i)*width, float64(i+1)*width
		var ran, ready, waited float64
		for _, s := range l.Spans {
			length := min(float64(s.To), to) - max(float64(s.From), from)
			if length <= 0 {
				continue
			}
			switch s.Course {
			case Runs:
				ran += length
			case Able:
				ready += length
			case Idle:
				waited += length
			case Many:
				all := float64(s.To - s.From)
				ran += length * float64(s.Ran) / all
				ready += length * float64(s.Ready) / all
				waited += length * (1 - float64(s.Ran+s.Ready)/all)
			}
		}
		switch max(ran, ready, waited) {
		case 0:
			b.WriteByte(' ')
		case ran:
			b.WriteRune('█')
		case ready:
			b.WriteRune('░')
		default:
			b.WriteRune('·')
		}
	}
	return b.String()
}
