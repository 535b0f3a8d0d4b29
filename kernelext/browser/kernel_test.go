package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
)

// A student is a page of the Lab that all tests of the kernel share.
type student struct {
	*page

	lab string
}

// begin opens a new notebook that has a title and these code cells.
func (p *student) begin(cells ...string) {
	p.t.Helper()
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return '-'
	}, p.t.Name())
	book := &notebook.Notebook{Cells: []notebook.Cell{{Kind: notebook.Markdown, Source: "# Essai"}}}
	for _, source := range cells {
		book.Cells = append(book.Cells, notebook.Cell{Kind: notebook.Code, Source: source})
	}
	book.Canonicalise()
	content, err := book.Bytes()
	require.NoError(p.t, err)
	model, err := json.Marshal(map[string]any{"type": "notebook", "format": "json", "content": json.RawMessage(content)})
	require.NoError(p.t, err)
	place, err := url.Parse(p.lab)
	require.NoError(p.t, err)
	place.Path = "/api/contents/" + name + ".ipynb"
	request, err := http.NewRequestWithContext(p.ctx, http.MethodPut, place.String(), bytes.NewReader(model))
	require.NoError(p.t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(p.t, err)
	require.NoError(p.t, response.Body.Close())
	require.Equal(p.t, http.StatusCreated, response.StatusCode)
	// A workspace of its own, emptied: Lab would restore the tabs that another
	// test left in the default one.
	place.Path = "/lab/workspaces/" + name + "/tree/" + name + ".ipynb"
	place.RawQuery += "&reset"
	p.do(chromedp.Navigate(place.String()))
	p.until(`document.querySelector('.jp-NotebookPanel .jp-MarkdownCell.jp-mod-rendered')`)
	// The toolbar says "idle" before there is a kernel; the status bar, which
	// speaks of the panel that has the focus, does not.
	p.click(`document.querySelector('.jp-NotebookPanel .jp-MarkdownCell')`)
	p.until(`document.querySelector('#jp-main-statusbar').textContent.includes('Go (cahiers) | Inactif')`)
	p.until(`document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status === 'idle'`)
}

// codeCell is the JavaScript of the open notebook's code cell number i.
func codeCell(i int) string {
	return fmt.Sprintf(`document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell')[%d]`, i)
}

// edit puts the cursor into a cell.
func (p *student) edit(cell string) {
	p.t.Helper()
	p.click(cell + `?.querySelector('.cm-content')`)
	p.until(cell + `.querySelector('.cm-content') === document.activeElement`)
}

// runCell runs a code cell as a reader does: a click, then Ctrl-Enter.
func (p *student) runCell(i int) {
	p.t.Helper()
	p.edit(codeCell(i))
	p.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
}

// says waits until a code cell displays a text.
func (p *student) says(i int, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`%s.querySelector('.jp-OutputArea')?.innerText.includes(%q)`, codeCell(i), text))
}

// outputs returns what a code cell displays, one text an output.
func (p *student) outputs(i int) []string {
	p.t.Helper()
	return evaluate[[]string](p.page, fmt.Sprintf(`[...%s.querySelectorAll('.jp-OutputArea-output')].map(o => o.innerText.trimEnd())`, codeCell(i)))
}

// prompts waits until the code cells carry these numbers.
func (p *student) prompts(want ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`[...document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell .jp-InputPrompt')].map(i => i.textContent).join() === %q`,
		strings.Join(want, ",")))
}

func TestTheKernelInLab(t *testing.T) {
	lab := startLab(t)
	for name, test := range map[string]func(p *student){
		"completes under Tab":                 completes,
		"documents under Shift-Tab":           documents,
		"runs no cell behind an error":        stopsAtAnError,
		"interrupts from the toolbar":         interruptsFromToolbar,
		"interrupts from the keyboard":        interruptsFromKeyboard,
		"restarts empty":                      restarts,
		"is shared by a notebook and console": sharesWithAConsole,
		"draws what it sees of the cells":     drawsWhatItSees,
	} {
		t.Run(name, func(t *testing.T) {
			p := &student{open(t, 3*time.Minute), lab}
			test(p)
			p.stayedHere()
		})
	}
}

// completes types the start of a name in places where Lab's positions, counted
// in UTF-16, and ours may differ, and lets Lab complete it.
func completes(p *student) {
	p.begin("", "", "", "")
	for i, line := range []string{
		`strings.▮`,
		`fmt.Println("😀", strings.▮)`,
		`fmt.Println("a", strings.▮`,
		`fmt.Println("😀", strings.▮`,
	} {
		before, after, _ := strings.Cut(line, "▮")
		cell := codeCell(i)
		p.edit(cell)
		p.do(chromedp.KeyEvent("%%" + kb.Enter + before + after + strings.Repeat(kb.ArrowLeft, len(after)) + "EqualFol"))
		p.until(cell + `.querySelector('.jp-mod-completer-enabled')`)
		p.do(chromedp.KeyEvent(kb.Tab))
		p.until(`document.querySelector('.jp-Completer:not(.lm-mod-hidden) .jp-Completer-item.jp-mod-active')?.textContent.includes('EqualFold')`)
		p.shoot(fmt.Sprintf("completer-%d", i))
		p.do(chromedp.KeyEvent(kb.Enter))
		p.until(fmt.Sprintf(`[...%s.querySelectorAll('.cm-line')].map(l => l.textContent).join('\n') === %q`,
			cell, "%%\n"+before+"EqualFold"+after))
	}
}

func documents(p *student) {
	p.begin("")
	p.edit(codeCell(0))
	p.do(
		chromedp.KeyEvent("%%"+kb.Enter+"fmt.Println"),
		chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift)),
	)
	p.until(`document.querySelector('.jp-Tooltip .jp-RenderedMarkdown')`)
	p.shoot("tooltip")
	require.Contains(p.t, evaluate[string](p.page, `[...document.querySelectorAll('.jp-Tooltip .jp-RenderedMarkdown p')].map(e => e.textContent).join('\n')`),
		"Println formats using the default formats")
	require.Contains(p.t, evaluate[string](p.page, `document.querySelector('.jp-Tooltip .jp-RenderedMarkdown pre').textContent`), "func fmt.Println(a ...any)")
}

func stopsAtAnError(p *student) {
	p.begin(
		"%%\nfmt.Println(\"avant\")",
		"%%\nvar m map[int]int\nm[0]++",
		"%%\nfmt.Println(\"après\")",
		"%%\nfmt.Println(\"encore après\")")
	p.click(`document.querySelector('.jp-NotebookPanel .jp-MarkdownCell')`)
	p.choose("Exécution", "runmenu:run-all")
	p.says(1, "ligne 3")
	p.prompts("[1]:", "[2]:", "[ ]:", "[ ]:")
	p.shoot("ran")
	require.Equal(p.t, []string{"avant"}, p.outputs(0))
	failure := strings.Join(p.outputs(1), "\n")
	require.Equal(p.t, 1, strings.Count(failure, "assignment to entry in nil map"), failure)
	require.Equal(p.t, 1, strings.Count(failure, "ligne 3\u00a0: m[0]++"), failure)
	require.Empty(p.t, p.outputs(2))
	require.Empty(p.t, p.outputs(3))
	// The error is no end: what was not run can be.
	p.runCell(2)
	p.says(2, "après")
}

func interruptsFromToolbar(p *student) {
	interrupts(p, func() { p.click(`document.querySelector('.jp-NotebookPanel-toolbar [data-jp-item-name=interrupt]')`) })
}

func interruptsFromKeyboard(p *student) {
	interrupts(p, func() { p.do(chromedp.KeyEvent(kb.Escape + "ii")) })
}

func interrupts(p *student, interrupt func()) {
	p.begin("%%\nfmt.Println(\"prêt\")\nfor {}", "%%\nfmt.Println(\"ensuite\")")
	p.runCell(0)
	p.says(0, "prêt")
	interrupt()
	p.says(0, "Cellule interrompue.")
	p.shoot("interrupted")
	p.runCell(1)
	p.says(1, "ensuite")
}

func restarts(p *student) {
	p.begin("const réponse = 42", "%%\nfmt.Println(\"réponse\", réponse)")
	p.runCell(0)
	p.runCell(1)
	p.says(1, "réponse 42")
	p.choose("Noyau", "kernelmenu:restart")
	p.until(`document.querySelector('.jp-Dialog .jp-mod-accept')`)
	p.shoot("dialog")
	p.click(`document.querySelector('.jp-Dialog .jp-mod-accept')`)
	p.until(`!document.querySelector('.jp-Dialog')`)
	p.runCell(1)
	p.says(1, "undefined: réponse")
	p.shoot("forgotten")
	p.runCell(0)
	p.runCell(1)
	p.says(1, "réponse 42")
	p.prompts("[2]:", "[3]:")
}

func sharesWithAConsole(p *student) {
	p.begin("const réponse = 42")
	p.runCell(0)
	p.prompts("[1]:")
	p.choose("Fichier", "filemenu:create-console")
	// The banner comes with the console's own connection to the kernel; what is
	// run before goes nowhere.
	p.until(`document.querySelector('.jp-CodeConsole-banner')?.textContent.includes('Cahiers de concurrence Go')`)
	const prompt = `document.querySelector('.jp-CodeConsole-promptCell')`
	p.edit(prompt)
	p.do(
		chromedp.KeyEvent("%%"+kb.Enter+`fmt.Println("réponse", réponse)`),
		chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierShift)),
	)
	p.until(`document.querySelector('.jp-CodeConsole-content .jp-OutputArea-output')?.innerText.includes('réponse 42')`)
	p.shoot("console")
}
