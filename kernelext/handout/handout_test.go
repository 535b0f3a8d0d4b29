package handout_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cahiers/helpers/figure"
	"cahiers/kernelext/handout"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/notebook"
)

const lesson = "# Le `verrou`\n\nUn **verrou**, des goroutines.\n\n**Durée**\u00a0: 45 minutes"

// demonstration is an executed notebook with one of each thing a page holds.
func demonstration(t *testing.T) handout.Source {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "images"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "images", "verrou.svg"),
		[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`), 0o600))
	text := func(source string, tags ...any) notebook.Cell {
		return notebook.Cell{Kind: notebook.Markdown, Source: source, Metadata: map[string]any{"tags": append([]any{}, tags...)}}
	}
	code := func(source, expect string, outputs ...notebook.Output) notebook.Cell {
		return notebook.Cell{
			Kind: notebook.Code, Source: source, Outputs: outputs,
			Metadata: map[string]any{"cahiers": map[string]any{"expect": expect}},
		}
	}
	stream := func(name, text string) notebook.Output {
		return notebook.Output{"output_type": "stream", "name": name, "text": text}
	}
	failure := func(value string, traceback ...any) notebook.Output {
		return notebook.Output{"output_type": "error", "ename": "x", "evalue": value, "traceback": traceback}
	}
	nb := &notebook.Notebook{Cells: []notebook.Cell{
		text(lesson),
		text("Pour la salle.\n\n## Une question à poser", notebook.TagTeacher),
		text("## Attendre\n\nVoir [le suivant](05-rwmutex.ipynb#Plan), [un absent](99-absent.ipynb), " +
			"[un programme](../projects/x/main.go), [la fin](#Finir) et [Go](https://go.dev/tour).\n\n" +
			"![Un verrou fermé](images/verrou.svg)\n\n$$\\frac{1}{s}$$\n\n| a | b |\n|---|---|\n| 1 | $s \\le 1$ |"),
		code("%%\nfmt.Println(\"<bonjour>\")", "", stream("stdout", "<bonjour> \x1b[31mrouge\x1b[0m\n"), drawing(t, "Un premier dessin </script>")),
		text("### Un détail"),
		code("%%\nshow.Figure(f)", "", drawing(t, "Un second dessin"), drawing(t, "Un troisième")),
		text("## Échouer"),
		code("%%\nvar x int = \"a\"", "compile", failure("ligne 2\u00a0: declared and not used: x",
			"\x1b[1mligne 2\x1b[22m\u00a0: \x1b[31mdeclared and not used: x\x1b[39m", "    var x int = \"a\"", "        \x1b[31m^\x1b[39m")),
		code("%%\n<-ch", "deadlock", stream("stderr", "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n"+
			"sync.(*Mutex).Lock(...)\n\t/usr/local/go/src/sync/mutex.go:46\nmain.main()\n\t \x1b[7m[[ cellule 7, ligne 3 ]]\x1b[0m /tmp/gonb_39a3c46c/main.go:11 +0x65\n"+
			"cahiers/helpers/x.F()\n\t/depot/helpers/x/x.go:3 +0x1\n"), failure("all goroutines are asleep", "fatal error: all goroutines are asleep")),
		code("%%\nos.Exit(3)", "", failure("refus", "refus du noyau")),
		text("## Finir\n\n```go\nmu.Lock()\n```\n\n<details>\n<summary>La réponse</summary>\n\n**Le verrou**, bien sûr.\n\n</details>"),
	}}
	for i := range nb.Cells {
		nb.Cells[i].ID = fmt.Sprint("c", i)
	}
	return handout.Source{Path: filepath.Join(dir, "04-mutex.ipynb"), Notebook: nb}
}

// drawing is the output of a cell that shows a figure.
func drawing(t *testing.T, title string) notebook.Output {
	t.Helper()
	data, err := json.Marshal(figure.Figure{
		Kind: figure.Line, Title: title, Caption: "Mesuré ici.", Alt: "Le débit baisse.",
		X:      figure.Axis{Title: "Goroutines", Unit: figure.Count, Scale: figure.Linear},
		Y:      figure.Axis{Title: "Débit", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{{Name: "Mutex", Primitive: figure.Mutex, Points: []figure.Point{{X: 1, Y: 3e6, N: 5}, {X: 2, Y: 2e6, N: 5}}}},
	})
	require.NoError(t, err)
	var f map[string]any
	require.NoError(t, json.Unmarshal(data, &f))
	return notebook.Output{"output_type": "display_data", "metadata": map[string]any{}, "data": map[string]any{
		"text/plain": "dessin", "text/html": "<p>celui de Lab</p>", "application/vnd.cahiers.figure+json": f,
	}}
}

// plainNotebook has no figure.
func plainNotebook(title string) *notebook.Notebook {
	return &notebook.Notebook{Cells: []notebook.Cell{{ID: "a", Kind: notebook.Markdown, Source: "# " + title}}}
}

func options(t *testing.T, edition handout.Edition) handout.Options {
	t.Helper()
	l := installtest.Layout(t)
	return handout.Options{
		Python: l.Python(), Env: l.Environ(), Root: "/depot", Edition: edition,
		Made: time.Date(2026, 3, 1, 9, 5, 0, 0, time.UTC), Machine: "Go 1.26, 2 cœurs", Version: "abc123",
	}
}

// A page is one that was written, read back as a browser does.
type page struct {
	text string
	root *html.Node
}

func pages(t *testing.T, edition handout.Edition) map[string]page {
	t.Helper()
	source := demonstration(t)
	next := handout.Source{Path: filepath.Join(filepath.Dir(source.Path), "05-rwmutex.ipynb"), Notebook: plainNotebook("Lire à plusieurs")}
	files, err := handout.Pages(t.Context(), []handout.Source{source, next}, options(t, edition))
	require.NoError(t, err)
	read := map[string]page{}
	for _, f := range files {
		root, err := html.ParseWithOptions(bytes.NewReader(f.Data), html.ParseOptionEnableScripting(false))
		require.NoError(t, err)
		read[f.Name] = page{text: string(f.Data), root: root}
	}
	require.Len(t, read, 3)
	return read
}

func (p page) all(names ...atom.Atom) []*html.Node {
	var found []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(names, n.DataAtom) {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
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

// TestPages makes the pages of both editions once, and looks at all sides of
// them.
func TestPages(t *testing.T) {
	student, teacher := pages(t, handout.Student), pages(t, handout.Teacher)
	for name, check := range map[string]func(*testing.T, map[string]page, map[string]page){
		"are whole and accessible":                 checkPagesAreWholeAndAccessible,
		"need no network":                          checkPagesNeedNoNetwork,
		"draw figures for script and without":      checkFiguresAreDrawnForScriptAndWithout,
		"show outputs that read well":              checkOutputsReadWell,
		"link to each other":                       checkLinksFollowThePages,
		"keep the teacher's notes for the teacher": checkTheTeachersNotesAreForTheTeacher,
		"are listed in an index":                   checkIndexListsThePages,
		"unfold answers for the teacher alone":     checkAnswersAreFoldedAndUnfoldedForTheTeacher,
	} {
		t.Run(name, func(t *testing.T) { check(t, student, teacher) })
	}
}

func checkPagesAreWholeAndAccessible(t *testing.T, _, teacher map[string]page) {
	for name, p := range teacher {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, "fr", attribute(p.all(atom.Html)[0], "lang"))
			require.Len(t, p.all(atom.H1), 1)
			require.NotEmpty(t, textOf(p.all(atom.Title)[0]))
			require.Equal(t, "#contenu", attribute(p.all(atom.A)[0], "href"), "the first link skips to the content")
			level := 0
			for _, h := range p.all(atom.H1, atom.H2, atom.H3, atom.H4) {
				now := int(h.Data[1] - '0')
				require.LessOrEqual(t, now, level+1, "no level is skipped before %q", textOf(h))
				level = now
			}
			ids := map[string]bool{}
			for n := range p.root.Descendants() {
				if id := attribute(n, "id"); id != "" {
					require.False(t, ids[id], "id %q twice", id)
					ids[id] = true
				}
			}
			for _, a := range p.all(atom.A) {
				if target, ok := strings.CutPrefix(attribute(a, "href"), "#"); ok {
					decoded, err := url.PathUnescape(target)
					require.NoError(t, err)
					require.True(t, ids[decoded], "link to #%s, which is nowhere", decoded)
				}
			}
			for _, img := range p.all(atom.Img) {
				require.NotEmpty(t, attribute(img, "alt"))
			}
			for _, english := range []string{"In [", "Out[", "No description", "¶"} {
				require.NotContains(t, p.text, english)
			}
		})
	}
}

// remote matches an address that a browser would ask for.
var remote = regexp.MustCompile(`(?i)(src|srcset|href|data|action|poster)$`)

func checkPagesNeedNoNetwork(t *testing.T, student, _ map[string]page) {
	for name, p := range student {
		t.Run(name, func(t *testing.T) {
			policy := ""
			for _, m := range p.all(atom.Meta) {
				if attribute(m, "http-equiv") == "Content-Security-Policy" {
					policy = attribute(m, "content")
				}
			}
			require.Equal(t, "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:", policy)
			for n := range p.root.Descendants() {
				for _, a := range n.Attr {
					if n.DataAtom == atom.A && a.Key == "href" || !remote.MatchString(a.Key) {
						continue
					}
					require.True(t, strings.HasPrefix(a.Val, "data:") || strings.HasPrefix(a.Val, "#"), "<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
			for _, style := range p.all(atom.Style) {
				require.NotContains(t, textOf(style), "@import")
				require.NotContains(t, textOf(style), "url(")
			}
		})
	}
}

func checkFiguresAreDrawnForScriptAndWithout(t *testing.T, student, _ map[string]page) {
	p := student["04-mutex.html"]
	figures := p.all(atom.Figure)
	require.Len(t, figures, 3)
	for _, f := range figures {
		inside := page{root: f}
		require.Len(t, inside.all(atom.Figcaption), 1)
		require.Len(t, inside.all(atom.Table), 1)
		require.NotEmpty(t, inside.all(atom.Svg))
		require.Contains(t, textOf(f), "Le débit baisse.")
		require.Len(t, inside.all(atom.Script), 1)
	}
	require.Contains(t, textOf(figures[0]), "Un premier dessin </script>")
	require.NotContains(t, p.text, "celui de Lab")
	require.NotContains(t, p.text, "place-1", "each figure is in its place")
	require.Equal(t, 1, strings.Count(p.text, "Apache Software Foundation"), "ECharts is in the page once")
	require.NotContains(t, student["05-rwmutex.html"].text, "Apache Software Foundation", "and only where there is a figure")
}

func checkOutputsReadWell(t *testing.T, student, _ map[string]page) {
	p := student["04-mutex.html"]
	require.Contains(t, p.text, `&lt;bonjour&gt; <span class="ansi-red-fg">rouge</span>`)
	require.Contains(t, p.text, "Sortie · erreur de compilation voulue")
	require.Contains(t, p.text, `<span class="ansi-bold">ligne 2</span>`+"\u00a0"+`: <span class="ansi-red-fg">declared and not used: x</span>`)
	require.Contains(t, p.text, "\n        <span class=\"ansi-red-fg\">^</span>")
	require.Contains(t, p.text, "Sortie · interblocage voulu")
	require.Contains(t, p.text, "main.main()\n\tcellule, ligne\u00a03\n")
	require.Contains(t, p.text, "helpers/x/x.go:3")
	for _, noise := range []string{"/tmp/gonb_", "/usr/local/go/src", "/depot/"} {
		require.NotContains(t, p.text, noise)
	}
	require.Contains(t, p.text, "refus du noyau", "an error that nothing explains is shown")
	require.Contains(t, p.text, `<div class="highlight hl-go">`)
	require.Contains(t, p.text, `<math display="block"><mrow><mfrac>`)
	require.Contains(t, p.text, `<math display="inline">`)
}

func checkLinksFollowThePages(t *testing.T, student, _ map[string]page) {
	p := student["04-mutex.html"]
	links := map[string]string{}
	for _, a := range p.all(atom.A) {
		links[textOf(a)] = attribute(a, "href")
	}
	require.Equal(t, "05-rwmutex.html#Plan", links["le suivant"])
	require.Equal(t, "https://go.dev/tour", links["Go"])
	require.Equal(t, "#Finir", links["la fin"])
	require.NotContains(t, links, "un absent")
	require.NotContains(t, links, "un programme")
	require.Contains(t, textOf(p.all(atom.Main)[0]), "Voir le suivant, un absent, un programme, la fin et Go.")
}

func checkTheTeachersNotesAreForTheTeacher(t *testing.T, student, teacher map[string]page) {
	forStudent, forTeacher := student["04-mutex.html"], teacher["04-mutex.html"]
	require.NotContains(t, forStudent.text, "Pour la salle.")
	require.Empty(t, forStudent.all(atom.Aside))
	require.Len(t, forTeacher.all(atom.Aside), 1)
	require.Equal(t, "Note pour l’enseignant", attribute(forTeacher.all(atom.Aside)[0], "aria-label"))
	require.Contains(t, textOf(forTeacher.all(atom.Aside)[0]), "Pour la salle.")
	for _, p := range []page{forStudent, forTeacher} {
		require.Equal(t, []string{"Attendre", "Un détail", "Échouer", "Finir"}, tableOfContents(p))
	}
	require.Contains(t, forTeacher.text, "Édition de l’enseignant")
	require.NotContains(t, forStudent.text, "Édition de l’enseignant")
}

func checkAnswersAreFoldedAndUnfoldedForTheTeacher(t *testing.T, student, teacher map[string]page) {
	for edition, p := range map[handout.Edition]page{handout.Student: student["04-mutex.html"], handout.Teacher: teacher["04-mutex.html"]} {
		i := slices.IndexFunc(p.all(atom.Details), func(n *html.Node) bool { return strings.Contains(textOf(n), "La réponse") })
		require.GreaterOrEqual(t, i, 0, edition)
		answer := p.all(atom.Details)[i]
		require.Contains(t, textOf(answer), "Le verrou, bien sûr.", edition)
		open := slices.ContainsFunc(answer.Attr, func(a html.Attribute) bool { return a.Key == "open" })
		require.Equal(t, edition == handout.Teacher, open, edition)
	}
}

func tableOfContents(p page) []string {
	var titles []string
	for _, a := range (page{root: p.all(atom.Nav)[0]}).all(atom.A) {
		titles = append(titles, textOf(a))
	}
	return titles
}

func checkIndexListsThePages(t *testing.T, student, _ map[string]page) {
	p := student["index.html"]
	main := textOf(p.all(atom.Main)[0])
	for _, want := range []string{"Cahiers de concurrence Go", "Le verrou", "Un verrou, des goroutines.", "45 minutes", "Lire à plusieurs"} {
		require.Contains(t, main, want)
	}
	require.Contains(t, p.text, `href="04-mutex.html"`)
	footer := textOf(p.all(atom.Footer)[0])
	for _, want := range []string{"1er\u00a0mars\u00a02026 à 9\u00a0h\u00a005", "Go 1.26, 2 cœurs", "abc123"} {
		require.Contains(t, footer, want)
	}
}

func TestWriteMovesPagesIntoPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "à rendre", "export")
	source := handout.Source{Path: "05-rwmutex.ipynb", Notebook: plainNotebook("Lire")}
	for range 2 { // the second time over the first
		require.NoError(t, handout.Write(t.Context(), dir, []handout.Source{source}, options(t, handout.Student)))
		require.Equal(t, []string{"05-rwmutex.html", "index.html"}, names(t, dir))
		require.Equal(t, []string{"export"}, names(t, filepath.Dir(dir)), "nothing is left beside")
	}
}

func TestNothingIsWrittenWhenAPageFails(t *testing.T) {
	broken := func(source string) handout.Source {
		nb := plainNotebook("Page")
		nb.Cells = append(nb.Cells, notebook.Cell{ID: "b", Kind: notebook.Markdown, Source: source})
		return handout.Source{Path: filepath.Join(t.TempDir(), "x.ipynb"), Notebook: nb}
	}
	bad := drawing(t, "")
	bad["data"].(map[string]any)["application/vnd.cahiers.figure+json"] = map[string]any{"kind": 3}
	undrawable := plainNotebook("Page")
	undrawable.Cells = append(undrawable.Cells, notebook.Cell{ID: "b", Kind: notebook.Code, Metadata: map[string]any{}, Outputs: []notebook.Output{bad}})
	for name, test := range map[string]struct {
		source handout.Source
		want   string
	}{
		"a picture that is not there": {broken("![Un dessin](images/absent.svg)"), "images/absent.svg"},
		"a remote picture":            {broken("![Un dessin](https://example.org/x.png)"), "https://example.org/x.png"},
		"a picture not described":     {broken(`<img src="data:image/png;base64,">`), "texte de remplacement"},
		"a figure that is none":       {handout.Source{Path: "x.ipynb", Notebook: undrawable}, "une figure ne peut pas être dessinée"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "export")
			err := handout.Write(t.Context(), dir, []handout.Source{test.source}, options(t, handout.Student))
			require.ErrorIs(t, err, handout.ErrPage)
			require.ErrorContains(t, err, test.want)
			require.NoDirExists(t, dir)
		})
	}
}

func TestWriteSaysWhyItCannot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fichier")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	source := []handout.Source{{Path: "x.ipynb", Notebook: plainNotebook("Page")}}
	o := options(t, handout.Student)
	for _, dir := range []string{file, filepath.Join(file, "export")} {
		err := handout.Write(t.Context(), dir, source, o)
		require.ErrorContains(t, err, "les pages n’ont pas pu être écrites dans "+dir)
		require.ErrorContains(t, err, "choisissez un autre dossier avec -o")
	}
	o.Python += "-absent"
	require.ErrorContains(t, handout.Write(t.Context(), t.TempDir(), source, o), "nbconvert a échoué")
	o.Python = "false"
	require.ErrorContains(t, handout.Write(t.Context(), t.TempDir(), source, o), "exit status 1")
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	return found
}
