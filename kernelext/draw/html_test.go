package draw

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cahiers/helpers/figure"
)

// parsed returns the body of a page that holds only this.
func parsed(t *testing.T, source string) *html.Node {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	require.NoError(t, err)
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body
}

// all returns the elements of one name, in order.
func all(root *html.Node, name string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestHTMLIsOneFigureThatCanBeReadWithoutScript(t *testing.T) {
	for _, mode := range []Mode{Lab, Handout} {
		for _, f := range figures() {
			source, err := HTML(f, "run-7_fig.1", mode)
			require.NoError(t, err)
			require.NotContains(t, source, "http", "no remote address")
			page := parsed(t, source)
			for _, name := range []string{"figure", "figcaption", "table", "script", "style", "details"} {
				require.Len(t, all(page, name), 1, name)
			}
			fig := all(page, "figure")[0]
			require.Regexp(t, `^[A-Za-z_$][\w$]*$`, attribute(fig, "id"), "a valid JavaScript name")
			require.Equal(t, attribute(fig, "id")+"_titre", attribute(fig, "aria-labelledby"))
			require.Contains(t, textOf(page), f.Title)
			require.Contains(t, textOf(all(page, "details")[0]), f.Alt)
			caption := textOf(all(page, "figcaption")[0])
			require.Contains(t, caption, f.Caption)
			for _, finding := range f.Findings {
				require.Contains(t, caption, finding.Outcome.Sign()+finding.Text)
			}
			header, rows := figure.Table(f)
			require.Equal(t, header, cells(all(page, "thead")[0])[0])
			require.Equal(t, rows, cells(all(page, "tbody")[0]))
			for n := range page.Descendants() {
				require.Empty(t, attribute(n, "style"), "no inline style")
			}
		}
	}
}

// cells are the texts of a part of a table.
func cells(part *html.Node) [][]string {
	var rows [][]string
	for _, tr := range all(part, "tr") {
		var row []string
		for n := range tr.ChildNodes() {
			if n.Type == html.ElementNode {
				row = append(row, textOf(n))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// What the drawing shows on the pointer is what the table says.
func TestTheDrawingAndTheTableSayTheSame(t *testing.T) {
	for _, f := range figures() {
		o := optionOf(t, f)
		_, rows := figure.Table(f)
		var tips []string
		for _, s := range f.Series {
			for _, drawn := range o.Series {
				if drawn.Name != s.Name {
					continue
				}
				for _, d := range drawn.Data {
					if d.Name != "" {
						tips = append(tips, d.Name)
					}
				}
			}
		}
		require.Len(t, tips, len(rows))
		for i, row := range rows {
			for _, cell := range row {
				require.Contains(t, tips[i], cell)
			}
		}
	}
}

func TestNoDataCanLeaveItsPlace(t *testing.T) {
	const attack = `</script></style></table><b onclick="x">'&amp;<!--`
	f := kind(figure.Line)
	f.Title, f.Caption, f.Alt, f.X.Title, f.Series[0].Name = attack, attack, attack, attack, attack
	f.Findings[0].Text, f.Marks[0].Name = attack, attack
	source, err := HandoutHTML(f, attack, "")
	require.NoError(t, err)
	page := parsed(t, source)
	require.Len(t, all(page, "script"), 1)
	require.Empty(t, all(page, "b"))
	require.Equal(t, attack, textOf(all(page, "strong")[0]))
	require.Contains(t, textOf(all(page, "tbody")[0]), attack)
	require.Regexp(t, regexp.MustCompile(`^\w+$`), attribute(all(page, "figure")[0], "id"))
}

func TestTheScriptCarriesTheOption(t *testing.T) {
	f := kind(figure.Bar)
	source, err := HTML(f, "f", Lab)
	require.NoError(t, err)
	option, err := Options(f)
	require.NoError(t, err)
	require.True(t, json.Valid(option))
	require.Contains(t, source, "("+string(option)+")")
}

func TestAHandoutKeepsItsStaticDrawing(t *testing.T) {
	source, err := HandoutHTML(kind(figure.Bar), "f", `<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>`)
	require.NoError(t, err)
	page := parsed(t, source)
	require.Len(t, all(page, "svg"), 1)
	require.Equal(t, "cahiers-static", attribute(all(page, "svg")[0].Parent, "class"))
	for _, a := range all(page, "details")[0].Attr {
		require.NotEqual(t, "open", a.Key, "the table waits behind the drawing")
	}
}

func TestEachModeFollowsItsOwnTheme(t *testing.T) {
	lab, err := HTML(kind(figure.Bar), "f", Lab)
	require.NoError(t, err)
	handout, err := HTML(kind(figure.Bar), "f", Handout)
	require.NoError(t, err)
	require.Contains(t, lab, `body[data-jp-theme-light="false"]`)
	require.NotContains(t, lab, "prefers-color-scheme")
	require.Contains(t, handout, "prefers-color-scheme: dark")
	require.NotContains(t, lab+handout, "DARK")
}

func TestAnEmptyIDIsRefused(t *testing.T) {
	_, err := HTML(kind(figure.Bar), "", Lab)
	require.ErrorIs(t, err, ErrID)
}

func TestHeightGrowsWithTheRows(t *testing.T) {
	f := kind(figure.Interval)
	low := Height(f)
	f.X.Labels = append(f.X.Labels, "encore")
	require.Greater(t, Height(f), low)
}

func TestEChartsIsEmbedded(t *testing.T) {
	require.Greater(t, len(EChartsJS()), 1_000_000)
	require.Contains(t, string(EChartsJS()[:400]), "Licensed to the Apache Software Foundation")
}

// What the supervisor accepts from a program can be drawn or is refused: it
// never panics, never hangs, and never lets data out of its place.
func FuzzHTML(f *testing.F) {
	for _, fig := range figures() {
		data, err := json.Marshal(fig)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var fig figure.Figure
		if json.Unmarshal(data, &fig) != nil {
			return
		}
		source, err := HTML(fig, "f", Lab)
		if err != nil {
			return
		}
		page := parsed(t, source)
		require.Len(t, all(page, "script"), 1)
		require.Len(t, all(page, "table"), 1)
	})
}

func TestAFigureWithoutPointsHasNoAxesAndNoScript(t *testing.T) {
	f := kind(figure.Interval)
	for i := range f.Series {
		f.Series[i].Points = nil
	}
	source, err := HTML(f, "vide", Lab)
	require.NoError(t, err)
	root := parsed(t, source)
	require.Empty(t, all(root, "script"))
	require.Empty(t, all(root, "table"))
	require.Contains(t, textOf(root), f.Alt)
	require.Contains(t, textOf(root), f.Caption)
}
