package handout

import (
	"errors"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A body is the inside of a page's <main>, and what the rest of the page says
// about it.
type body struct {
	html    string
	toc     []*entry
	figures int // how many need ECharts
}

// An entry of the table of contents.
type entry struct {
	ID, Text string
	Children []*entry
}

// compose finishes what nbconvert made: ids on headings, links between pages,
// names of the teacher's notes, figures in their places. It refuses pictures
// that would not travel with the page. known holds the slugs of all pages.
func compose(fragment string, d draft, known map[string]bool) (body, error) {
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
	if err != nil {
		return body{}, err
	}
	root := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	b := body{figures: len(d.figures), toc: headings(root)}
	relink(root, known)
	labelNotes(root)
	if err := checkImages(root); err != nil {
		return body{}, err
	}
	var out strings.Builder
	if err := html.Render(&out, root); err != nil {
		return body{}, err
	}
	b.html = out.String()
	for placeholder, drawn := range d.figures {
		b.html = strings.Replace(b.html, placeholder, drawn, 1)
	}
	return b, nil
}

// headings gives every heading an id, the one JupyterLab gives, and returns
// the table of contents: levels 2 and 3, without the teacher's notes.
func headings(root *html.Node) []*entry {
	var toc []*entry
	taken := map[string]bool{}
	for n := range root.Descendants() {
		level := level(n)
		if level == 0 {
			continue
		}
		text := strings.Join(strings.FieldsFunc(textOf(n), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
		e := &entry{ID: unique(strings.ReplaceAll(text, " ", "-"), taken), Text: text}
		setAttr(n, "id", e.ID)
		switch {
		case inAside(n):
		case level == 2:
			toc = append(toc, e)
		case level == 3 && len(toc) > 0:
			last := toc[len(toc)-1]
			last.Children = append(last.Children, e)
		}
	}
	return toc
}

// level returns the level of a heading, 0 for any other node.
func level(n *html.Node) int {
	if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

func unique(id string, taken map[string]bool) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	taken[free] = true
	return free
}

// relink makes the links between notebooks links between pages; those that
// lead to a notebook or a file that is not there become plain text.
func relink(root *html.Node, known map[string]bool) {
	var dead []*html.Node
	for n := range root.Descendants() {
		href, ok := attr(n, "href")
		if n.DataAtom != atom.A || !ok {
			continue
		}
		u, err := url.Parse(href)
		switch {
		case err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto"):
		case err == nil && u.Scheme == "" && u.Path == "" && u.Fragment != "":
		case err == nil && u.Scheme == "" && u.Host == "" && known[strings.TrimSuffix(path.Base(u.Path), ".ipynb")] && path.Ext(u.Path) == ".ipynb":
			u.Path = strings.TrimSuffix(path.Base(u.Path), ".ipynb") + ".html"
			setAttr(n, "href", u.String())
		default:
			dead = append(dead, n)
		}
	}
	for _, a := range dead {
		for child := a.FirstChild; child != nil; child = a.FirstChild {
			a.RemoveChild(child)
			a.Parent.InsertBefore(child, a)
		}
		a.Parent.RemoveChild(a)
	}
}

// labelNotes names the teacher's notes, which say themselves what they are to
// those who see them.
func labelNotes(root *html.Node) {
	for n := range root.Descendants() {
		if n.DataAtom != atom.Aside {
			continue
		}
		setAttr(n, "aria-label", msgNote)
	}
}

// noAlt is what nbconvert writes, in English, where an author wrote nothing.
const noAlt = "No description has been provided for this image"

// checkImages refuses the pictures that nbconvert could not put into the page,
// and those that nobody described.
func checkImages(root *html.Node) error {
	var faults []error
	for n := range root.Descendants() {
		if n.DataAtom != atom.Img {
			continue
		}
		src, _ := attr(n, "src")
		alt, ok := attr(n, "alt")
		switch {
		case !strings.HasPrefix(src, "data:"):
			faults = append(faults, msgImage(src))
		case !ok || alt == "" || alt == noAlt:
			faults = append(faults, errors.New(msgNoAlt))
		}
	}
	return errors.Join(faults...)
}

func inAside(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.Aside {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
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
