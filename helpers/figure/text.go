package figure

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

const (
	narrowest   = 40 // columns below which a bar says nothing any more
	shortestBar = 8  // columns

	nearest = 1.05 // ratios closer to 1 are drawn no larger
)

// Text draws f for a terminal width columns wide: title, one bar a point with
// its value, reference lines, findings, caption. A Sketch is blank axes. It
// returns w's error.
func Text(w io.Writer, f Figure, width int) error {
	width = max(width, narrowest)
	var b strings.Builder
	title := f.Title
	if f.Kind == Sketch {
		title = toDraw(title)
	}
	wrap(&b, "", title, width)
	b.WriteByte('\n')
	switch {
	case f.Empty():
		wrap(&b, "  ", f.Alt, width)
	case f.Kind == Sketch:
		f.drawBlank(&b, width)
	default:
		f.draw(&b, width)
	}
	b.WriteByte('\n')
	for _, finding := range f.Findings {
		wrap(&b, finding.Outcome.Sign()+" ", finding.Text, width)
	}
	wrap(&b, "", f.Caption, width)
	_, err := io.WriteString(w, b.String())
	return err
}

// draw writes one bar a point, and the reference lines.
func (f Figure) draw(b *strings.Builder, width int) {
	if f.Kind == Heat && f.grid(b, width) {
		return
	}
	rows := f.rows()
	labels, values := 0, 0
	for _, r := range rows {
		if !r.heading {
			labels, values = max(labels, columns(r.label)), max(values, columns(r.value))
		}
	}
	bar := max(shortestBar, width-labels-values-4)
	ruler := f.ruler()
	for _, r := range rows {
		if r.heading {
			fmt.Fprintf(b, "%s\n", r.label)
			continue
		}
		drawn := ""
		if r.drawn {
			drawn = f.bar(r, ruler, bar)
		}
		line := fmt.Sprintf("  %s%s %s%s %s", r.label, pad(labels-columns(r.label)), drawn, pad(bar-columns(drawn)), r.value)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for _, m := range f.Marks {
		if f.Kind != Histogram || m.Axis == "y" {
			fmt.Fprintf(b, "  %s\n", f.markText(m))
		}
	}
}

// A row is one line of the chart.
type row struct {
	heading      bool
	drawn        bool
	label, value string
	point        Point
	role         Role
}

func (f Figure) rows() []row {
	var rows []row
	for _, s := range f.Series {
		if f.namesSeries() {
			rows = append(rows, row{heading: true, label: s.Name})
		}
		marks := f.marksAlongX()
		for _, p := range s.Points {
			for len(marks) > 0 && f.Kind == Histogram && marks[0].Value < p.Low {
				rows, marks = append(rows, row{value: "◂ " + f.markText(marks[0])}), marks[1:]
			}
			value := f.value(s, p.Y)
			if f.Kind != Histogram && p.Spread() {
				value += " (" + between(f.Y.Unit.Format(p.Low), f.Y.Unit.Format(p.High)) + ")"
			}
			for len(marks) > 0 && f.Kind == Histogram && marks[0].Value < p.High {
				value, marks = value+" ◂ "+f.markText(marks[0]), marks[1:]
			}
			rows = append(rows, row{drawn: true, label: f.XLabel(p), value: value, point: p, role: s.Role})
		}
		if f.Kind == Histogram {
			for _, m := range marks {
				rows = append(rows, row{value: "◂ " + f.markText(m)})
			}
		}
	}
	return rows
}

// marksAlongX are the marks that stand among the bins, in order.
func (f Figure) marksAlongX() []Mark {
	var marks []Mark
	for _, m := range f.Marks {
		if m.Axis != "x" {
			continue
		}
		i := len(marks)
		for i > 0 && marks[i-1].Value > m.Value {
			i--
		}
		marks = append(marks[:i], append([]Mark{m}, marks[i:]...)...)
	}
	return marks
}

func (f Figure) markText(m Mark) string {
	axis := f.Y
	if m.Axis == "x" {
		axis = f.X
	}
	return unnamedPoint(m.Name, axis.Unit.Format(m.Value))
}

// A ruler maps values along Y to parts of the bar, 0 to 1.
type ruler struct {
	low, high float64
	log       bool
}

func (f Figure) ruler() ruler {
	r := ruler{log: f.Y.Scale == Log, low: math.Inf(1), high: math.Inf(-1)}
	for _, s := range f.Series {
		for _, p := range s.Points {
			r.low, r.high = min(r.low, p.Y), max(r.high, p.Y)
			if f.Kind != Histogram && p.Spread() {
				r.low, r.high = min(r.low, p.Low), max(r.high, p.High)
			}
		}
	}
	switch {
	case f.Y.Unit == Ratio && r.log:
		// As far on either side of 1, which is what a ratio is compared with.
		r.high = max(math.Abs(math.Log10(r.low)), math.Abs(math.Log10(r.high)), math.Log10(nearest))
		r.low = -r.high
	case r.log:
		// A decade below the least value, so that its bar has a length.
		r.low, r.high = math.Floor(math.Log10(r.low)-.01), math.Log10(r.high)
	default:
		r.low = min(0, r.low)
	}
	return r
}

func (r ruler) place(v float64) float64 {
	if r.log {
		v = math.Log10(v)
	}
	part := (v - r.low) / (r.high - r.low)
	if !(part >= 0) { // also when the range is empty, or wider than a float64
		return 0
	}
	return min(1, part)
}

var eighths = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// bar draws one point over width columns.
func (f Figure) bar(r row, ruler ruler, width int) string {
	if f.Kind == Interval {
		return interval(r, ruler, width)
	}
	length := int(math.Round(ruler.place(r.point.Y) * float64(width) * 8))
	switch r.role {
	case Bet, Model:
		return strings.Repeat("░", length/8)
	case Hold:
		return strings.Repeat("▒", length/8)
	default:
		return strings.Repeat("█", length/8) + eighths[length%8]
	}
}

// interval draws a dot on the line between its bounds.
func interval(r row, ruler ruler, width int) string {
	at := func(v float64) int { return int(math.Round(ruler.place(v) * float64(width-1))) }
	cells := []rune(strings.Repeat(" ", width))
	dot := '●'
	if r.role != Measured && r.role != Wait {
		dot = '○'
	}
	if r.point.Spread() {
		low, high := at(r.point.Low), at(r.point.High)
		for i := low; i <= high; i++ {
			cells[i] = '─'
		}
		cells[low], cells[high] = '├', '┤'
	}
	cells[at(r.point.Y)] = dot
	return strings.TrimRight(string(cells), " ")
}

// wrap writes text in lines of at most width columns, the first after lead and
// the others aligned with it. No-break spaces are not broken.
func wrap(b *strings.Builder, lead, text string, width int) {
	indent := pad(columns(lead))
	line := lead
	empty := true
	for word := range strings.SplitSeq(text, " ") {
		if !empty && columns(line)+1+columns(word) > width {
			b.WriteString(line + "\n")
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	b.WriteString(line + "\n")
}

func columns(s string) int { return utf8.RuneCountInString(s) }

func pad(n int) string { return strings.Repeat(" ", max(0, n)) }
