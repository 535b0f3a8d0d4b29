package figure

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	sketchDoublings = 20  // the most lines of a logarithmic grid
	sketchLines     = 8   // about how many a linear one has
	almost          = 1e9 // the part of a step under which two values are one
)

// sketchable reports whether there is a curve to draw, and room for it.
func (f Figure) sketchable() bool {
	if len(f.Series) != 1 || len(f.Series[0].Points) < 2 {
		return false
	}
	points := f.Series[0].Points
	for i, p := range points[1:] {
		if p.X <= points[i].X {
			return false
		}
	}
	low, high := f.Range()
	if f.Y.Scale == Log {
		return low > 0 && low < high && math.Log2(high/low) <= sketchDoublings
	}
	return low < high && !math.IsInf(high-low, 0)
}

// Range is from where to where the values of a Sketch may go.
func (f Figure) Range() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range f.Series {
		for _, p := range s.Points {
			if p.Spread() {
				low, high = min(low, p.Low), max(high, p.High)
			}
		}
	}
	return low, high
}

// Grid returns the values at which a Sketch has a line across, from the least
// to the greatest: doublings on a logarithmic axis, round steps on a linear one.
func (f Figure) Grid() []float64 {
	low, high := f.Range()
	if !f.sketchable() {
		return nil
	}
	grid := []float64{}
	if f.Y.Scale == Log {
		for v := low; v <= high*(1+1/almost); v *= 2 {
			grid = append(grid, v)
		}
		return grid
	}
	raw := (high - low) / sketchLines
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1/almost) {
			step = m * power
			break
		}
	}
	if step <= 0 || math.IsInf(step, 0) {
		return []float64{low, high}
	}
	first := math.Ceil(low/step - 1/almost)
	for i := range sketchLines + 1 {
		if v := (first + float64(i)) * step; v <= high+step/almost {
			grid = append(grid, v)
		}
	}
	return grid
}

// Part is how far v stands along an axis that goes from low to high, 0 to 1.
func (a Axis) Part(v, low, high float64) float64 {
	if a.Scale == Log {
		v, low, high = math.Log(v), math.Log(low), math.Log(high)
	}
	return min(1, max(0, (v-low)/(high-low)))
}

// blanks is the table of a Sketch: a value a row, or room for one.
func (f Figure) blanks() (header []string, rows [][]string) {
	header = []string{f.X.Title, either(f.Names.Value, f.Y.Title)}
	for _, s := range f.Series {
		for _, p := range s.Points {
			value := ""
			if !p.Spread() {
				value = f.value(s, p.Y)
			}
			rows = append(rows, []string{f.XLabel(p), value})
		}
	}
	return header, rows
}

// drawBlank writes the axes of a Sketch, with a dot where a line crosses a
// column and a disc where a point is given.
func (f Figure) drawBlank(b *strings.Builder, width int) {
	grid, points := f.Grid(), f.Series[0].Points
	labels := 0
	for _, v := range grid {
		labels = max(labels, columns(f.Y.Unit.Format(v)))
	}
	room := max(shortestBar, width-labels-6)
	first, last := points[0].X, points[len(points)-1].X
	column := func(p Point) int { return int(math.Round(f.X.Part(p.X, first, last)*float64(room-3))) + 1 }

	wrap(b, "  ", f.Y.Title, width)
	for i, v := range slices.Backward(grid) {
		cells := []rune(strings.Repeat(" ", room))
		for _, p := range points {
			cells[column(p)] = '·'
			if !p.Spread() && closest(grid, p.Y) == i {
				cells[column(p)] = '●'
			}
		}
		label := f.Y.Unit.Format(v)
		line := "  " + pad(labels-columns(label)) + label + " ┤" + string(cells)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	fmt.Fprintf(b, "  %s └%s\n", pad(labels), strings.Repeat("─", room))
	names := []rune(strings.Repeat(" ", room+labels+4))
	free := 0
	for _, p := range points {
		name := []rune(f.XLabel(p))
		at := min(labels+4+column(p)-len(name)/2, width-len(name))
		if at < free { // no room beside the one before
			continue
		}
		names = append(names, []rune(pad(at+len(name)-len(names)))...)
		copy(names[at:], name)
		free = at + len(name) + 1
	}
	b.WriteString(strings.TrimRight(string(names), " ") + "\n")
	wrap(b, pad(labels+4), f.X.Title, width)
}

// closest is the index of the value of grid that is nearest to v.
func closest(grid []float64, v float64) int {
	best := 0
	for i, g := range grid {
		if math.Abs(g-v) < math.Abs(grid[best]-v) {
			best = i
		}
	}
	return best
}
