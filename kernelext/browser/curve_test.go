package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	pdf "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"cahiers/helpers/chart"
	"cahiers/helpers/workload"
	"cahiers/kernelext/draw"
	"cahiers/kernelext/draw/svg"
)

// question is what the sketch and the measurement of these tests both ask.
const question = "Le débit double-t-il\u202f?"

// sheet writes a page as a handout is made, with a sketch and what answers it,
// and returns its address.
func sheet(t *testing.T) string {
	t.Helper()
	charts := chart.On(workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2})
	s := workload.Series{Name: "un verrou"}
	for i, v := range []float64{40e6, 20e6, 10e6, 10e6} {
		s.Points = append(s.Points, workload.Point{
			Goroutines: 1 << i, PerSecond: v, Low: .9 * v, High: 1.1 * v, Samples: []float64{v, v, v, v, v},
		})
	}
	drawn, err := draw.HTML(charts.DrawThroughput(question, workload.Powers(8)), "sketch", draw.Handout)
	require.NoError(t, err)
	measured := charts.Throughput(question, []workload.Series{s})
	pen, err := svg.New()
	require.NoError(t, err)
	static, err := pen.Render(measured)
	require.NoError(t, err)
	answer, err := draw.HandoutHTML(measured, "measured", static)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "feuille.html")
	page := "<!DOCTYPE html><html lang=fr><meta charset=utf-8><meta name=color-scheme content='light dark'>" +
		"<meta name=viewport content='width=device-width, initial-scale=1'>" +
		drawn + answer + "<script>" + string(draw.EChartsJS()) + "</script></html>"
	require.NoError(t, os.WriteFile(file, []byte(page), 0o644))
	return (&url.URL{Scheme: "file", Path: file}).String()
}

// stroke drags a pointer over the axes, through places in parts of their width
// and height.
func (p *page) stroke(places ...[2]float64) {
	p.t.Helper()
	const axes = `document.querySelector('.cahiers-axes')`
	p.settle(axes)
	box := evaluate[[]float64](p, `(b => [b.x, b.y, b.width, b.height])(`+axes+`.getBoundingClientRect())`)
	mouse := func(kind input.DispatchMouseEventType, at [2]float64) {
		p.do(chromedp.MouseEvent(kind, box[0]+at[0]*box[2], box[1]+at[1]*box[3], chromedp.ButtonLeft))
	}
	mouse(input.DispatchMouseEventTypeMousePressed, places[0])
	for _, at := range places[1:] {
		mouse(input.DispatchMouseEventTypeMouseMoved, at)
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, places[len(places)-1])
}

const (
	values = `[...document.querySelectorAll('.cahiers-values input')].map(i => i.value)`
	status = `document.querySelector('.cahiers-panel [role=status]').textContent`
	curve  = `document.querySelector('.cahiers-live') && echarts.getInstanceByDom(document.querySelector('.cahiers-live'))?.getOption().series.find(s => s.name === 'votre courbe')?.data.map(d => d.value[1])`
	said   = `document.querySelector('.cahiers-answer')?.textContent ?? ''`
	hidden = `document.querySelector('.cahiers-waiting')`
)

// write types a number in the field of a column, as with a keyboard.
func (p *page) write(column, text string) {
	p.t.Helper()
	field := `[...document.querySelectorAll('.cahiers-values input')].find(i => i.ariaLabel === 'Goroutines\u00a0: ` + column + `')`
	p.do(chromedp.Evaluate[chromedp.Void](`(() => { const f = ` + field + `; f.focus(); f.select(); })()`))
	p.do(chromedp.KeyEvent(text))
}

func TestACurveIsDrawnThenMeasured(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.Navigate(sheet(t)))
	p.until(hidden)
	p.shoot("blank")
	require.Equal(t, []string{"1", "", "", ""}, evaluate[[]string](p, values), "the first point is given")
	require.Equal(t, "Points placés\u00a0: 1 sur 4.", evaluate[string](p, status))

	// One stroke from the first column to the last passes through all.
	p.stroke([2]float64{.04, .5}, [2]float64{.96, 0})
	require.Equal(t, "Courbe complète\u00a0: la mesure s’affiche plus bas.", evaluate[string](p, status))
	require.Equal(t, []string{"1", "2", "4", "8"}, evaluate[[]string](p, values), "and the first is not moved")
	p.until(`!` + hidden)
	p.until(curve)
	require.Equal(t, []float64{40e6, 80e6, 160e6, 320e6}, evaluate[[]float64](p, curve), "on the scale of the measurement")
	require.Equal(t, "•Votre courbe est en moyenne à un facteur 13 de la mesure\u202f; au plus loin, à 8\u00a0goroutines, 32\u00a0fois trop haut.",
		evaluate[string](p, said))
	p.shoot("drawn")

	// Another stroke corrects a part of it, and the answer with it.
	p.stroke([2]float64{.96, 5. / 6})
	require.Equal(t, []string{"1", "2", "4", "0,25"}, evaluate[[]string](p, values))
	require.Contains(t, evaluate[string](p, said), "à 4\u00a0goroutines, 16\u00a0fois trop haut")

	// It is still there after a visit elsewhere, until it is wiped out.
	p.do(chromedp.Reload())
	p.until(curve)
	require.Equal(t, []string{"1", "2", "4", "0,25"}, evaluate[[]string](p, values))
	p.click(`document.querySelector('.cahiers-foot button')`)
	require.Equal(t, []string{"1", "", "", ""}, evaluate[[]string](p, values))
	require.Empty(t, evaluate[string](p, said))
	require.False(t, evaluate[bool](p, `!!(`+curve+`)`), "the measurement stands alone again")
	p.stayedHere()
}

func TestACurveIsWrittenWithTheKeyboard(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.Navigate(sheet(t)))
	p.until(hidden)
	p.write("2", "beaucoup")
	require.Equal(t, "Il faut un nombre positif.", evaluate[string](p, status))
	p.write("2", "0,5"+kb.Tab+"0.25"+kb.Tab+"0,26"+kb.Tab)
	require.Equal(t, []string{"1", "0,5", "0.25", "0,26"}, evaluate[[]string](p, values), "with a comma or a point")
	p.until(curve)
	require.Equal(t, "•Votre courbe suit la mesure, à 10\u202f% près.", evaluate[string](p, said))
	p.shoot("written")
}

func TestACurveIsDrawnWithAFinger(t *testing.T) {
	p := open(t, time.Minute)
	p.do(chromedp.EmulateViewport(360, 740, chromedp.EmulateTouch), chromedp.Navigate(sheet(t)))
	p.until(hidden)
	box := evaluate[[]float64](p, `(b => [b.x, b.y, b.width, b.height])(document.querySelector('.cahiers-axes').getBoundingClientRect())`)
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	at := func(x, y float64) *input.TouchPoint {
		return &input.TouchPoint{X: box[0] + x*box[2], Y: box[1] + y*box[3]}
	}
	touch(input.DispatchTouchEventTypeTouchStart, at(.04, .5))
	touch(input.DispatchTouchEventTypeTouchMove, at(.5, .5))
	touch(input.DispatchTouchEventTypeTouchMove, at(.96, .5))
	touch(input.DispatchTouchEventTypeTouchEnd)
	p.until(curve)
	require.Equal(t, []string{"1", "1", "1", "1"}, evaluate[[]string](p, values))
	require.LessOrEqual(t, evaluate[float64](p, `document.scrollingElement.scrollWidth`), 360.0, "nothing sticks out of a telephone")
	p.shoot("telephone")
}

func TestTheMeasurementMayBeAskedForWithoutACurve(t *testing.T) {
	p := open(t, time.Minute)
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
	p.do(chromedp.Navigate(sheet(t)))
	p.until(hidden)
	p.click(`document.querySelector('.cahiers-wait button')`)
	p.until(`!` + hidden)
	p.until(`document.querySelector('.cahiers-live svg')`)
	require.Empty(t, evaluate[string](p, said))
	p.stroke([2]float64{.04, .5}, [2]float64{.35, .6}, [2]float64{.65, .7}, [2]float64{.96, .8})
	p.until(curve)
	p.shoot("dark")
}

// On paper, and without script, the axes are blank and the measurement is there.
func TestAxesToDrawOnArePrintedBlank(t *testing.T) {
	const blank = `[...document.querySelectorAll('.cahiers-axes line')].length === 11
		&& document.querySelector('.cahiers-axes').getBoundingClientRect().height > 200
		&& !(document.querySelector('.cahiers-drawing')?.getBoundingClientRect().width > 0)
		&& !(document.querySelector('.cahiers-panel')?.getBoundingClientRect().width > 0)
		&& document.querySelector('.cahiers-static').getBoundingClientRect().width > 200
		&& !(document.querySelector('.cahiers-answer')?.getBoundingClientRect().width > 0)
		&& !(document.querySelector('.cahiers-wait')?.getBoundingClientRect().width > 0)`
	t.Run("printed", func(t *testing.T) {
		p := open(t, time.Minute)
		p.do(chromedp.Navigate(sheet(t)))
		p.until(hidden)
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		require.True(t, evaluate[bool](p, blank), "before anything is drawn")
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
		p.stroke([2]float64{.04, .5}, [2]float64{.96, 0})
		p.until(curve)
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		require.True(t, evaluate[bool](p, blank), "and after")
		p.print("sheet")
	})
	t.Run("without JavaScript", func(t *testing.T) {
		p := open(t, time.Minute)
		call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		p.do(chromedp.Navigate(sheet(t)))
		require.True(t, evaluate[bool](p, blank))
		p.shoot("no-script")
	})
}

// print makes a PDF of the page, and keeps it when CAHIERS_SCREENSHOTS names a
// folder.
func (p *page) print(name string) {
	p.t.Helper()
	sheets := call(p, pdf.PrintToPDF, pdf.PrintToPDFParams{})
	require.Greater(p.t, len(sheets.Data), 10_000)
	if folder := os.Getenv("CAHIERS_SCREENSHOTS"); folder != "" {
		require.NoError(p.t, os.WriteFile(filepath.Join(folder, name+".pdf"), sheets.Data, 0o644))
	}
}
