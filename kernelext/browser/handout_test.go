package browser

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install/installtest"
)

// A paper is what one figure of a handout shows when no script draws it.
type paper struct {
	Title  string
	Width  float64 // of the static drawing, in pixels; 0 when it is hidden
	Shapes int     // paths and circles of the static drawing
	Rows   int     // of the data table
	Live   bool    // the interactive drawing shows as well
}

const papers = `[...document.querySelectorAll('.cahiers-figure:not(.cahiers-sketch)')].map(f => {
	const svg = f.querySelector('.cahiers-static svg'), live = f.querySelector('.cahiers-live');
	return {
		Title: f.querySelector('.cahiers-title').textContent,
		Width: svg.getBoundingClientRect().width,
		Shapes: svg.querySelectorAll('path, circle, rect').length,
		Rows: f.querySelectorAll('tbody tr').length,
		Live: !!live && live.getBoundingClientRect().width > 0,
	};
})`

func TestAHandoutStandsAlone(t *testing.T) {
	const name = "04-mutex"
	layout := installtest.Layout(t)
	dir := filepath.Join(t.TempDir(), "Feuilles de cours")
	out, err := exec.Command(layout.Cahiers(), "export", "-o", dir, name).CombinedOutput()
	require.NoError(t, err, string(out))
	address := (&url.URL{Scheme: "file", Path: filepath.Join(dir, name+".html")}).String()

	t.Run("with JavaScript", func(t *testing.T) {
		p := open(t, time.Minute)
		p.do(chromedp.Navigate(address))
		require.Equal(t, sketched(t, name+".ipynb"), p.reveal(), "what is to be drawn is not measured yet")
		figures := p.figures(`document.scrollingElement`)
		require.Equal(t, shown(t, name+".ipynb"), len(figures), "one figure a call of show")
		for _, f := range figures {
			f.check(t)
		}
		p.shoot("light")
		p.stayedHere()
	})
	t.Run("without JavaScript", func(t *testing.T) {
		p := open(t, time.Minute)
		call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		p.do(chromedp.Navigate(address))
		p.readsWithoutScript(shown(t, name+".ipynb"))
		p.shoot("no-script")
		p.stayedHere()
	})
	t.Run("printed", func(t *testing.T) {
		p := open(t, time.Minute)
		p.do(chromedp.Navigate(address))
		p.reveal()
		p.figures(`document.scrollingElement`) // all are drawn, in the dark
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media:    "print",
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		p.readsWithoutScript(shown(t, name+".ipynb"))
		require.Contains(t, []string{"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"},
			evaluate[string](p, `getComputedStyle(document.body).backgroundColor`), "paper is white, whatever the theme")
		p.print(name)
	})
}

// reveal asks for the measurements that wait for a curve, and returns how many
// there were.
func (p *page) reveal() int {
	p.t.Helper()
	p.until(`document.readyState === 'complete'`)
	return evaluate[int](p, `[...document.querySelectorAll('.cahiers-wait button')].map(b => b.click()).length`)
}

// readsWithoutScript asserts that each figure shows its static drawing, and
// that one alone.
func (p *page) readsWithoutScript(want int) {
	p.t.Helper()
	figures := evaluate[[]paper](p, papers)
	require.Len(p.t, figures, want)
	for _, f := range figures {
		require.Greater(p.t, f.Width, 200.0, f.Title)
		require.GreaterOrEqual(p.t, f.Shapes, f.Rows, "%s: a shape a row", f.Title)
		require.NotZero(p.t, f.Rows, f.Title)
		require.False(p.t, f.Live, "%s: the interactive drawing shows too", f.Title)
	}
}
