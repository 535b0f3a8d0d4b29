package draw

import (
	"encoding/json"
	"fmt"
	"strings"

	"cahiers/helpers/figure"
)

// object and list are JSON's.
type (
	object = map[string]any
	list   = []any
)

// decoded turns what go-echarts built into plain JSON values.
func decoded(built map[string]any) (object, error) {
	data, err := json.Marshal(built)
	if err != nil {
		return nil, fmt.Errorf("encoding: %w", err)
	}
	var option object
	if err := json.Unmarshal(data, &option); err != nil {
		return nil, fmt.Errorf("decoding: %w", err)
	}
	return option, nil
}

const (
	textSize = 13  // pixels
	rowWidth = 120 // pixels that the name of a row takes before it goes on below
)

// complete sets what ECharts understands and go-echarts v2.6.7 has no field
// for. It is the only place that writes ECharts' own keys.
func (d *drawing) complete(option object) {
	delete(option, "title") // a paragraph of the page
	delete(option, "toolbox")
	delete(option, "color")
	option["textStyle"] = object{"color": ink, "fontFamily": "sans-serif", "fontSize": textSize}
	option["legend"] = d.legend()
	option["tooltip"] = object{
		"trigger": "item", "renderMode": "richText", "confine": true,
		"backgroundColor": "var(--cahiers-paper,#ffffff)", "borderColor": ink, "borderWidth": 1, "padding": 8,
		"textStyle": object{"color": ink, "fontSize": textSize, "lineHeight": 18, "rich": object{}},
	}
	option["grid"] = d.grid()
	d.completeAxis(option["xAxis"], d.pageX(), d.horizontal, false)
	d.completeAxis(option["yAxis"], d.pageY(), d.vertical, true)
	for _, v := range asList(option["series"]) {
		d.completeSeries(asObject(v))
	}
}

func (d *drawing) legend() object {
	var names list
	if d.f.Kind == figure.Heat {
		for _, l := range shownLevels(d.f) {
			names = append(names, levelName(l))
		}
	} else {
		for _, s := range d.f.Series {
			names = append(names, s.Name)
		}
	}
	width := 16
	if d.f.Kind == figure.Line {
		width = 36 // room for the dashes
	}
	return object{
		"show": len(names) > 1 || d.f.Kind == figure.Heat, "data": names, "top": 0, "left": "center", "itemWidth": width, "itemGap": 18,
		"textStyle": object{"color": ink, "fontSize": textSize}, "inactiveColor": "#8888", "inactiveBorderColor": "#8888",
	}
}

func (d *drawing) grid() object {
	top := 14
	if len(d.f.Series) > 1 || d.f.Kind == figure.Heat {
		top += 30
	}
	if d.f.Kind == figure.Heat {
		top += 30 // a key of two rows on a telephone, and the name of the rows
	}
	if marks := d.marksHeight(); marks > 0 {
		top += marks + textSize // the axis' own name stands above them
	}
	return object{"top": top, "left": 12, "right": 24, "bottom": 12, "outerBoundsMode": "same", "outerBoundsContain": "all", "outerBoundsClampWidth": "60%"}
}

// marksHeight is the room in pixels of the names of upright marks, which stand
// one above the other.
func (d *drawing) marksHeight() int {
	height := 0
	for _, m := range d.f.Marks {
		if d.upright(m) {
			height += 18
		}
	}
	return height
}

func (d *drawing) completeAxis(v any, a figure.Axis, s scale, upright bool) {
	for _, e := range asList(v) {
		axis := asObject(e)
		label := object{"show": true, "color": ink, "fontSize": textSize, "hideOverlap": true}
		tick := object{"show": !upright, "lineStyle": object{"color": ink}}
		if a.Scale == figure.Category {
			label["interval"] = 0
			if upright {
				label["width"], label["overflow"] = rowWidth, "break" // room for the drawing on a telephone
			}
			tick["show"] = false
		} else {
			label["customValues"], label["texts"] = s.ticks, s.labels
			tick["customValues"] = s.ticks
		}
		if s.base != 0 {
			axis["logBase"] = s.base
		}
		values := a.Scale != figure.Category
		axis["axisLabel"], axis["axisTick"] = label, tick
		axis["axisLine"] = object{"show": !upright || !values, "lineStyle": object{"color": ink}}
		axis["splitLine"] = object{
			"show":      values && (upright || d.f.Kind == figure.Interval),
			"lineStyle": object{"color": ink, "opacity": .13},
		}
		axis["minorTick"] = object{"show": false}
		name := object{"color": ink, "fontSize": textSize, "fontWeight": "bold", "lineHeight": 17}
		if upright {
			name["align"] = "left"
			axis["nameGap"] = 14 + d.marksHeight() // above the names of the marks
		}
		axis["nameTextStyle"] = name
		if d.f.Kind == figure.Interval && upright {
			axis["name"] = "" // the rows say what they are
		}
		if d.f.Kind == figure.Interval && !upright {
			// The drawing is narrow beside its rows, on a telephone narrower than this name.
			axis["name"] = strings.Replace(a.Title, " (", "\n(", 1)
		}
	}
}

func (d *drawing) completeSeries(s object) {
	s["emphasis"] = object{"disabled": true} // it would compute a lighter colour from a variable
	s["animation"] = false
	if s["type"] == "custom" {
		s["z"] = 1
		if d.f.Kind != figure.Histogram {
			s["silent"], s["tooltip"] = true, object{"show": false}
		}
	} else {
		s["z"] = 2
	}
	if style := asObject(s["itemStyle"]); style != nil && style["opacity"] == nil {
		style["opacity"] = 1
	}
	if s["type"] == "bar" {
		s["barMaxWidth"] = 56
	}
	if d.f.Kind == figure.Interval && s["type"] == "scatter" {
		d.completeDots(s)
	}
	if s["type"] == "heatmap" {
		d.completeCells(s)
	}
	if lines := asObject(s["markLine"]); lines != nil {
		d.completeMarks(lines)
	}
}

// completeDots writes each value beside its dot, and sets the series of a row apart.
func (d *drawing) completeDots(s object) {
	for i, series := range d.f.Series {
		if series.Name != s["name"] {
			continue
		}
		s["symbolOffset"] = list{0, float64(rowShift) * (float64(i) - float64(len(d.f.Series)-1)/2)}
		for j, v := range asList(s["data"]) {
			asObject(v)["text"] = d.f.YLabel(series, series.Points[j])
		}
	}
	s["label"] = object{"show": true, "position": "top", "distance": 6, "color": ink, "fontSize": textSize - 1}
}

// completeMarks writes the name of each reference line at its end, on the side
// where there is room.
func (d *drawing) completeMarks(lines object) {
	lines["silent"], lines["symbol"], lines["animation"], lines["precision"] = true, "none", false, 20
	level := 0
	data := asList(lines["data"])
	for i, m := range d.f.Marks {
		label := object{"show": true, "color": ink, "fontSize": textSize, "formatter": "{b}", "position": "insideEndTop"}
		if d.f.Kind == figure.Bar {
			// It stands on the bars: an edge of paper keeps it readable.
			label["textBorderColor"], label["textBorderWidth"] = "var(--cahiers-paper,#ffffff)", 4
		}
		if d.upright(m) {
			label["position"], label["distance"] = "end", 10+18*level
			if d.f.Kind == figure.Interval {
				label["position"] = "start" // the vertical axis of rows points down
			}
			label["align"] = "left"
			if d.horizontal.part(m.Value) > .5 {
				label["align"] = "right"
			}
			level++
		}
		mark := asObject(data[i])
		mark["label"] = label
		mark["lineStyle"] = object{"color": ink, "width": 2, "type": markLine(m.Role)}
	}
}

func asList(v any) list {
	l, _ := v.([]any)
	return l
}

func asObject(v any) object {
	o, _ := v.(map[string]any)
	return o
}
