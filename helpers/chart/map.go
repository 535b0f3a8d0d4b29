package chart

import (
	"slices"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Map draws how many times the throughput of the base its rival reached, for
// each pair of values of two parameters, as a row of cells a value. A cell
// takes a side only when its interval excludes 1; with less than five rounds
// none does.
func (c Charts) Map(title string, m workload.Map) figure.Figure {
	f := figure.Figure{
		Kind:  figure.Heat,
		Title: title,
		X:     figure.Axis{Title: m.X.Name, Scale: figure.Category, Labels: []string{nameNothing}},
		Y:     figure.Axis{Title: axisRatio, Unit: figure.Ratio, Scale: figure.Log},
		Names: figure.Names{Series: m.Y.Name, Low: nameLow, High: nameHigh, N: nameRounds},
		Alt:   altNothing,
	}
	if len(m.Cells) == 0 {
		f.Caption = captionRatios(0, m.Goroutines, c.card.String())
		f.Series = []figure.Series{{Name: nameNothing}}
		return f
	}
	xs, ys := []float64{}, []float64{}
	for _, cell := range m.Cells {
		if !slices.Contains(xs, cell.X) {
			xs = append(xs, cell.X)
		}
		if !slices.Contains(ys, cell.Y) {
			ys = append(ys, cell.Y)
		}
	}
	base, rival := m.Cells[0].Base, m.Cells[0].Name
	f.Y.Title = throughputFor(rival, base)
	f.X.Labels = formatted(m.X.Unit, xs)
	for _, name := range formatted(m.Y.Unit, ys) {
		f.Series = append(f.Series, figure.Series{Name: name})
	}
	rounds := m.Cells[0].N
	above, below, undecided := 0, 0, 0
	for _, cell := range m.Cells {
		rounds = min(rounds, cell.N)
		if cell.Ratio <= 0 || cell.Low <= 0 {
			continue // nothing was done
		}
		p := figure.Point{X: float64(slices.Index(xs, cell.X)), Y: cell.Ratio, N: uint64(max(cell.N, 0))}
		if cell.N >= fewest {
			p.Low, p.High = cell.Low, cell.High
		}
		row := &f.Series[slices.Index(ys, cell.Y)]
		row.Points = append(row.Points, p)
		switch p.Side() {
		case figure.Above:
			above++
		case figure.Below:
			below++
		default:
			undecided++
		}
	}
	f.Caption = captionMap(rival, base, rounds, m.Goroutines, c.card.String())
	f.Findings = []figure.Finding{mapFinding(rival, base, rounds, above, below, undecided)}
	f.Alt = altMap(f)
	return f
}

// byChance is the part of the intervals that miss the true median.
const byChance = .07

func mapFinding(rival, base string, rounds, above, below, undecided int) figure.Finding {
	if rounds < fewest {
		return figure.Finding{Text: tooFewRepetitions(rounds), Outcome: figure.Noisy}
	}
	total := above + below + undecided
	chance := byChance * float64(total)
	text := mapCounts(rival, base, above, below, undecided)
	outcome := figure.Confirmed
	if float64(above+below) <= 2*chance {
		text += " " + perhapsChance(chance)
		outcome = figure.Noisy
	}
	return figure.Finding{Text: text, Outcome: outcome}
}

// formatted are values in their unit.
func formatted(u figure.Unit, values []float64) []string {
	names := []string{}
	for _, v := range values {
		names = append(names, u.Format(v))
	}
	return names
}

func altMap(f figure.Figure) string {
	var parts []string
	for _, s := range f.Series {
		for _, p := range s.Points {
			parts = append(parts, altCell(s.Name, f.XLabel(p), f.CellLabel(s, p)))
		}
	}
	if len(parts) == 0 {
		return altNothing
	}
	return f.Y.Title + "\u00a0: " + strings.Join(parts, "\u202f; ") + "."
}
