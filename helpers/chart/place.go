package chart

import (
	"slices"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// place is where p, a point of s, stands along the axis of the sweep.
func place(s workload.Series, p workload.Point) float64 {
	if s.Parameter.Name == "" {
		return float64(p.Goroutines)
	}
	return p.X
}

// wide is how many times the least value the greatest is, when equal steps
// would crowd the small ones together.
const wide = 8

// axisOf is the axis of what was swept over. A share has equal steps; what
// grows by much has equal ratios, unless it begins at 0.
func axisOf(series ...workload.Series) figure.Axis {
	var values []float64
	a := figure.Axis{Title: axisGoroutines, Unit: figure.Count, Scale: figure.Log}
	for _, s := range series {
		for _, p := range s.Points {
			values = append(values, place(s, p))
		}
	}
	if len(series) == 0 || series[0].Parameter.Name == "" {
		return a
	}
	a = figure.Axis{Title: series[0].Parameter.Name, Unit: series[0].Parameter.Unit, Scale: figure.Linear}
	if len(values) > 0 && a.Unit != figure.Share {
		if least := slices.Min(values); least > 0 && slices.Max(values) >= wide*least {
			a.Scale = figure.Log
		}
	}
	return a
}
