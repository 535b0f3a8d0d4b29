package outcome

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cahiers/kernelext/notebook"
)

// A Diagnostic is one complaint of the compiler or of GoNB's parser.
type Diagnostic struct {
	Line    int    // line of the cell, from 1; 0 when it is not known
	Message string // as the compiler says it, with whatever our go added
	Code    string // the line of code it is about; "" when it is not known
}

// String returns the diagnostic on one line, with its place when it has one.
func (d Diagnostic) String() string {
	first, _, _ := strings.Cut(d.Message, "\n")
	if d.Line == 0 {
		return first
	}
	return msgLine(d.Line) + first
}

// IsReport says whether the output is a report of errors by GoNB, which shows
// both what the compiler says and the places of a stack trace as HTML.
func IsReport(o notebook.Output) bool {
	return strings.Contains(reportHTML(o), `data-mime-type="application/vnd.jupyter.stderr"`)
}

// Diagnostics reads the complaints of the compiler and of the go command from
// GoNB's reports. The places of a stack trace, which name no column, are none.
func Diagnostics(outputs []notebook.Output) []Diagnostic {
	var found []Diagnostic
	for _, o := range outputs {
		if !IsReport(o) {
			continue
		}
		root, err := html.Parse(strings.NewReader(reportHTML(o)))
		if err != nil {
			continue
		}
		for n := range root.Descendants() {
			if n.DataAtom != atom.Div || !hasClass(n.Parent, "jp-RenderedText") {
				continue
			}
			d, where := diagnostic(n)
			switch {
			case place.MatchString(where):
				found = append(found, d)
			case where != "" || isNoise(d.Message):
			case len(found) > 0:
				found[len(found)-1].Message += "\n" + d.Message
			default:
				found = append(found, d)
			}
		}
	}
	return found
}

// place matches what GoNB shows as the place of a compile error.
var place = regexp.MustCompile(`main(_test)?\.go:\d+:\d+:\s*$`)

// diagnostic reads one line of a report, and the place in main.go that it
// names, "" when it names none.
func diagnostic(div *html.Node) (d Diagnostic, where string) {
	for n := range div.Descendants() {
		switch {
		case hasClass(n, "gonb-err-location"):
			where = text(n)
		case hasClass(n, "gonb-cell-line-info"):
			if m := lineInfo.FindStringSubmatch(text(n)); m != nil {
				d.Line, _ = strconv.Atoi(m[1])
			}
		case hasClass(n, "gonb-err-line"):
			d.Code = strings.TrimRight(text(n), "\n")
		}
	}
	var message strings.Builder
	for n := range div.ChildNodes() {
		if !hasClass(n, "gonb-err-hover-area") && !hasClass(n, "gonb-err-context") {
			message.WriteString(text(n))
		}
	}
	d.Message = strings.TrimSpace(message.String())
	return d, where
}

var lineInfo = regexp.MustCompile(`Line (\d+)$`)

// isNoise tells the lines that say nothing to a learner: the name of GoNB's
// package, the command that failed, its exit status.
func isNoise(line string) bool { return line == "" || noise.MatchString(line) }

var noise = regexp.MustCompile(`^(# |exit status |failed to run |go: gonb_\w+ imports$)`)

func reportHTML(o notebook.Output) string {
	data, _ := o["data"].(map[string]any)
	s, _ := notebook.Text(data["text/html"])
	return s
}

func hasClass(n *html.Node, class string) bool {
	if n == nil {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "class" && a.Val == class {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
