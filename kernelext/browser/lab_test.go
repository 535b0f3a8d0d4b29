package browser

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/notebook"
)

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/\S*token=\w+`)

// startLab starts JupyterLab as a student does, on a folder with copies of
// the given notebooks, and returns its address.
func startLab(t *testing.T, names ...string) string {
	t.Helper()
	layout := installtest.Layout(t)
	folder := filepath.Join(t.TempDir(), "Mes études")
	require.NoError(t, os.Mkdir(folder, 0o755))
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(layout.Root(), "notebooks", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), data, 0o644))
	}
	require.NoError(t, os.CopyFS(filepath.Join(folder, "images"), os.DirFS(filepath.Join(layout.Root(), "images"))))
	lab := exec.Command(layout.Cahiers(), "lab", "--no-browser", folder)
	lab.Dir = layout.Root()
	out, err := lab.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	lab.Stderr = &stderr
	require.NoError(t, lab.Start())
	t.Cleanup(func() {
		require.NoError(t, lab.Process.Signal(syscall.SIGINT))
		_ = lab.Wait() // 130, as after any Ctrl-C
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := address.FindString(lines.Text()); found != "" {
			go func() {
				for lines.Scan() { // lab must not block on a full pipe
				}
			}()
			return found
		}
	}
	require.FailNow(t, "lab ended without an address", stderr.String())
	return ""
}

// openNotebook opens a notebook in Lab and waits for its kernel.
func (p *page) openNotebook(lab, name string) {
	p.t.Helper()
	server, query, _ := strings.Cut(lab, "?")
	server, _, _ = strings.Cut(server, "/lab")
	p.do(chromedp.Navigate(server + "/lab/tree/" + name + "?" + query))
	p.until(`document.querySelector('.jp-NotebookPanel .jp-Cell')`)
	p.until(`document.querySelector('.jp-NotebookPanel-toolbar').textContent.includes('Go (cahiers)')`)
	p.until(`document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'`)
}

// choose clicks an item of Lab's menus, found by the command it carries.
func (p *page) choose(menu, command string) {
	p.t.Helper()
	p.click(fmt.Sprintf(`[...document.querySelectorAll('#jp-MainMenu .lm-MenuBar-item')].find(i => i.textContent === %q)`, menu))
	item := fmt.Sprintf(`document.querySelector('.lm-Menu-item[data-command=%q]:not(.lm-mod-disabled)')`, command)
	p.until(item)
	p.click(item)
}

// click presses the mouse in the middle of an element.
func (p *page) click(element string) {
	p.t.Helper()
	p.until(element)
	box := evaluate[[]float64](p, `(() => { const b = (`+element+`).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })()`)
	// Lab's menus take the item that the mouse moved over last.
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, box[0], box[1]), chromedp.MouseClickXY(box[0], box[1]))
}

// runAll runs the open notebook from Lab's menu and waits for its last cell.
func (p *page) runAll() {
	p.t.Helper()
	p.click(`document.querySelector('.jp-NotebookPanel .jp-MarkdownCell')`)
	p.choose("Exécution", "runmenu:run-all")
	p.until(`document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status === 'busy'`)
	p.within(4*time.Minute, `document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status === 'idle'`)
}

func TestLabIsFrenchAndCalm(t *testing.T) {
	p := open(t, 3*time.Minute)
	p.openNotebook(startLab(t, "00-accueil.ipynb"), "00-accueil.ipynb")
	menus := evaluate[[]string](p, `[...document.querySelectorAll('#jp-MainMenu .lm-MenuBar-itemLabel')].map(i => i.textContent)`)
	require.Equal(t, []string{"Fichier", "Édition", "Affichage", "Exécution", "Noyau", "Onglets", "Paramètres", "Aide"}, menus)
	files := evaluate[[]string](p, `[...document.querySelectorAll('.jp-DirListing-itemText')].map(i => i.textContent.trim())`)
	require.Equal(t, []string{"00-accueil.ipynb"}, files)
	require.Zero(t, evaluate[int](p, `document.querySelectorAll('.jp-toast, .Toastify__toast, .jp-Dialog').length`), "something popped up")
	p.shoot("lab")
	p.stayedHere()
}

func TestEveryFigureOf04IsDrawnInLab(t *testing.T) {
	const name = "04-mutex.ipynb"
	p := open(t, 6*time.Minute)
	p.openNotebook(startLab(t, name), name)
	p.runAll()
	figures := p.figures(`document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer')`)
	require.Equal(t, shown(t, name), len(figures), "one figure a call of show")
	for _, f := range figures {
		f.check(t)
	}
	p.shoot("ran")
	p.stayedHere()
}

// What a student does at scene 4: draw, run the cell that measures, compare.
// The kernel knows nothing of the drawing.
func TestACurveIsDrawnInLabThenMeasured(t *testing.T) {
	const name = "04-mutex.ipynb"
	p := open(t, 6*time.Minute)
	p.openNotebook(startLab(t, name), name)
	p.run("show.Machine()")
	p.run("show.DrawThroughput")
	p.until(`document.querySelector('.cahiers-values input')`)
	p.shoot("blank")

	// A field takes digits, which Lab would take for levels of headings, and the
	// key that runs a cell stays with the cell.
	cells := `document.querySelectorAll('.jp-Cell.jp-CodeCell').length`
	before := evaluate[int](p, cells)
	p.write("2", "1,5"+kb.Tab+"2")
	require.Equal(t, []string{"1", "1,5", "2"}, evaluate[[]string](p, values)[:3])
	require.Equal(t, before, evaluate[int](p, cells))

	p.stroke([2]float64{.04, 2. / 3}, [2]float64{.5, 1. / 3}, [2]float64{.96, 1. / 3})
	require.Equal(t, []string{"1", "2", "4", "8", "8", "8", "8"}, evaluate[[]string](p, values))
	require.Equal(t, "Courbe complète\u00a0: exécutez la cellule qui mesure.", evaluate[string](p, status))

	p.run("workload.Sweep(workload.Powers(64)")
	p.until(curve)
	require.Len(t, evaluate[[]float64](p, curve), 7)
	require.Regexp(t, `^•Votre courbe est en moyenne à un facteur [\d,]+ de la mesure\x{202f}; au plus loin, à \d+\x{a0}goroutines, [\d,]+\x{a0}fois trop (haut|bas)\.$`,
		evaluate[string](p, said))
	p.settle(`document.querySelector('.cahiers-live')`)
	p.shoot("drawn")
	p.stayedHere()
}

// run executes the cell that holds a text, for the first time, and waits for
// its number.
func (p *page) run(text string) {
	p.t.Helper()
	cell := fmt.Sprintf(`[...document.querySelectorAll('.jp-CodeCell')].find(c => c.querySelector('.cm-content')?.textContent.includes(%q))`, text)
	p.until(cell)
	p.settle(cell)
	p.click(cell + `.querySelector('.cm-content')`)
	p.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	p.until(`/\d/.test(` + cell + `.querySelector('.jp-InputPrompt').textContent)`)
}

// settle brings an element to the middle of the window, and waits until it
// stays there: Lab lays its cells out as they come into view.
func (p *page) settle(element string) {
	p.t.Helper()
	evaluate[bool](p, `(async () => {
		for (let last, calm = 0; calm < 20; ) {
			const e = `+element+`;
			e.scrollIntoView({ block: 'center', behavior: 'instant' });
			await new Promise(requestAnimationFrame);
			const { top } = e.getBoundingClientRect();
			calm = top === last ? calm + 1 : 0;
			last = top;
		}
		return true;
	})()`)
}

// shown counts the figures that the cells of a notebook ask for.
func shown(t *testing.T, name string) int {
	t.Helper()
	return calls(t, name, `show\.(Live|Throughput|Speedup|AB|Fairness|Latency|Contention|Queue|Distribution|Costs|Figure)\(`)
}

// sketched counts the curves that the cells of a notebook ask to draw.
func sketched(t *testing.T, name string) int {
	t.Helper()
	return calls(t, name, `show\.Draw\w+\(`)
}

func calls(t *testing.T, name, pattern string) int {
	t.Helper()
	book, err := notebook.Read(filepath.Join(installtest.Layout(t).Notebooks(), name))
	require.NoError(t, err)
	call := regexp.MustCompile(pattern)
	n := 0
	for _, c := range book.Cells {
		if c.Kind == notebook.Code {
			n += len(call.FindAllString(c.Source, -1))
		}
	}
	require.NotZero(t, n)
	return n
}
