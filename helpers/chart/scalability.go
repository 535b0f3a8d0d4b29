package chart

import (
	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Scalability draws how many times the throughput of its first point each
// point of a sweep reaches, against the number of goroutines or processors.
// UnderLock and Undivided draw Amdahl's law over it, and FitUSL the universal law of
// scalability fitted to it.
func (c Charts) Scalability(title string, s workload.Series, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Line,
		Title:   title,
		X:       axisOf(s),
		Y:       figure.Axis{Title: axisSpeedup, Unit: figure.Ratio, Scale: figure.Linear},
		Names:   figure.Names{Value: nameMedian, Low: nameLow, High: nameHigh, N: nameRepetitions},
		Caption: captionScalability(repetitions([]workload.Series{s}), c.card.String()),
		Alt:     altNothing,
	}
	measured := figure.Series{Name: s.Name, Primitive: cfg.primitive(0, figure.Mutex)}
	if measured.Name == "" {
		measured.Name = nameMeasured
	}
	var xs []float64
	for _, p := range s.Points {
		if p.PerSecond <= 0 {
			continue
		}
		ratio, low, high := p.Ratio(s.Points[0])
		xs = append(xs, place(s, p))
		measured.Points = append(measured.Points, figure.Point{X: place(s, p), Y: ratio, Low: low, High: high, N: uint64(len(p.Samples))})
	}
	f.Series = []figure.Series{measured}
	if len(xs) == 0 || s.Points[0].PerSecond <= 0 {
		f.Series[0].Points = nil
		return f
	}
	first, last := measured.Points[0], measured.Points[len(measured.Points)-1]
	f.Alt = altSpeedup(f.X.Unit.Format(first.X), times(first.Y), f.X.Unit.Format(last.X), times(last.Y))
	law := func(x float64) float64 {
		at := func(x float64) float64 {
			if !cfg.serial.waits {
				x = min(x, c.processors())
			}
			return amdahl(cfg.serial.share, x)
		}
		return at(x) / at(xs[0])
	}
	if cfg.serial != nil {
		drawn := figure.Series{Name: cfg.serial.name(figure.Share.Format(cfg.serial.share)), Role: figure.Model}
		for _, x := range xs {
			drawn.Points = append(drawn.Points, figure.Point{X: x, Y: law(x)})
		}
		f.Series = append(f.Series, drawn)
	}
	if n := repetitions([]workload.Series{s}); n < fewest {
		f.Findings = append(f.Findings, figure.Finding{Text: tooFewRepetitions(n), Outcome: figure.Noisy})
		return f
	}
	if len(s.Points) > 1 {
		f.Findings = append(f.Findings, ends(s))
	}
	if cfg.serial != nil {
		f.Findings = append(f.Findings, againstLaw(measured.Points[1:], law)) // the first is the base
	}
	if cfg.usl {
		drawUSL(&f, s, xs)
	}
	return f
}

// drawUSL fits the law, and draws it when the fit is good.
func drawUSL(f *figure.Figure, s workload.Series, xs []float64) {
	fit, refused := fitUSL(s, xs)
	if refused != "" {
		f.Findings = append(f.Findings, figure.Finding{Text: refused, Outcome: figure.Noisy})
		return
	}
	law := figure.Series{Name: nameUSL, Role: figure.Model}
	for _, x := range xs {
		law.Points = append(law.Points, figure.Point{X: x, Y: usl(x, fit.contention.median, fit.coherence.median)})
	}
	f.Series = append(f.Series, law)
	f.Findings = append(f.Findings, figure.Finding{
		Text:    uslFitted(fit.contention.share(), fit.coherence.share(), figure.Share.Format(fit.residual)),
		Outcome: figure.Confirmed,
	})
	if peak := fit.peak(); peak > 1 && peak <= xs[len(xs)-1] {
		f.Findings = append(f.Findings, figure.Finding{Text: uslPeak(bare(peak)), Outcome: figure.Confirmed})
	}
}
