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

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
)

// write opens, in the Lab at the given address, a new notebook that has a
// title and these code cells.
func (p *page) write(lab string, cells ...string) {
	p.t.Helper()
	const name = "essai.ipynb"
	book := &notebook.Notebook{Cells: []notebook.Cell{{Kind: notebook.Markdown, Source: "# Essai"}}}
	for _, source := range cells {
		book.Cells = append(book.Cells, notebook.Cell{Kind: notebook.Code, Source: source})
	}
	book.Canonicalise()
	content, err := book.Bytes()
	require.NoError(p.t, err)
	model, err := json.Marshal(map[string]any{"type": "notebook", "format": "json", "content": json.RawMessage(content)})
	require.NoError(p.t, err)
	place, err := url.Parse(lab)
	require.NoError(p.t, err)
	place.Path = "/api/contents/" + name
	request, err := http.NewRequestWithContext(p.ctx, http.MethodPut, place.String(), bytes.NewReader(model))
	require.NoError(p.t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(p.t, err)
	require.NoError(p.t, response.Body.Close())
	require.Equal(p.t, http.StatusCreated, response.StatusCode)
	p.openNotebook(lab, name)
}

// codeCell is the JavaScript of the open notebook's code cell number i.
func codeCell(i int) string {
	return fmt.Sprintf(`document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell')[%d]`, i)
}

// edit puts the cursor into a cell.
func (p *page) edit(cell string) {
	p.t.Helper()
	p.click(cell + `?.querySelector('.cm-content')`)
	p.until(cell + `.querySelector('.cm-content') === document.activeElement`)
}

// run runs a code cell as a reader does: a click, then Ctrl-Enter.
func (p *page) run(i int) {
	p.t.Helper()
	p.edit(codeCell(i))
	p.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
}

// says waits until a code cell displays a text.
func (p *page) says(i int, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`%s.querySelector('.jp-OutputArea')?.innerText.includes(%q)`, codeCell(i), text))
}

// outputs returns what a code cell displays, one text an output.
func (p *page) outputs(i int) []string {
	p.t.Helper()
	return evaluate[[]string](p, fmt.Sprintf(`[...%s.querySelectorAll('.jp-OutputArea-output')].map(o => o.innerText)`, codeCell(i)))
}

// prompts waits until the code cells carry these numbers.
func (p *page) prompts(want ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`[...document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell .jp-InputPrompt')].map(i => i.textContent).join() === %q`,
		strings.Join(want, ",")))
}

func TestKernelCompletesUnderTab(t *testing.T) {
	for name, line := range map[string]string{
		"a word":            `strings.▮`,
		"after an emoji":    `fmt.Println("😀", strings.▮)`,
		"in an open call":   `fmt.Println("a", strings.▮`,
		"emoji, open call":  `fmt.Println("😀", strings.▮`,
	} {
		t.Run(name, func(t *testing.T) {
			before, after, _ := strings.Cut(line, "▮")
			p := open(t, 3*time.Minute)
			p.write(startLab(t), "")
			p.edit(codeCell(0))
			p.do(chromedp.KeyEvent("%%" + kb.Enter + before + after + strings.Repeat(kb.ArrowLeft, len(after)) + "EqualFol"))
			p.until(codeCell(0) + `.querySelector('.jp-mod-completer-enabled')`)
			p.do(chromedp.KeyEvent(kb.Tab))
			p.until(`document.querySelector('.jp-Completer:not(.lm-mod-hidden) .jp-Completer-item.jp-mod-active')?.textContent.includes('EqualFold')`)
			p.shoot("completer")
			p.do(chromedp.KeyEvent(kb.Enter))
			p.until(fmt.Sprintf(`[...%s.querySelectorAll('.cm-line')].map(l => l.textContent).join('\n') === %q`,
				codeCell(0), "%%\n"+before+"EqualFold"+after))
			p.stayedHere()
		})
	}
}

func TestKernelDocumentsUnderShiftTab(t *testing.T) {
	p := open(t, 3*time.Minute)
	p.write(startLab(t), "")
	p.edit(codeCell(0))
	p.do(
		chromedp.KeyEvent("%%"+kb.Enter+"fmt.Println"),
		chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift)),
	)
	p.until(`document.querySelector('.jp-Tooltip .jp-RenderedMarkdown')`)
	p.shoot("tooltip")
	require.Contains(t, evaluate[string](p, `[...document.querySelectorAll('.jp-Tooltip .jp-RenderedMarkdown p')].map(e => e.textContent).join('\n')`),
		"Println formats using the default formats")
	require.Contains(t, evaluate[string](p, `document.querySelector('.jp-Tooltip .jp-RenderedMarkdown pre').textContent`), "func fmt.Println(a ...any)")
	p.stayedHere()
}

func TestKernelRunsNoCellBehindAnError(t *testing.T) {
	p := open(t, 3*time.Minute)
	p.write(startLab(t),
		"%%\nfmt.Println(\"avant\")",
		"%%\nvar m map[int]int\nm[0]++",
		"%%\nfmt.Println(\"après\")",
		"%%\nfmt.Println(\"encore après\")")
	p.click(`document.querySelector('.jp-NotebookPanel .jp-MarkdownCell')`)
	p.choose("Exécution", "runmenu:run-all")
	p.says(1, "ligne 3")
	p.until(`![...document.querySelectorAll('.jp-NotebookPanel .jp-InputPrompt')].some(i => i.textContent === '[*]:')`)
	p.shoot("ran")
	require.Equal(t, []string{"avant"}, p.outputs(0))
	failure := strings.Join(p.outputs(1), "\n")
	require.Equal(t, 1, strings.Count(failure, "assignment to entry in nil map"), failure)
	require.Equal(t, 1, strings.Count(failure, "ligne 3\u00a0: m[0]++"), failure)
	require.Empty(t, p.outputs(2))
	require.Empty(t, p.outputs(3))
	// The error is no end: what was not run can be.
	p.run(2)
	p.says(2, "après")
	p.stayedHere()
}

func TestKernelInterruptsACellThatNeverEnds(t *testing.T) {
	for name, interrupt := range map[string]func(p *page){
		"from the toolbar": func(p *page) {
			p.click(`document.querySelector('.jp-NotebookPanel-toolbar [data-jp-item-name=interrupt]')`)
		},
		"from the keyboard": func(p *page) { p.do(chromedp.KeyEvent("ii")) },
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, 3*time.Minute)
			p.write(startLab(t), "%%\nfmt.Println(\"prêt\")\nfor {}", "%%\nfmt.Println(\"ensuite\")")
			p.run(0)
			p.says(0, "prêt")
			interrupt(p)
			p.says(0, "Cellule interrompue.")
			p.shoot("interrupted")
			p.run(1)
			p.says(1, "ensuite")
			p.stayedHere()
		})
	}
}

func TestKernelRestartsEmpty(t *testing.T) {
	p := open(t, 3*time.Minute)
	p.write(startLab(t), "const réponse = 42", "%%\nfmt.Println(\"réponse\", réponse)")
	p.run(0)
	p.run(1)
	p.says(1, "réponse 42")
	p.choose("Noyau", "kernelmenu:restart")
	p.until(`document.querySelector('.jp-Dialog .jp-mod-accept')`)
	p.shoot("dialog")
	p.click(`document.querySelector('.jp-Dialog .jp-mod-accept')`)
	p.until(`!document.querySelector('.jp-Dialog')`)
	p.run(1)
	p.says(1, "undefined: réponse")
	p.shoot("forgotten")
	p.run(0)
	p.run(1)
	p.says(1, "réponse 42")
	p.prompts("[2]:", "[3]:")
	p.stayedHere()
}

func TestKernelIsSharedWithAConsole(t *testing.T) {
	p := open(t, 3*time.Minute)
	p.write(startLab(t), "const réponse = 42")
	p.run(0)
	p.prompts("[1]:")
	p.choose("Fichier", "filemenu:create-console")
	const prompt = `document.querySelector('.jp-CodeConsole-promptCell')`
	p.edit(prompt)
	p.do(
		chromedp.KeyEvent("%%"+kb.Enter+`fmt.Println("réponse", réponse)`),
		chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierShift)),
	)
	p.until(`document.querySelector('.jp-CodeConsole-content .jp-OutputArea-output')?.innerText.includes('réponse 42')`)
	p.shoot("console")
	p.stayedHere()
}
