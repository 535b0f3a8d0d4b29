package draw

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"cahiers/helpers/figure"
)

// Names that figure.js replaces by functions, which JSON cannot carry.
const (
	shapeWhisker = "whisker" // [x, low, high, shift in pixels]
	shapeSpan    = "span"    // [value, row, low, high, shift in pixels]
	shapeBin     = "bin"     // [low, high, y]
)

// How far apart things that belong to one place of the axis stand, in pixels.
const (
	rowShift     = 22 // series of one row of an interval figure
	whiskerShift = 5  // whiskers of one point of a line figure
)

// Options returns the ECharts option that draws f, as JSON. It holds no
// function: figure.js adds them, in the page as in the static SVG.
func Options(f figure.Figure) ([]byte, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	if f.Kind == figure.Sketch {
		return nil, ErrSketch
	}
	d := &drawing{f: f}
	option, err := decoded(d.chart().JSON())
	if err != nil {
		return nil, fmt.Errorf("the option of figure %q: %w", f.Title, err)
	}
	d.complete(option)
	data, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("the option of figure %q: %w", f.Title, err)
	}
	return data, nil
}

// A drawing is a figure on its way to an option.
type drawing struct {
	f                    figure.Figure
	horizontal, vertical scale // what the axes of the page show; zero for categories
}

// chart builds what go-echarts has types for.
func (d *drawing) chart() *charts.RectChart {
	c := charts.NewLine()
	c.SetGlobalOptions(charts.WithAnimation(false))
	seen := map[string]int{}
	for i, s := range d.f.Series {
		kind := string(s.Primitive) + " " + string(s.Role)
		l := lookOf(s, seen[kind])
		seen[kind]++
		d.addSeries(c, i, s, l)
	}
	if d.f.Kind == figure.Heat {
		d.addKey(c)
	}
	d.addMarks(c)
	c.Validate()
	d.chooseScales()
	c.XAxisList[0] = opts.XAxis{Type: axisType(d.pageX()), Name: d.pageX().Title, NameLocation: "middle", NameGap: 34}
	c.YAxisList[0] = opts.YAxis{Type: axisType(d.pageY()), Name: d.pageY().Title, NameLocation: "end"}
	if d.f.Kind == figure.Interval || d.f.Kind == figure.Heat {
		c.YAxisList[0].Inverse = opts.Bool(true) // first row on top
		c.YAxisList[0].NameLocation = "start"
	}
	bound := func(a figure.Axis, s scale) (low, high, data any) {
		if a.Scale == figure.Category {
			return nil, nil, a.Labels
		}
		return s.min, s.max, nil
	}
	x, y := &c.XAxisList[0], &c.YAxisList[0]
	x.Min, x.Max, x.Data = bound(d.pageX(), d.horizontal)
	y.Min, y.Max, y.Data = bound(d.pageY(), d.vertical)
	return &c.RectChart
}

func axisType(a figure.Axis) string {
	switch a.Scale {
	case figure.Category:
		return "category"
	case figure.Log:
		return "log"
	default:
		return "value"
	}
}

// pageX is the axis of the figure that lies along the page: an interval
// figure lies on its side, so that its categories can be read.
func (d *drawing) pageX() figure.Axis {
	if d.f.Kind == figure.Interval {
		return d.f.Y
	}
	return d.f.X
}

func (d *drawing) pageY() figure.Axis {
	switch d.f.Kind {
	case figure.Interval:
		return d.f.X
	case figure.Heat:
		return d.rows()
	default:
		return d.f.Y
	}
}

// upright reports whether m is drawn from top to bottom.
func (d *drawing) upright(m figure.Mark) bool {
	return (m.Axis == "x") != (d.f.Kind == figure.Interval)
}

func (d *drawing) addSeries(c *charts.Line, i int, s figure.Series, l look) {
	style := opts.ItemStyle{Color: l.colour, BorderColor: l.colour, BorderWidth: 2}
	surface := d.f.Kind == figure.Bar || d.f.Kind == figure.Histogram
	if l.hollow && !surface {
		style.Color = "transparent"
	}
	if surface && i > 0 {
		style.Opacity = opts.Float(1 / float32(1+2*i)) // paler, so that grey print tells them apart
	}
	item := charts.WithItemStyleOpts(style)
	custom := func(shape string, data []opts.CustomData) {
		extra := charts.NewCustom()
		extra.AddSeries(s.Name, data, charts.WithCustomChartOpts(opts.CustomChart{RenderItem: types.FuncStr(shape)}), item)
		c.Overlap(extra)
	}
	switch d.f.Kind {
	case figure.Line:
		var data []opts.LineData
		var whiskers []opts.CustomData
		apart := whiskerShift * (float64(i) - float64(d.spreads()-1)/2)
		for _, p := range s.Points {
			data = append(data, opts.LineData{Name: d.f.Describe(s, p), Value: []float64{p.X, p.Y}})
			if p.Spread() {
				whiskers = append(whiskers, opts.CustomData{Value: []float64{p.X, p.Low, p.High, apart}})
			}
		}
		c.AddSeries(s.Name, data, item,
			charts.WithLineStyleOpts(opts.LineStyle{Color: l.colour, Width: 2.5, Type: l.line}),
			charts.WithLineChartOpts(opts.LineChart{Symbol: l.symbol, SymbolSize: l.size, ShowSymbol: opts.Bool(true)}))
		if whiskers != nil {
			custom(shapeWhisker, whiskers)
		}
	case figure.Bar:
		var data []opts.BarData
		for _, p := range s.Points {
			data = append(data, opts.BarData{Name: d.f.Describe(s, p), Value: []float64{p.X, p.Y}})
		}
		bar := charts.NewBar()
		bar.AddSeries(s.Name, data, item)
		c.Overlap(bar)
	case figure.Interval:
		shift := float64(rowShift) * (float64(i) - float64(len(d.f.Series)-1)/2)
		var dots []opts.ScatterData
		var spans []opts.CustomData
		for _, p := range s.Points {
			dots = append(dots, opts.ScatterData{Name: d.f.Describe(s, p), Value: []float64{p.Y, p.X}})
			if p.Spread() {
				spans = append(spans, opts.CustomData{Value: []float64{p.Y, p.X, p.Low, p.High, shift}})
			}
		}
		scatter := charts.NewScatter()
		scatter.AddSeries(s.Name, dots, item, charts.WithScatterChartOpts(opts.ScatterChart{Symbol: l.symbol, SymbolSize: 9}))
		c.Overlap(scatter)
		if spans != nil {
			custom(shapeSpan, spans)
		}
	case figure.Heat:
		d.addCells(c, i, s)
	case figure.Histogram:
		var bins []opts.CustomData
		for _, p := range s.Points {
			bins = append(bins, opts.CustomData{Name: d.f.Describe(s, p), Value: []float64{p.Low, p.High, p.Y}})
		}
		custom(shapeBin, bins)
	case figure.Sketch: // Options refuses it
	}
}

// spreads counts the series that have whiskers.
func (d *drawing) spreads() int {
	n := 0
	for _, s := range d.f.Series {
		if slices.ContainsFunc(s.Points, figure.Point.Spread) {
			n++
		}
	}
	return n
}

// addMarks hangs the reference lines on a series of their own, which has no
// point and no name.
func (d *drawing) addMarks(c *charts.Line) {
	if len(d.f.Marks) == 0 {
		return
	}
	var options []charts.SeriesOpts
	for _, m := range d.f.Marks {
		axis := d.f.Y
		if m.Axis == "x" {
			axis = d.f.X
		}
		name := m.Name + "\u00a0: " + axis.Unit.Format(m.Value)
		if d.upright(m) {
			options = append(options, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: name, XAxis: m.Value}))
		} else {
			options = append(options, charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{Name: name, YAxis: m.Value}))
		}
	}
	c.AddSeries("", []opts.LineData{}, options...)
}

// chooseScales gives each axis of values its ends and ticks.
func (d *drawing) chooseScales() {
	var xs, ys []float64
	for _, s := range d.f.Series {
		for _, p := range s.Points {
			ys = append(ys, p.Y)
			if d.f.Kind == figure.Histogram {
				xs = append(xs, p.Low, p.High)
				continue
			}
			xs = append(xs, p.X)
			if p.Spread() {
				ys = append(ys, p.Low, p.High)
			}
		}
	}
	for _, m := range d.f.Marks {
		if m.Axis == "x" {
			xs = append(xs, m.Value)
		} else {
			ys = append(ys, m.Value)
		}
	}
	if d.f.Kind == figure.Histogram {
		xs = append(xs, roomAround(d.f.Series)...)
	}
	x, y := newScale(d.f.X, xs, false), newScale(d.f.Y, ys, true)
	if d.f.Kind == figure.Interval {
		x, y = y, x
	}
	d.horizontal, d.vertical = x, y
}

// roomAround keeps a bin that stands alone from filling the whole drawing.
func roomAround(series []figure.Series) []float64 {
	const times = 5
	var ends []float64
	for _, s := range series {
		if len(s.Points) == 1 {
			p := s.Points[0]
			margin := times * (p.High - p.Low)
			ends = append(ends, p.Low-margin, p.High+margin)
		}
	}
	return ends
}
