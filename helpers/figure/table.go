package figure

import (
	"math"
	"strings"
)

// Table is the figure as numbers: one row a point, in the order of the
// series, formatted in French. Columns that no point fills are left out, and
// estimates are marked « ≈ ». That of a Sketch has blanks to fill.
func Table(f Figure) (header []string, rows [][]string) {
	if f.Kind == Sketch {
		return f.blanks()
	}
	severalSeries := f.namesSeries()
	spread, samples := false, false
	for _, s := range f.Series {
		for _, p := range s.Points {
			spread = spread || f.Kind != Histogram && p.Spread()
			samples = samples || p.N > 0
		}
	}
	if severalSeries {
		header = append(header, either(f.Names.Series, columnSeries))
	}
	header = append(header, f.X.Title)
	if spread {
		header = append(header, either(f.Names.Low, columnLow), either(f.Names.Value, f.Y.Title), either(f.Names.High, columnHigh))
	} else {
		header = append(header, either(f.Names.Value, f.Y.Title))
	}
	if samples {
		header = append(header, either(f.Names.N, columnSamples))
	}
	for _, s := range f.Series {
		for _, p := range s.Points {
			var row []string
			if severalSeries {
				row = append(row, s.Name)
			}
			row = append(row, f.XLabel(p))
			switch {
			case spread && p.Spread():
				row = append(row, f.value(s, p.Low), f.value(s, p.Y), f.value(s, p.High))
			case spread:
				row = append(row, "", f.value(s, p.Y), "")
			default:
				row = append(row, f.value(s, p.Y))
			}
			if samples {
				if p.N > 0 {
					row = append(row, Count.Format(float64(p.N)))
				} else {
					row = append(row, "")
				}
			}
			rows = append(rows, row)
		}
	}
	return header, rows
}

// namesSeries reports whether a point must say which series it is of.
func (f Figure) namesSeries() bool { return len(f.Series) > 1 || f.Kind == Heat }

// XLabel names the place of p along X: its category, its bin or its value.
func (f Figure) XLabel(p Point) string {
	switch {
	case f.X.Scale == Category:
		if i := int(p.X); i >= 0 && i < len(f.X.Labels) {
			return f.X.Labels[i]
		}
		return notANumber
	case f.Kind == Histogram && f.X.Unit == Count:
		// Bins of whole numbers have their edges half-way between two.
		first, last := math.Ceil(p.Low), math.Floor(p.High)
		if first >= last {
			return Count.Format(first)
		}
		return between(Count.Format(first), Count.Format(last))
	case f.Kind == Histogram:
		return between(f.X.Unit.Format(p.Low), f.X.Unit.Format(p.High))
	default:
		return f.X.Unit.Format(p.X)
	}
}

// YLabel is the value of p, a point of s, marked « ≈ » when it is an estimate.
func (f Figure) YLabel(s Series, p Point) string { return f.value(s, p.Y) }

// Describe says everything about one point of s on a few lines: its place, its
// value, its bounds, its samples.
func (f Figure) Describe(s Series, p Point) string {
	lines := []string{unnamedPoint(f.X.Title, f.XLabel(p))}
	switch {
	case f.Names.Series != "":
		lines = append([]string{unnamedPoint(f.Names.Series, s.Name)}, lines...)
	case f.namesSeries():
		lines = append([]string{s.Name}, lines...)
	}
	spread := f.Kind != Histogram && p.Spread()
	if spread {
		lines = append(lines, unnamedPoint(either(f.Names.Low, columnLow), f.value(s, p.Low)))
	}
	word := either(f.Names.Value, f.Y.Title)
	if s.Role == Bet || s.Role == Model {
		word = f.Y.Title // nobody measured it, so that it is no median
	}
	lines = append(lines, unnamedPoint(word, f.value(s, p.Y)))
	if spread {
		lines = append(lines, unnamedPoint(either(f.Names.High, columnHigh), f.value(s, p.High)))
	}
	if p.N > 0 {
		lines = append(lines, unnamedPoint(either(f.Names.N, columnSamples), Count.Format(float64(p.N))))
	}
	return strings.Join(lines, "\n")
}

// value formats a value of s along Y, marked when it is an estimate.
func (f Figure) value(s Series, v float64) string {
	if s.Estimated {
		return about + f.Y.Unit.Format(v)
	}
	return f.Y.Unit.Format(v)
}

func either(word, general string) string {
	if word != "" {
		return word
	}
	return general
}
