package chart

import (
	"math"
	"slices"

	"cahiers/helpers/figure"
)

// bars is how many bars a distribution has at most, and places how many bars
// would fill the axis, when the marks make it longer than the results: a
// narrower bar could not be seen.
const bars, places = 30, 60

// Distribution draws how often each result came up, in bars of equal width,
// with the Expected value and the Bet as marks.
func (c Charts) Distribution(title string, values []int, opts ...Option) figure.Figure {
	cfg := configure(opts)
	s := figure.Series{Name: nameResults, Primitive: cfg.primitive(0, figure.Raw), Points: bins(values, cfg)}
	f := figure.Figure{
		Kind:    figure.Histogram,
		Title:   title,
		Caption: captionDistribution(len(values), c.card.String()),
		X:       figure.Axis{Title: axisResult, Unit: figure.Count, Scale: figure.Linear},
		Y:       figure.Axis{Title: axisRuns, Unit: figure.Count, Scale: figure.Linear},
		Series:  []figure.Series{s},
		Alt:     altNothing,
	}
	if cfg.expected != nil {
		f.Marks = append(f.Marks, figure.Mark{Name: nameExpected, Axis: "x", Value: *cfg.expected})
	}
	if len(cfg.bet.values) > 0 {
		f.Marks = append(f.Marks, figure.Mark{Name: yourBet, Axis: "x", Value: cfg.bet.values[0], Role: figure.Bet})
	}
	cfg.bet.complain(&f)
	if len(values) == 0 {
		return f
	}
	sorted := slices.Sorted(slices.Values(values))
	least, median, greatest := sorted[0], sorted[(len(sorted)-1)/2], sorted[len(sorted)-1]
	f.Alt = altDistribution(len(values), whole(least), whole(median), whole(greatest))
	if bar := s.Points[0]; least == greatest && bar.High-bar.Low > 1 {
		f.Findings = append(f.Findings, figure.Finding{Text: alwaysTheSame(len(sorted), whole(least)), Outcome: figure.Fact})
	}
	if cfg.expected != nil {
		f.Findings = append(f.Findings, exactness(sorted, *cfg.expected, s.Primitive)...)
	}
	if len(cfg.bet.values) > 0 {
		b := cfg.bet.values[0]
		f.Findings = append(f.Findings, figure.Finding{
			Text: betOnResult(figure.Count.Format(b), position(b, float64(least), float64(greatest)), whole(median)), Outcome: figure.Fact,
		})
	}
	return f
}

// exactness counts the runs that gave what was expected: exact counts.
func exactness(sorted []int, expected float64, p figure.Primitive) []figure.Finding {
	right := 0
	for _, v := range sorted {
		if float64(v) == expected {
			right++
		}
	}
	findings := []figure.Finding{{Text: exactRuns(right, len(sorted)), Outcome: figure.Fact}}
	if right == len(sorted) {
		if p == figure.Raw {
			findings = append(findings, figure.Finding{Text: notSeenHere, Outcome: figure.NotSeen})
		}
		return findings
	}
	if median := float64(sorted[(len(sorted)-1)/2]); expected > 0 && median < expected {
		findings = append(findings, figure.Finding{
			Text:    lostMedian(figure.Count.Format(expected-median), figure.Share.Format((expected-median)/expected)),
			Outcome: figure.Fact,
		})
	}
	return findings
}

// bins counts values in bars of equal width, a round number of whole values
// each, from the least to the greatest. Their edges lie half-way between two.
func bins(values []int, cfg config) []figure.Point {
	if len(values) == 0 {
		return nil
	}
	least, greatest := slices.Min(values), slices.Max(values)
	from, to := float64(least), float64(greatest)
	width := roundWidth((to - from + 1) / bars)
	for _, mark := range cfg.alongX() {
		from, to = min(from, mark), max(to, mark)
	}
	width = max(width, roundWidth((to-from)/places))
	start := math.Floor(float64(least)/width) * width
	if width == 1 {
		start = float64(least)
	}
	points := make([]figure.Point, int((float64(greatest)-start)/width)+1)
	for i := range points {
		low := start + float64(i)*width - .5
		points[i] = figure.Point{X: low + width/2, Low: low, High: low + width}
	}
	for _, v := range values {
		points[int((float64(v)-start)/width)].Y++
	}
	return points
}

// roundWidth is the least of 1, 2 or 5 times a power of ten that is not below
// width.
func roundWidth(width float64) float64 {
	for power := 1.0; ; power *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if width <= m*power {
				return m * power
			}
		}
	}
}

func whole(v int) string { return figure.Count.Format(float64(v)) }
