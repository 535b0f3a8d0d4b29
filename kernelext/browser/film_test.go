package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/sight"
)

// reel is a film of two goroutines: the second waits, is woken and runs.
func reel() *sight.Reel {
	const ms = time.Millisecond
	return &sight.Reel{
		Duration: 10 * ms, Processors: 2,
		Words:  []string{"attend de recevoir sur c"},
		Things: []sight.ThingKind{sight.Channel},
		Spots: []sight.Spot{
			{Cell: 3, Line: 4, Name: "ligne 4", First: 4, Code: []string{"c <- 1 // </script>"}},
			{Cell: 3, Line: 9, Name: "ligne 9", First: 9, Code: []string{"v := <-c"}},
		},
		Lanes: []sight.Lane{
			{
				Number: 1, Name: "goroutine principale", Started: sight.Nowhere, Creator: sight.Nowhere, End: 10 * ms, Ran: 10 * ms,
				Spans: []sight.Span{{To: 10 * ms, Course: sight.Runs, Does: sight.Nowhere, At: sight.Nowhere}},
			},
			{
				Number: 7, Name: "<lecteur>", Started: 0, Born: ms, End: 9 * ms, Ended: true, Ran: 3 * ms, Waited: 5 * ms,
				Spans: []sight.Span{
					{From: ms, To: 3 * ms, Course: sight.Runs, Does: sight.Nowhere, At: 1},
					{From: 3 * ms, To: 8 * ms, Course: sight.Idle, Does: 0, At: 1},
					{From: 8 * ms, To: 9 * ms, Course: sight.Runs, Does: sight.Nowhere, At: sight.Nowhere},
				},
			},
		},
		Jumps: []sight.Jump{{To: 1, Time: ms, Creates: true, At: 0}, {To: 1, Time: 8 * ms, At: 0}},
	}
}

// films writes a page with two films, and returns its address.
func films(t *testing.T) string {
	t.Helper()
	page := "<!DOCTYPE html><html lang=fr><meta charset=utf-8><meta name=viewport content='width=device-width, initial-scale=1'>" +
		"<script>addEventListener('error', (e) => { window.broken = e.message; })</script>"
	for _, id := range []string{"film_1", "film_2"} {
		page += sight.HTML(sight.Sight{Kind: sight.Film, Title: "Film", Alt: "Deux lignes.", Reel: reel()}, id)
	}
	file := filepath.Join(t.TempDir(), "films.html")
	require.NoError(t, os.WriteFile(file, []byte(page), 0o644))
	return (&url.URL{Scheme: "file", Path: file}).String()
}

const (
	film     = `document.querySelector('#film_2 svg[tabindex]')`
	filmNote = `[...document.querySelectorAll('#film_2 .cahiers-note:not([hidden]) p')].map(p => p.textContent)`
	filmAxis = `[...` + film + `.querySelectorAll('.cahiers-axis text')].map(t => t.textContent)`
	others   = `document.querySelectorAll('#film_1 .cahiers-note:not([hidden])').length`
)

func TestAFilmIsQuestionedByPointer(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.Navigate(films(t)))
	p.until(film + `?.childNodes.length`)
	p.do(chromedp.Evaluate[chromedp.Void](film + `.scrollIntoView()`))
	box := evaluate[[]float64](p, `(b => [b.x, b.y, b.width, b.height])(`+film+`.getBoundingClientRect())`)
	// The second lane, in the middle of the film.
	p.do(chromedp.MouseEvent("mouseMoved", box[0]+186+(box[2]-198)*.5, box[1]+24+58*1.5))
	p.until(filmNote + `.length === 4`)
	require.Equal(t, []string{
		"<lecteur>\u00a0: attend de recevoir sur c", "5\u00a0ms, de 3\u00a0ms à 8\u00a0ms", "ligne 9\u00a0: v := <-c",
		"réveillée par «\u00a0goroutine principale\u00a0», ligne 4\u00a0: c <- 1 // </script>",
	}, evaluate[[]string](p, filmNote))
	require.Zero(t, evaluate[int](p, others), "the films of a page are apart")
	p.shoot("note")
	p.do(chromedp.MouseEvent("mouseMoved", 5, 5))
	p.until(filmNote + `.length === 0`)

	before := evaluate[[]string](p, filmAxis)
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('#film_2 .cahiers-tools button').click()`))
	p.until(filmAxis + `.join() !== '` + strings.Join(before, ",") + `'`)
	require.Empty(t, evaluate[string](p, `window.broken ?? ''`))
	p.stayedHere()
}

func TestAFilmIsQuestionedByKeyboard(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.Navigate(films(t)))
	p.until(film + `?.childNodes.length`)
	before := strings.Join(evaluate[[]string](p, filmAxis), ",")
	p.do(chromedp.Evaluate[chromedp.Void](film + `.focus()`))

	p.do(chromedp.KeyEvent(kb.ArrowDown))
	require.Equal(t, "goroutine principale\u00a0: tourne", evaluate[[]string](p, filmNote)[0])
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	require.Equal(t, "<lecteur>\u00a0: attend de recevoir sur c", evaluate[[]string](p, filmNote)[0])
	p.do(chromedp.KeyEvent(kb.Escape))
	require.Empty(t, evaluate[[]string](p, filmNote))

	p.do(chromedp.KeyEvent("+"))
	p.until(filmAxis + `.join() !== '` + before + `'`)
	require.NotContains(t, evaluate[[]string](p, filmAxis), "0", "enlarged around the middle")
	p.do(chromedp.KeyEvent("0"))
	p.until(filmAxis + `.join() === '` + before + `'`)
	require.Empty(t, evaluate[string](p, `window.broken ?? ''`))
}

// On paper, and without script, there is the static drawing.
func TestAFilmIsPrinted(t *testing.T) {
	const shown = `[...document.querySelectorAll('#film_2 .cahiers-reel > svg')].filter(s => s.getBoundingClientRect().height > 0).map(s => s.hasAttribute('tabindex'))`
	p := open(t, time.Minute)
	p.do(chromedp.Navigate(films(t)))
	p.until(film + `?.childNodes.length`)
	require.Equal(t, []bool{true}, evaluate[[]bool](p, shown))
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	require.Equal(t, []bool{false}, evaluate[[]bool](p, shown))
	require.Zero(t, evaluate[float64](p, `document.querySelector('#film_2 .cahiers-tools').getBoundingClientRect().height`))
	p.shoot("print")

	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.do(chromedp.Reload())
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	require.Equal(t, []bool{false}, evaluate[[]bool](p, shown), "one drawing, without script")
}

func TestAFilmFitsATelephone(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.EmulateViewport(360, 740), chromedp.Navigate(films(t)))
	p.until(film + `?.childNodes.length`)
	require.LessOrEqual(t, evaluate[float64](p, `document.scrollingElement.scrollWidth`), 360.0)
	p.shoot("telephone")
}
