// Package draw turns a figure into what a browser shows: a <figure> that any
// reader can understand as a table, and that one inline script upgrades to an
// ECharts drawing where scripts run.
package draw

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	"cahiers/helpers/figure"
)

// Mode says in which page a figure stands.
type Mode int

const (
	// Lab is JupyterLab: ECharts comes from the kernelspec's folder on the
	// notebook's server, and the theme is Lab's.
	Lab Mode = iota
	// Handout is a page of its own, which holds ECharts (EChartsJS) once and
	// follows the reader's light or dark preference.
	Handout
)

// ErrID is returned for an id that cannot be one of a page.
var ErrID = errors.New("empty figure id")

// ErrSketch is returned for a figure that is drawn by hand: HTML alone shows it.
var ErrSketch = errors.New("a sketch is no chart")

//go:embed echarts/echarts.min.js
var echartsJS []byte

//go:embed figure.js
var finishJS string

//go:embed upgrade.js
var upgradeJS string

//go:embed curve.js
var curveJS string

//go:embed answer.js
var answerJS string

//go:embed figure.css
var styleCSS string

// EChartsJS returns ECharts 6.1.0, which is to be served or inlined.
// The caller must not change it.
func EChartsJS() []byte { return echartsJS }

// FinishJS returns the JavaScript function expression that completes an option
// of Options with the functions JSON cannot carry.
func FinishJS() string { return finishJS }

// HTML returns f for a page of the given mode. The id must be unique in the
// page; what cannot stand in a JavaScript name becomes an underscore.
func HTML(f figure.Figure, id string, mode Mode) (string, error) {
	return page(f, id, mode, "")
}

// HandoutHTML is HTML for a handout, with the static drawing (of package svg)
// that readers without script and printers get.
func HandoutHTML(f figure.Figure, id, svg string) (string, error) {
	return page(f, id, Handout, svg)
}

func page(f figure.Figure, id string, mode Mode, svg string) (string, error) {
	if id == "" {
		return "", ErrID
	}
	var b strings.Builder
	if f.Kind == figure.Sketch {
		err := writeSketch(&b, f, identifier(id), mode)
		return b.String(), err
	}
	option, err := Options(f)
	if err != nil {
		return "", err
	}
	writeHead(&b, f, identifier(id), "cahiers-figure", style(mode))
	if f.Empty() {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(f.Alt))
		writeCaption(&b, f)
		b.WriteString("</figure>\n")
		return b.String(), nil
	}
	b.WriteString("<div class=\"cahiers-chart\">\n")
	if svg != "" {
		fmt.Fprintf(&b, "<div class=\"cahiers-static\">%s</div>\n", svg)
	}
	writeData(&b, f, dataSummary, svg == "")
	b.WriteString("</div>\n")
	writeCaption(&b, f)
	if err := writeScript(&b, f, option, mode); err != nil {
		return "", err
	}
	b.WriteString("</figure>\n")
	return b.String(), nil
}

// writeHead opens the figure: its style and its title.
func writeHead(b *strings.Builder, f figure.Figure, id, class, css string) {
	fmt.Fprintf(b, "<figure class=\"%s\" id=\"%s\" aria-labelledby=\"%s_titre\">\n", class, id, id)
	fmt.Fprintf(b, "<style>%s</style>\n", css)
	fmt.Fprintf(b, "<p class=\"cahiers-title\" id=\"%s_titre\"><strong>%s</strong></p>\n", id, html.EscapeString(f.Title))
}

// style is figure.css with the selector of the mode's dark theme.
func style(mode Mode) string {
	before, rest, _ := strings.Cut(styleCSS, "DARK {")
	dark, after, _ := strings.Cut(rest, "}")
	if mode == Handout {
		return before + "@media screen and (prefers-color-scheme: dark) { .cahiers-figure {" + dark + "} }" + after
	}
	return before + "@media screen { body[data-jp-theme-light=\"false\"] .cahiers-figure {" + dark + "} }" + after
}

// writeData writes what a reader has without the drawing.
func writeData(b *strings.Builder, f figure.Figure, summary string, open bool) {
	header, rows := figure.Table(f)
	attribute := ""
	if open {
		attribute = " open"
	}
	fmt.Fprintf(b, "<details%s><summary>%s</summary>\n<p>%s</p>\n<table>\n<thead><tr>", attribute, summary, html.EscapeString(f.Alt))
	for _, h := range header {
		fmt.Fprintf(b, "<th scope=\"col\">%s</th>", html.EscapeString(h))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range rows {
		b.WriteString("<tr>")
		for i, cell := range row {
			if i == 0 {
				fmt.Fprintf(b, "<th scope=\"row\">%s</th>", html.EscapeString(cell))
			} else {
				fmt.Fprintf(b, "<td>%s</td>", html.EscapeString(cell))
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n</details>\n")
}

func writeCaption(b *strings.Builder, f figure.Figure) {
	b.WriteString("<figcaption>\n")
	writeFindings(b, f.Findings)
	fmt.Fprintf(b, "<p>%s</p>\n</figcaption>\n", html.EscapeString(f.Caption))
}

func writeFindings(b *strings.Builder, findings []figure.Finding) {
	if len(findings) == 0 {
		return
	}
	b.WriteString("<ul>\n")
	for _, finding := range findings {
		fmt.Fprintf(b, "<li class=\"cahiers-%s\"><span aria-hidden=\"true\">%s</span>%s</li>\n",
			html.EscapeString(string(finding.Outcome)), finding.Outcome.Sign(), html.EscapeString(finding.Text))
	}
	b.WriteString("</ul>\n")
}

// writeScript writes the one script. JSON as Go writes it is safe there: it
// spells <, > and & as escapes, so that no data can close the element.
func writeScript(b *strings.Builder, f figure.Figure, option []byte, mode Mode) error {
	alt, err := json.Marshal(f.Alt)
	if err != nil {
		return fmt.Errorf("the alternative text of figure %q: %w", f.Title, err)
	}
	answer, err := answerScript(f, mode)
	if err != nil {
		return err
	}
	over := option
	if answer != noAnswer {
		over = fmt.Appendf(nil, "over.over(%s)", option)
	}
	fmt.Fprintf(b, "<script>\n%s((over) => (%s)(%s), %s, %d, %s);\n</script>\n",
		statement(upgradeJS), statement(finishJS), over, alt, Height(f), answer)
	return nil
}

// statement is a script's expression without the comment before it or the
// space around it.
func statement(js string) string {
	for strings.HasPrefix(js, "//") {
		_, js, _ = strings.Cut(js, "\n")
	}
	return strings.TrimSpace(js)
}

// Height is how high f is drawn, in CSS pixels. It depends on what f holds and
// not on its width: JupyterLab needs to know it before anything is drawn.
func Height(f figure.Figure) int {
	const usual, frame, row, cell = 380, 96, 34, 40
	switch f.Kind {
	case figure.Interval:
	case figure.Heat:
		return frame + 74 + cell*len(f.Series)
	default:
		return usual
	}
	return frame + len(f.X.Labels)*max(row, rowShift*len(f.Series)+24)
}

// identifier makes id a valid JavaScript name.
func identifier(id string) string {
	return "cahiers_" + strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, id)
}
