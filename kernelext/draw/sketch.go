package draw

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"math"
	"strings"

	"cahiers/helpers/figure"
)

//go:embed sketch.js
var sketchJS string

//go:embed sketch.css
var sketchCSS string

// sketchMargin is how far from the ends of its axis the first and the last
// column of a sketch stand, in hundredths: a pointer reaches them from both sides.
const sketchMargin = 4

// A sketch is what sketch.js needs to know of a figure.
type sketch struct {
	Columns []column          `json:"columns"`
	Low     float64           `json:"low"`
	High    float64           `json:"high"`
	Log     bool              `json:"log"`
	Grid    []float64         `json:"grid"`
	Words   map[string]string `json:"words"`
}

// A column is a place that awaits a value.
type column struct {
	X     float64  `json:"x"`
	At    float64  `json:"at"` // hundredths from the left
	Label string   `json:"label"`
	Name  string   `json:"name"`
	Given *float64 `json:"given,omitempty"` // its value, when it is not to be drawn
}

// writeSketch writes axes to draw on. They are an SVG as wide as the page,
// whose places are in hundredths, and stand without script as on paper.
func writeSketch(b *strings.Builder, f figure.Figure, id string, mode Mode) error {
	if err := f.Validate(); err != nil {
		return err
	}
	s := sketchOf(f, mode)
	writeHead(b, f, id, "cahiers-figure cahiers-sketch", style(mode)+sketchCSS)
	b.WriteString("<div class=\"cahiers-chart\">\n")
	s.writeAxes(b, f)
	writeData(b, f, blanksSummary, mode == Lab) // Lab drops the SVG of a notebook it does not trust
	b.WriteString("</div>\n")
	writeCaption(b, f)
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("the sketch %q: %w", f.Title, err)
	}
	fmt.Fprintf(b, "<script>\n%s(%s, %s);\n</script>\n</figure>\n", statement(sketchJS), statement(curveJS), data)
	return nil
}

func sketchOf(f figure.Figure, mode Mode) sketch {
	low, high := f.Range()
	s := sketch{Low: low, High: high, Log: f.Y.Scale == figure.Log, Grid: f.Grid(), Words: map[string]string{
		"hint": sketchHint, "group": sketchGroup, "clear": sketchClear, "wrong": sketchWrong, "progress": sketchProgress, "complete": sketchDone,
	}}
	if mode == Handout {
		s.Words["complete"] = sketchDoneOut
	}
	points := f.Series[0].Points
	first, last := points[0].X, points[len(points)-1].X
	for _, p := range points {
		left := sketchMargin + (100-2*sketchMargin)*f.X.Part(p.X, first, last)
		c := column{X: p.X, At: math.Round(left*100) / 100, Label: f.XLabel(p), Name: placed(f.X.Title, f.XLabel(p))}
		if !p.Spread() {
			c.Given = &p.Y
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// writeAxes draws the grid, the labels and the points that are given.
func (s sketch) writeAxes(b *strings.Builder, f figure.Figure) {
	height := func(v float64) string { return percent(100 * (1 - f.Y.Part(v, s.Low, s.High))) }
	fmt.Fprintf(b, "<svg class=\"cahiers-axes\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\">\n", html.EscapeString(f.Alt))
	b.WriteString("<rect width=\"100%\" height=\"100%\"/>\n")
	for _, c := range s.Columns {
		fmt.Fprintf(b, "<line x1=\"%[1]s\" x2=\"%[1]s\" y2=\"100%%\"/><text x=\"%[1]s\" y=\"100%%\" dy=\"1.5em\" text-anchor=\"middle\">%[2]s</text>\n",
			percent(c.At), html.EscapeString(c.Label))
	}
	for _, v := range s.Grid {
		class := ""
		if v == 1 && f.Y.Unit == figure.Ratio {
			class = " class=\"cahiers-unit\""
		}
		fmt.Fprintf(b, "<line%[3]s x2=\"100%%\" y1=\"%[1]s\" y2=\"%[1]s\"/><text x=\"-.5em\" y=\"%[1]s\" dy=\".35em\" text-anchor=\"end\">%[2]s</text>\n",
			height(v), f.Y.Unit.Format(v), class)
	}
	for i, p := range f.Series[0].Points {
		if !p.Spread() {
			fmt.Fprintf(b, "<circle cx=\"%s\" cy=\"%s\" r=\"4\"/>\n", percent(s.Columns[i].At), height(p.Y))
		}
	}
	fmt.Fprintf(b, "<text class=\"cahiers-axis\" x=\"-4.5em\" dy=\"-.9em\">%s</text>\n", html.EscapeString(f.Y.Title))
	fmt.Fprintf(b, "<text class=\"cahiers-axis\" x=\"50%%\" y=\"100%%\" dy=\"3em\" text-anchor=\"middle\">%s</text>\n</svg>\n", html.EscapeString(f.X.Title))
}

func percent(v float64) string { return fmt.Sprintf("%.4g%%", v) }
