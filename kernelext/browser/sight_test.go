package browser

import (
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// drawn waits until a code cell shows a drawing of a kind, and brings it into
// view.
func (p *student) drawn(i int, kind string) {
	p.t.Helper()
	figure := fmt.Sprintf(`%s.querySelector('.cahiers-sight.cahiers-%s')`, codeCell(i), kind)
	p.until(`[...` + figure + `?.querySelectorAll('svg') ?? []].some(s => s.getBoundingClientRect().height > 20)`)
	require.LessOrEqual(p.t, evaluate[float64](p.page, figure+`.scrollWidth - `+figure+`.clientWidth`), 1.0, "it is cut")
	evaluate[bool](p.page, `(() => { `+figure+`.scrollIntoView({block: 'center'}); return true })()`)
	p.shoot(kind)
}

func drawsWhatItSees(p *student) {
	p.begin(`//cahiers:race
%%
counter := 0
var wg sync.WaitGroup
for range 2 {
	wg.Go(func() { counter++ })
}
wg.Wait()`, `%%
results := make(chan int)
results <- 42`, `%%
go func() { time.Sleep(time.Hour) }()
var mu sync.Mutex
mu.Lock()
fmt.Println("prêt")
mu.Lock()`, `//cahiers:film
%%
done := make(chan bool)
go func() { time.Sleep(5 * time.Millisecond); done <- true }()
<-done`, `%%
fmt.Println("la suite")`)
	p.runCell(0)
	p.drawn(0, "race")
	p.says(0, "ligne 6")
	p.runCell(1)
	p.drawn(1, "deadlock")
	p.says(1, "results")
	p.runCell(2)
	p.says(2, "prêt")
	p.click(`document.querySelector('.jp-NotebookPanel-toolbar [data-jp-item-name=interrupt]')`)
	p.drawn(2, "stuck")
	p.says(2, "Cellule interrompue.")
	p.runCell(3)
	p.drawn(3, "film")
	// Keys are the film's while it has the focus: Lab would insert a cell.
	cells := evaluate[int](p.page, `document.querySelectorAll('.jp-NotebookPanel .jp-Cell').length`)
	evaluate[bool](p.page, `(() => { `+codeCell(3)+`.querySelector('.cahiers-film [tabindex="0"]').focus(); return true })()`)
	p.do(chromedp.KeyEvent("+"), chromedp.KeyEvent("a"))
	p.shoot("film-enlarged")
	require.Equal(p.t, cells, evaluate[int](p.page, `document.querySelectorAll('.jp-NotebookPanel .jp-Cell').length`))
	p.runCell(4)
	p.says(4, "la suite")
}
