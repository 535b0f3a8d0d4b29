package chart

import (
	"cmp"
	"math"
	"slices"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Speedup draws how many times the throughput of one goroutine several reach,
// against the share of the work done under the lock, with Amdahl's law and the
// ceiling 1/share. A Bet is a share in percent.
func (c Charts) Speedup(title string, s workload.Speedup, opts ...Option) figure.Figure {
	cfg := configure(opts)
	p := min(float64(s.Goroutines), c.processors())
	f := figure.Figure{
		Kind:    figure.Line,
		Title:   title,
		X:       figure.Axis{Title: s.Parameter.Name, Unit: s.Parameter.Unit, Scale: figure.Linear},
		Y:       figure.Axis{Title: axisSpeedup, Unit: figure.Ratio, Scale: figure.Linear},
		Names:   figure.Names{Value: nameMedian, Low: nameLow, High: nameHigh, N: nameRounds},
		Caption: captionSpeedup(speedupRounds(s), goroutines(s.Goroutines), figure.Counted(p, "processeur"), c.card.String()),
		Alt:     altNothing,
	}
	measured := figure.Series{Name: nameMeasured, Primitive: cfg.primitive(0, figure.Mutex)}
	points := slices.Clone(s.Points)
	slices.SortFunc(points, func(a, b workload.SpeedupPoint) int { return cmp.Compare(a.X, b.X) })
	for _, q := range points {
		measured.Points = append(measured.Points, figure.Point{X: q.X, Y: q.Ratio, Low: q.Low, High: q.High, N: uint64(max(q.N, 0))})
	}
	f.Series = []figure.Series{measured}
	if len(points) == 0 {
		return f
	}
	first, last := points[0], points[len(points)-1]
	f.Alt = altSpeedup(f.X.Unit.Format(first.X), times(first.Ratio), f.X.Unit.Format(last.X), times(last.Ratio))
	if s.Parameter.Unit == figure.Share {
		law := figure.Series{Name: nameAmdahl, Role: figure.Model}
		ceiling := figure.Series{Name: nameCeiling, Role: figure.Model}
		for _, x := range shares(points) {
			law.Points = append(law.Points, figure.Point{X: x, Y: amdahl(x, p)})
			ceiling.Points = append(ceiling.Points, figure.Point{X: x, Y: min(p, 1/max(x, 1e-9))})
		}
		f.Series = append(f.Series, law, ceiling)
	}
	cfg.bet.complain(&f)
	if n := speedupRounds(s); n < fewest {
		f.Findings = append(f.Findings, figure.Finding{Text: tooFewRepetitions(n), Outcome: figure.Noisy})
		return f
	}
	best := slices.MaxFunc(points, func(a, b workload.SpeedupPoint) int { return cmp.Compare(a.Low, b.Low) })
	finding := figure.Finding{Text: bestSpeedup(times(best.Ratio), interval(best.Low, best.High), f.X.Unit.Format(best.X)), Outcome: figure.Confirmed}
	if best.Low <= 1 {
		finding = figure.Finding{Text: noSpeedup, Outcome: figure.Noisy}
	}
	f.Findings = append(f.Findings, finding)
	if s.Parameter.Unit == figure.Share {
		f.Findings = append(f.Findings, againstLaw(measured.Points, func(share float64) float64 { return amdahl(share, p) }))
		betOnShare(&f, cfg.bet, points, p)
	}
	return f
}

// processors is how many goroutines may run at once: GOMAXPROCS, or less in a
// container granted less.
func (c Charts) processors() float64 {
	p := float64(max(c.card.GOMAXPROCS, 1))
	if c.card.CPULimit > 0 {
		p = min(p, c.card.CPULimit)
	}
	return max(p, 1)
}

// amdahl is the speed-up of p processors when a share of the work is done one
// at a time (Amdahl, 1967).
func amdahl(share, p float64) float64 { return 1 / (share + (1-share)/max(p, 1)) }

// shares are those measured, and enough between them for a curve.
func shares(points []workload.SpeedupPoint) []float64 {
	const step = .1
	xs := []float64{points[0].X}
	for _, p := range points[1:] {
		before := xs[len(xs)-1]
		parts := math.Ceil((p.X-before)/step - 1e-9)
		for i := 1.; i <= parts; i++ {
			xs = append(xs, before+(p.X-before)*i/parts)
		}
	}
	return xs
}

// againstLaw counts the points whose interval holds what a law says. What a
// law leaves out costs a little, which narrow intervals show: points that are
// all within a tenth of it follow it.
func againstLaw(measured []figure.Point, law func(x float64) float64) figure.Finding {
	within, above, below, farthest := 0, 0, 0, 0.
	for _, p := range measured {
		switch l := law(p.X); {
		case p.Low > l:
			above++
		case p.High < l:
			below++
		default:
			within++
			continue
		}
		farthest = max(farthest, math.Abs(p.Y/law(p.X)-1))
	}
	outcome := figure.Confirmed
	if above+below > 0 {
		outcome = figure.NotSeen
	}
	if outcome == figure.NotSeen && farthest <= alike-1 {
		return figure.Finding{Text: amdahlFollowed(len(measured), farthest), Outcome: figure.Confirmed}
	}
	return figure.Finding{Text: amdahlHeld(within, above, below, len(measured), farthest), Outcome: outcome}
}

func betOnShare(f *figure.Figure, b bet, points []workload.SpeedupPoint, p float64) {
	if len(b.values) == 0 {
		return
	}
	share := b.values[0] / 100
	f.Marks = append(f.Marks, figure.Mark{Name: yourBet, Axis: "x", Value: share, Role: figure.Bet})
	text := betOnShareSays(figure.Share.Format(share), times(amdahl(min(share, 1), p)))
	for _, q := range points {
		if q.X == share {
			text = betOnShareMeasured(figure.Share.Format(share), times(q.Ratio), interval(q.Low, q.High), times(amdahl(share, p)))
		}
	}
	f.Findings = append(f.Findings, figure.Finding{Text: text, Outcome: figure.Fact})
}

func speedupRounds(s workload.Speedup) int {
	return least(s.Points, func(p workload.SpeedupPoint) int { return p.N })
}

// least is the least number of all, or 0 of none.
func least[T any](all []T, number func(T) int) int {
	n := 0
	for i, v := range all {
		if m := number(v); i == 0 || m < n {
			n = m
		}
	}
	return n
}
