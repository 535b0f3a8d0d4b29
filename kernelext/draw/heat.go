package draw

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"cahiers/helpers/figure"
)

// tints are the colours of cells: orange for ratios below 1, the stronger the
// farther, blue for those above, grey between. Orange and blue stay apart for
// each kind of colour blindness; in grey print the sign in the cell tells the
// side. They are backgrounds of the text, light on a light page and dark on a
// dark one.
var tints = map[int]string{
	-3: "var(--cahiers-below-3,#ee9a45)",
	-2: "var(--cahiers-below-2,#f8c48a)",
	-1: "var(--cahiers-below-1,#fde5c8)",
	0:  "var(--cahiers-undecided,#ececec)",
	1:  "var(--cahiers-above-1,#d6e8f7)",
	2:  "var(--cahiers-above-2,#9fcdf0)",
	3:  "var(--cahiers-above-3,#5eaae2)",
}

// levels are the ratios where the colour changes, on the side above 1; those
// on the other side are their inverses.
var levels = []float64{1, 1.25, 2}

// level is the tint of p: how far it stands from 1, and on which side.
func level(p figure.Point) int {
	side := int(p.Side())
	far := math.Abs(math.Log(p.Y))
	n := 0
	for _, l := range levels {
		if far >= math.Log(l)*(1-1e-9) {
			n++
		}
	}
	return side * n
}

// levelName says which ratios have a tint.
func levelName(l int) string {
	if l == 0 {
		return undecidedCell
	}
	side, n := figure.Above, l
	bound := func(i int) string { return figure.Ratio.Format(levels[i]) }
	if l < 0 {
		side, n = figure.Below, -l
		bound = func(i int) string { return figure.Ratio.Format(1 / levels[i]) }
	}
	if n == len(levels) {
		return cellsBeyond(side.Sign(), bound(n-1))
	}
	return cellsBetween(side.Sign(), bound(n-1), bound(n))
}

// shownLevels are the tints of f's cells, from the lowest.
func shownLevels(f figure.Figure) []int {
	seen := map[int]bool{}
	for _, s := range f.Series {
		for _, p := range s.Points {
			seen[level(p)] = true
		}
	}
	var shown []int
	for l := -len(levels); l <= len(levels); l++ {
		if seen[l] {
			shown = append(shown, l)
		}
	}
	return shown
}

// addCells adds the row i of a heat.
func (d *drawing) addCells(c *charts.Line, i int, s figure.Series) {
	cells := []opts.HeatMapData{}
	for _, p := range s.Points {
		cells = append(cells, opts.HeatMapData{Name: d.f.Describe(s, p), Value: []float64{p.X, float64(i), p.Y}})
	}
	row := charts.NewHeatMap()
	row.AddSeries(s.Name, cells)
	c.Overlap(row)
}

// addKey adds a series without points for each tint: it is what a legend names.
func (d *drawing) addKey(c *charts.Line) {
	for _, l := range shownLevels(d.f) {
		key := charts.NewCustom()
		key.AddSeries(levelName(l), []opts.CustomData{},
			charts.WithCustomChartOpts(opts.CustomChart{RenderItem: types.FuncStr(shapeBin)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: tints[l]}))
		c.Overlap(key)
	}
}

// rows is the vertical axis of a heat: its series.
func (d *drawing) rows() figure.Axis {
	a := figure.Axis{Title: d.f.Names.Series, Scale: figure.Category}
	for _, s := range d.f.Series {
		a.Labels = append(a.Labels, s.Name)
	}
	return a
}

// completeCells colours the cells of a row and writes in them.
func (d *drawing) completeCells(s object) {
	data := asList(s["data"])
	if len(data) == 0 {
		return
	}
	value := asList(asObject(data[0])["value"])
	row, _ := value[1].(float64)
	series := d.f.Series[int(row)]
	for j, v := range data {
		cell, p := asObject(v), series.Points[j]
		cell["text"] = d.f.CellLabel(series, p)
		cell["itemStyle"] = object{"color": tints[level(p)], "borderColor": "var(--cahiers-paper,#ffffff)", "borderWidth": 2}
	}
	s["label"] = object{"show": true, "color": ink, "fontSize": textSize}
}
