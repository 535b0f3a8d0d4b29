package chart

import (
	"math"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// doubled is the least ratio that counts as twice as much: two, less a tenth
// for what the machine does besides.
const doubled = 1.8

// alike is how many times another a throughput may be that counts as the same.
const alike = 1.1

// fewest is how many repetitions a conclusion needs: with less no interval of
// 93 % exists.
const fewest = 5

// Throughput draws operations per second against the number of goroutines, or
// against the parameter that was swept over, one line a series, with the
// interval of each median. Of one series it says whether twice the goroutines
// gave twice the throughput, and how its ends compare; of several, how many
// times the first the others reach.
func (c Charts) Throughput(title string, series []workload.Series, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Line,
		Title:   title,
		X:       axisOf(series...),
		Y:       figure.Axis{Title: axisThroughput, Unit: figure.PerSecond, Scale: figure.Linear},
		Names:   figure.Names{Value: nameMedian, Low: nameLow, High: nameHigh, N: nameRepetitions},
		Caption: captionThroughput(repetitions(series), c.card.String()),
	}
	for i, s := range series {
		f.Series = append(f.Series, line(s, i, len(series), cfg))
	}
	f.Alt = altThroughput(f, series)
	cfg.bet.complain(&f)
	switch {
	case len(series) == 1:
		f.Findings = append(f.Findings, scaling(series[0])...)
		betOnCurve(&f, cfg.bet, series[0])
	case len(series) > 1:
		f.Findings = append(f.Findings, comparison(f, series)...)
		betOnRatio(&f, cfg.bet, series)
	}
	return f
}

func line(s workload.Series, i, of int, cfg config) figure.Series {
	drawn := figure.Series{Name: s.Name, Primitive: cfg.primitive(i, figure.Mutex, figure.Sharded, figure.None)}
	if drawn.Name == "" {
		drawn.Name = unnamed(i, of)
	}
	for _, p := range s.Points {
		drawn.Points = append(drawn.Points, figure.Point{
			X: place(s, p), Y: p.PerSecond, Low: p.Low, High: p.High, N: uint64(len(p.Samples)),
		})
	}
	return drawn
}

// repetitions is the least number of samples a point rests on.
func repetitions(series []workload.Series) int {
	least := math.MaxInt
	for _, s := range series {
		for _, p := range s.Points {
			least = min(least, len(p.Samples))
		}
	}
	if least == math.MaxInt {
		return 0
	}
	return least
}

// scaling answers the question of one series.
func scaling(s workload.Series) []figure.Finding {
	if len(s.Points) < 2 {
		return nil
	}
	if n := repetitions([]workload.Series{s}); n < fewest {
		return []figure.Finding{{Text: tooFewRepetitions(n), Outcome: figure.Noisy}}
	}
	if s.Parameter.Name != "" {
		return []figure.Finding{ends(s)}
	}
	var yes, no, unknown int
	best, bestFrom := 0.0, 0
	for i, p := range s.Points[1:] {
		before := s.Points[i]
		if p.Goroutines != 2*before.Goroutines {
			continue
		}
		ratio, low, high := p.Ratio(before)
		switch {
		case low >= doubled:
			yes++
		case high < doubled:
			no++
		default:
			unknown++
		}
		if ratio > best {
			best, bestFrom = ratio, before.Goroutines
		}
	}
	var findings []figure.Finding
	switch total := yes + no + unknown; {
	case total == 0:
	case yes == total:
		findings = append(findings, figure.Finding{Text: alwaysDoubled(total), Outcome: figure.Confirmed})
	case no == total:
		findings = append(findings, figure.Finding{Text: neverDoubled(times(best), bestFrom), Outcome: figure.NotSeen})
	case yes > 0:
		findings = append(findings, figure.Finding{Text: sometimesDoubled(yes, total), Outcome: figure.Confirmed})
	default:
		findings = append(findings, figure.Finding{Text: maybeDoubled(no, total), Outcome: figure.Noisy})
	}
	return append(findings, ends(s))
}

// ends compares the ends of a series.
func ends(s workload.Series) figure.Finding {
	first, last := s.Points[0], s.Points[len(s.Points)-1]
	ratio, low, high := last.Ratio(first)
	text := func(say func(a, b, ratio, interval string) string) string {
		return say(begin(at(s, last)), of(s, first), times(ratio), interval(low, high))
	}
	switch {
	case low >= 1/alike && high <= alike:
		return figure.Finding{Text: text(same), Outcome: figure.NotSeen}
	case low > 1:
		return figure.Finding{Text: text(gained), Outcome: figure.Confirmed}
	case high < 1:
		return figure.Finding{Text: text(lost), Outcome: figure.Confirmed}
	default:
		return figure.Finding{Text: text(neither), Outcome: figure.Noisy}
	}
}

// comparison says how many times the first series each other one reaches, with
// the most goroutines.
func comparison(f figure.Figure, series []workload.Series) []figure.Finding {
	if n := repetitions(series); n < fewest {
		return []figure.Finding{{Text: tooFewRepetitions(n), Outcome: figure.Noisy}}
	}
	var findings []figure.Finding
	for i, s := range series[1:] {
		p, base, ok := lasts(s, series[0])
		if !ok {
			continue
		}
		ratio, low, high := p.Ratio(base)
		outcome := figure.Noisy
		if low > 1 || high < 1 {
			outcome = figure.Confirmed
		}
		findings = append(findings, figure.Finding{
			Text: compared(begin(at(s, p)), f.Series[i+1].Name, f.Series[0].Name,
				times(ratio), interval(low, high), outcome == figure.Confirmed),
			Outcome: outcome,
		})
	}
	return findings
}

// lasts returns the last points of s and base, when they are of the same place.
func lasts(s, base workload.Series) (p, b workload.Point, ok bool) {
	if len(s.Points) == 0 || len(base.Points) == 0 {
		return p, b, false
	}
	p, b = s.Points[len(s.Points)-1], base.Points[len(base.Points)-1]
	return p, b, place(s, p) == place(base, b) && b.PerSecond > 0
}

// betOnCurve draws a curve in multiples of the first measured point.
func betOnCurve(f *figure.Figure, b bet, s workload.Series) {
	if len(b.values) == 0 || len(s.Points) == 0 || s.Points[0].PerSecond <= 0 {
		return
	}
	base := s.Points[0].PerSecond / b.values[0]
	drawn := figure.Series{Name: yourBet, Role: figure.Bet}
	farthest, where, sum, n := 0.0, 0, 0.0, 0
	for i, v := range b.values[:min(len(b.values), len(s.Points))] {
		p := s.Points[i]
		drawn.Points = append(drawn.Points, figure.Point{X: place(s, p), Y: base * v})
		if i == 0 || p.PerSecond <= 0 {
			continue // the curve begins where the measurement does
		}
		off := math.Abs(math.Log(base * v / p.PerSecond))
		sum, n = sum+off, n+1
		if off > farthest {
			farthest, where = off, i
		}
	}
	f.Series = append(f.Series, drawn)
	if n == 0 {
		return
	}
	p := s.Points[where]
	f.Findings = append(f.Findings, figure.Finding{
		Text:    betCurve(bare(math.Exp(sum/float64(n))), at(s, p), distance(drawn.Points[where].Y, p.PerSecond)),
		Outcome: figure.Fact,
	})
}

// betOnRatio draws how many times the first series the second was to reach:
// with the most goroutines, or point by point.
func betOnRatio(f *figure.Figure, b bet, series []workload.Series) {
	p, base, ok := lasts(series[1], series[0])
	if len(b.values) == 0 || !ok || p.PerSecond <= 0 {
		return
	}
	points := series[0].Points
	if len(b.values) == 1 {
		points = points[len(points)-1:]
	}
	drawn := figure.Series{Name: yourBet, Role: figure.Bet}
	for i, v := range b.values[:min(len(b.values), len(points))] {
		drawn.Points = append(drawn.Points, figure.Point{X: place(series[0], points[i]), Y: v * points[i].PerSecond})
	}
	f.Series = append(f.Series, drawn)
	if last := len(drawn.Points) - 1; drawn.Points[last].X == place(series[0], base) {
		v := b.values[last]
		f.Findings = append(f.Findings, figure.Finding{
			Text:    betRatio(times(v), distance(v, p.PerSecond/base.PerSecond)),
			Outcome: figure.Fact,
		})
	}
}

// altThroughput reads the ends of each series aloud.
func altThroughput(f figure.Figure, series []workload.Series) string {
	var parts []string
	for i, s := range f.Series {
		if len(s.Points) == 0 {
			continue
		}
		last := len(s.Points) - 1
		parts = append(parts, altLine(s.Name,
			f.YLabel(s, s.Points[0]), at(series[i], series[i].Points[0]), f.YLabel(s, s.Points[last]), at(series[i], series[i].Points[last])))
	}
	return altThroughputIntro(f.X.Title) + strings.Join(parts, "\u202f; ") + "."
}
