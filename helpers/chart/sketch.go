package chart

import (
	"math"
	"slices"

	"cahiers/helpers/figure"
)

// lowestDrawn is how far under its first point a throughput may be drawn:
// three halvings, which is more than a disputed lock loses.
const lowestDrawn = 1. / 8

// DrawThroughput is a Throughput to be drawn by the learner before it is
// measured: axes alone, with a column for each number of goroutines, where
// each line up is twice the throughput of the first. The Throughput of the
// same title, on the same page, is then drawn over it.
func (c Charts) DrawThroughput(title string, counts []int) figure.Figure {
	columns := slices.Compact(slices.Sorted(slices.Values(counts)))
	f := figure.Figure{
		Kind:    figure.Sketch,
		Title:   title,
		Caption: captionSketch,
		Alt:     axisMultiples,
		X:       figure.Axis{Title: axisGoroutines, Unit: figure.Count, Scale: figure.Log},
		Y:       figure.Axis{Title: axisMultiples, Unit: figure.Ratio, Scale: figure.Log},
		Series:  []figure.Series{{Name: yourCurve, Role: figure.Bet}},
	}
	if len(columns) < 2 || columns[0] < 1 {
		return f // Validate says what is missing
	}
	first, last := float64(columns[0]), float64(columns[len(columns)-1])
	top := math.Exp2(math.Ceil(math.Log2(last / first)))
	for i, n := range columns {
		p := figure.Point{X: float64(n), Y: 1, Low: lowestDrawn, High: top}
		if i == 0 {
			p.Low, p.High = 0, 0 // once itself, by definition
		}
		f.Series[0].Points = append(f.Series[0].Points, p)
	}
	f.Alt = altSketch(figure.Count.Format(first), goroutines(columns[len(columns)-1]), f.Y.Unit.Format(lowestDrawn), f.Y.Unit.Format(top))
	return f
}

// DrawScalability is a Scalability to be drawn by the learner before it is
// measured: axes alone, with a column for each number of goroutines, up to as
// many times the first point as there are goroutines. The Scalability of the
// same title, on the same page, is then drawn over it.
func (c Charts) DrawScalability(title string, counts []int) figure.Figure {
	f := figure.Figure{
		Kind:    figure.Sketch,
		Title:   title,
		Caption: captionSketchMultiples,
		X:       figure.Axis{Title: axisGoroutines, Unit: figure.Count, Scale: figure.Log},
		Y:       figure.Axis{Title: axisSpeedup, Unit: figure.Ratio, Scale: figure.Linear},
		Series:  []figure.Series{{Name: yourCurve, Role: figure.Bet}},
	}
	columns := slices.Compact(slices.Sorted(slices.Values(counts)))
	if len(columns) < 2 || columns[0] < 1 {
		return f // Validate says what is missing
	}
	last := columns[len(columns)-1]
	top := float64(last) / float64(columns[0])
	for i, n := range columns {
		p := figure.Point{X: float64(n), Y: 1, High: top}
		if i == 0 {
			p.High = 0 // once itself, by definition
		}
		f.Series[0].Points = append(f.Series[0].Points, p)
	}
	f.Alt = altSketch(figure.Count.Format(float64(columns[0])), goroutines(last), f.Y.Unit.Format(0), f.Y.Unit.Format(top))
	return f
}

// DrawSpeedup is a Speedup to be drawn by the learner before it is measured:
// axes alone, with a column for each share of the work done under the lock, up
// to twice what the processors of this machine can do. The Speedup of the same
// title, on the same page, is then drawn over it.
func (c Charts) DrawSpeedup(title string, shares []float64) figure.Figure {
	f := figure.Figure{
		Kind:    figure.Sketch,
		Title:   title,
		Caption: captionSketchSpeedup,
		X:       figure.Axis{Title: axisLocked, Unit: figure.Share, Scale: figure.Linear},
		Y:       figure.Axis{Title: axisSpeedup, Unit: figure.Ratio, Scale: figure.Linear},
		Series:  []figure.Series{{Name: yourCurve, Role: figure.Bet}},
	}
	top := float64(2 * max(2, c.card.GOMAXPROCS))
	f.Alt = altSketchSpeedup(f.Y.Unit.Format(top))
	for _, share := range slices.Compact(slices.Sorted(slices.Values(shares))) {
		f.Series[0].Points = append(f.Series[0].Points, figure.Point{X: share, Y: 1, High: top})
	}
	return f
}
