// Package svg draws figures as static SVG: what a printed page and a reader
// without script get. It runs the same ECharts on the same option as the
// browser, in Go, and stands apart from draw because the engine it takes is
// heavy for the process that draws in a notebook.
package svg

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"html"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"cahiers/helpers/figure"
	"cahiers/kernelext/draw"
)

// Width is how wide a figure is drawn, in CSS pixels; the page scales it.
const Width = 760

//go:embed render.js
var renderJS string

// A Renderer holds ECharts, ready to draw. Its methods may be called by
// several goroutines, and take turns.
type Renderer struct {
	mu     sync.Mutex
	vm     *goja.Runtime
	render goja.Callable
}

// New compiles and loads ECharts, which takes about a quarter of a second.
func New() (*Renderer, error) {
	program, err := goja.Compile("echarts.min.js", string(draw.EChartsJS()), false)
	if err != nil {
		return nil, fmt.Errorf("compiling ECharts: %w", err)
	}
	vm := goja.New()
	if _, err := vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("loading ECharts: %w", err)
	}
	finish, err := vm.RunString("(" + draw.FinishJS() + ")")
	if err != nil {
		return nil, fmt.Errorf("loading figure.js: %w", err)
	}
	if err := vm.Set("finish", finish); err != nil {
		return nil, fmt.Errorf("loading figure.js: %w", err)
	}
	function, err := vm.RunString(renderJS)
	if err != nil {
		return nil, fmt.Errorf("loading render.js: %w", err)
	}
	render, ok := goja.AssertFunction(function)
	if !ok {
		return nil, fmt.Errorf("loading render.js: %v is no function", function)
	}
	return &Renderer{vm: vm, render: render}, nil
}

// Render returns f as one <svg> element, in about 50 ms. The same figure gives
// the same text.
func (r *Renderer) Render(f figure.Figure) (string, error) {
	option, err := draw.Options(f)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	drawn, err := r.render(goja.Undefined(), r.vm.ToValue(string(option)), r.vm.ToValue(Width), r.vm.ToValue(draw.Height(f)))
	if err != nil {
		return "", fmt.Errorf("drawing figure %q: %w", f.Title, err)
	}
	return finished(drawn.String(), f)
}

var (
	// engineNames are the ids that ECharts numbers from the start of the process.
	engineNames = regexp.MustCompile(`zr\d+-`)

	// forPointers is what ECharts adds for a pointer that nobody moves here:
	// cursors, and the data behind a shape.
	forPointers = regexp.MustCompile(`(?s)<style.*?</style>\n?| class="[^"]*"| ecmeta_\w+="[^"]*"`)
)

// finished makes the element stand on its own in a page: its ids come from
// what it draws, so that they are unique and do not change from run to run,
// and it says what it shows to who cannot see it.
func finished(drawn string, f figure.Figure) (string, error) {
	drawn = forPointers.ReplaceAllLiteralString(drawn, "")
	start := strings.Index(drawn, "<svg")
	end := strings.Index(drawn, ">")
	if start < 0 || end < start {
		return "", fmt.Errorf("drawing figure %q: ECharts returned no svg element", f.Title)
	}
	name, err := fingerprint(f)
	if err != nil {
		return "", err
	}
	body := engineNames.ReplaceAllLiteralString(drawn[end+1:], name+"-")
	head := engineNames.ReplaceAllLiteralString(drawn[start:end], name+"-")
	return fmt.Sprintf(`%s role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s`,
		head, name, name, name, html.EscapeString(f.Title), name, html.EscapeString(f.Alt), body), nil
}

// fingerprint names a figure by what it holds.
func fingerprint(f figure.Figure) (string, error) {
	data, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("encoding figure %q: %w", f.Title, err)
	}
	h := fnv.New64a()
	h.Write(data) // a hash writes without error
	return fmt.Sprintf("cahiers-%x", h.Sum64()), nil
}
