package chart

import (
	"time"

	"cahiers/helpers/figure"
)

// slots is how many points a drawing over time has at most: beyond, those that
// fall in one slot of time are drawn as their mean, from the least to the greatest.
const slots = 60

// OverTime draws how something changed during a measurement: how full a buffer
// was, how many goroutines worked. Quantity names it on the axis, in French.
// The points are what was read at some moments, in order of time; between them
// it is not known.
func (c Charts) OverTime(title, quantity string, points []figure.Moment, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Line,
		Title:   title,
		X:       figure.Axis{Title: axisTime, Unit: figure.Seconds, Scale: figure.Linear},
		Y:       figure.Axis{Title: quantity, Unit: figure.Count, Scale: figure.Linear},
		Names:   figure.Names{Low: nameLow, High: nameHigh, N: nameReadings},
		Caption: captionOverTime(len(points), len(points) > slots, c.card.String()),
		Series:  []figure.Series{{Name: quantity, Primitive: cfg.primitive(0, figure.Channel), Points: overTime(points)}},
		Alt:     altNothing,
	}
	if cfg.capacity > 0 {
		f.Marks = []figure.Mark{{Name: nameCapacity, Axis: "y", Value: cfg.capacity}}
	}
	if len(points) == 0 {
		return f
	}
	greatest, full, empty, sum := points[0], 0, 0, 0.0
	for _, p := range points {
		if p.Value > greatest.Value {
			greatest = p
		}
		if p.Value == 0 {
			empty++
		}
		if cfg.capacity > 0 && p.Value >= cfg.capacity {
			full++
		}
		sum += p.Value
	}
	mean := figure.Count.Format(sum / float64(len(points)))
	peak, at := figure.Count.Format(greatest.Value), figure.Seconds.Format(greatest.At.Seconds())
	f.Alt = altOverTime(quantity, mean, peak, at)
	f.Findings = []figure.Finding{{Text: readOverTime(mean, peak, at), Outcome: figure.Fact}}
	if len(points) < enough {
		f.Findings = append(f.Findings, figure.Finding{Text: tooFewReadings(len(points)), Outcome: figure.Noisy})
		return f
	}
	share := func(n int) string { return figure.Share.Format(float64(n) / float64(len(points))) }
	f.Findings = append(f.Findings, figure.Finding{Text: emptyAndFull(share(empty), share(full), cfg.capacity > 0), Outcome: figure.Fact})
	return f
}

// overTime is a point a moment, or a slot when there are too many.
func overTime(points []figure.Moment) []figure.Point {
	if len(points) <= slots {
		drawn := []figure.Point{}
		for _, p := range points {
			drawn = append(drawn, figure.Point{X: p.At.Seconds(), Y: p.Value})
		}
		return drawn
	}
	first, last := points[0].At, points[len(points)-1].At
	width := max(1, (last-first)/slots+1)
	var drawn []figure.Point
	slot := time.Duration(-1)
	for _, p := range points {
		if s := (p.At - first) / width; s != slot || len(drawn) == 0 {
			slot = s
			drawn = append(drawn, figure.Point{X: (first + s*width + width/2).Seconds(), Low: p.Value, High: p.Value})
		}
		d := &drawn[len(drawn)-1]
		d.N++
		d.Y += (p.Value - d.Y) / float64(d.N)
		d.Low, d.High = min(d.Low, p.Value), max(d.High, p.Value)
	}
	return drawn
}
