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

// prompts waits until the code cells carry these numbers.
func (p *page) prompts(want ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`[...document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell .jp-InputPrompt')].map(i => i.textContent).join() === %q`,
		strings.Join(want, ",")))
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
