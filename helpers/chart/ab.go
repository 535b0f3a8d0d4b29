package chart

import (
	"math"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// AB draws how many times the throughput of the base each variant reached,
// with its interval, on a logarithmic axis around 1. A variant is better or
// worse only when its interval excludes 1, and lies farther from it than what
// a control showed the machine alone to do. A Bet is about the first variant.
func (c Charts) AB(title string, versus []workload.Versus, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Interval,
		Title:   title,
		X:       figure.Axis{Title: axisVariant, Scale: figure.Category, Labels: []string{}},
		Y:       figure.Axis{Title: axisRatio, Unit: figure.Ratio, Scale: figure.Log},
		Names:   figure.Names{Value: nameMedian, Low: nameLow, High: nameHigh, N: nameRounds},
		Caption: captionRatios(fewestRounds(versus), goroutinesOf(versus), c.card.String()),
		Marks:   []figure.Mark{{Name: nameEqual, Axis: "y", Value: 1}},
		Alt:     altNothing,
	}
	s := figure.Series{Name: nameRatio, Primitive: cfg.primitive(0, figure.Mutex)}
	var alts []string
	for i, v := range versus {
		label := v.Name
		if v.Control {
			label = control(v.Base)
		}
		f.X.Labels = append(f.X.Labels, label)
		if v.Low > 0 && !math.IsInf(v.High, 0) {
			s.Points = append(s.Points, figure.Point{X: float64(i), Y: v.Ratio, Low: v.Low, High: v.High, N: uint64(max(v.N, 0))})
			alts = append(alts, altRatio(label, times(v.Ratio), interval(v.Low, v.High)))
		}
	}
	f.Series = []figure.Series{s}
	if len(alts) > 0 {
		f.Y.Title = ratioTo(versus[0].Base)
		f.Alt = altRatios(versus[0].Base) + strings.Join(alts, "\u202f; ") + "."
	}
	if len(f.X.Labels) == 0 {
		f.X.Labels = []string{nameNothing}
	}
	noise := 0.0
	for _, v := range versus {
		if v.Control && v.Told() {
			noise = math.Abs(math.Log(v.Ratio))
		}
	}
	for _, v := range versus {
		f.Findings = append(f.Findings, verdict(v, noise)...)
	}
	cfg.bet.complain(&f)
	if len(cfg.bet.values) > 0 && len(versus) > 0 && versus[0].Ratio > 0 {
		b := cfg.bet.values[0]
		f.Marks = append(f.Marks, figure.Mark{Name: yourBet, Axis: "y", Value: b, Role: figure.Bet})
		f.Findings = append(f.Findings, figure.Finding{Text: betRatio(times(b), distance(b, versus[0].Ratio)), Outcome: figure.Fact})
	}
	return f
}

// verdict says what the rounds carry about v. Noise is how far, in logarithm,
// the base stood from itself.
func verdict(v workload.Versus, noise float64) []figure.Finding {
	said := func(text string, o figure.Outcome) []figure.Finding {
		return []figure.Finding{{Text: text, Outcome: o}}
	}
	closest := min(math.Abs(math.Log(v.Low)), math.Abs(math.Log(v.High)))
	switch {
	case v.N < fewest:
		return said(tooFewRepetitions(v.N), figure.Noisy)
	case v.Control && v.Told():
		return said(controlFailed(v.Base, times(v.Ratio), interval(v.Low, v.High)), figure.Noisy)
	case v.Control:
		return said(controlHeld(v.Base, interval(v.Low, v.High)), figure.Confirmed)
	case !v.Told():
		return said(notTold(v.Name, v.Base, interval(v.Low, v.High)), figure.Noisy)
	case closest <= noise:
		return said(withinControl(v.Name, v.Base, interval(v.Low, v.High)), figure.Noisy)
	default:
		return said(reached(v.Name, v.Base, times(v.Ratio), interval(v.Low, v.High)), figure.Confirmed)
	}
}

func fewestRounds(versus []workload.Versus) int {
	return least(versus, func(v workload.Versus) int { return v.N })
}

func goroutinesOf(versus []workload.Versus) int {
	if len(versus) == 0 {
		return 0
	}
	return versus[0].Goroutines
}
