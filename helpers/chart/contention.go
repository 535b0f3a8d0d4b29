package chart

import (
	"slices"
	"strings"
	"time"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
)

const (
	// drawable is how many samples a row needs to be drawn, and enough how many
	// a comparison of means needs.
	drawable, enough = 20, 30

	// forP99 is how many samples a 99th percentile needs: with less it is the
	// greatest of them, and the caption says so.
	forP99 = 100
)

// Contention draws how long a mutex was waited for and held, from the median
// to the 99th percentile on a logarithmic axis, one row a MutexStats. All of
// it is estimated from samples, and too few are not drawn: when no row has
// enough, the figure is Empty and says so.
func (c Charts) Contention(title string, stats ...metered.MutexStats) figure.Figure {
	f := figure.Figure{
		Kind:  figure.Interval,
		Title: title,
		X:     figure.Axis{Title: axisMeasure, Scale: figure.Category, Labels: names(stats)},
		Y:     figure.Axis{Title: axisDuration, Unit: figure.Seconds, Scale: figure.Log},
		Names: figure.Names{Value: nameP90, Low: nameP50, High: nameP99, N: nameSamples},
	}
	waits := figure.Series{Name: nameWaits, Primitive: figure.Mutex, Role: figure.Wait, Estimated: true}
	holds := figure.Series{Name: nameHolds, Primitive: figure.Mutex, Role: figure.Hold, Estimated: true}
	var clock time.Duration
	short := false
	for i, s := range stats {
		waits.Points = append(waits.Points, quantiles(i, s.Waits)...)
		holds.Points = append(holds.Points, quantiles(i, s.Holds)...)
		if mostlyClock(s) {
			clock = max(clock, s.ClockCost)
		}
		f.Findings = append(f.Findings, dispute(f.X.Labels[i], s)...)
	}
	f.Series = []figure.Series{waits, holds}
	for _, drawn := range f.Series {
		short = short || slices.ContainsFunc(drawn.Points, func(p figure.Point) bool { return p.N < forP99 })
	}
	f.Caption = captionContention(clock, short, c.card.String())
	f.Alt = altContention(f)
	return f
}

// mostlyClock reports whether reading the clock is most of the median hold.
func mostlyClock(s metered.MutexStats) bool {
	return s.Holds.Count() > 0 && s.Holds.Quantile(.5) < 2*s.ClockCost
}

// quantiles is the row i of s, or nothing when the samples are too few.
func quantiles(i int, s latency.Snapshot) []figure.Point {
	if s.Count() < drawable {
		return nil
	}
	// A hold of 0 ns, faster than the clock, has no place on a logarithmic axis.
	at := func(q float64) float64 { return max(s.Quantile(q).Seconds(), 1e-9) }
	return []figure.Point{{X: float64(i), Y: at(.9), Low: at(.5), High: at(.99), N: s.Count()}}
}

// dispute says how many acquisitions found the mutex taken, in exact counts,
// and compares the time waited with the time held, in all.
func dispute(name string, s metered.MutexStats) []figure.Finding {
	if s.Contended == 0 {
		return []figure.Finding{{Text: nobodyWaited(name, s.Acquisitions), Outcome: figure.Fact}}
	}
	share := figure.Share.Format(float64(s.Contended) / float64(s.Acquisitions))
	return []figure.Finding{
		{Text: disputed(name, s.Acquisitions, s.Contended, share), Outcome: figure.Fact},
		waiting(name, s),
	}
}

func waiting(name string, s metered.MutexStats) figure.Finding {
	const beyondDoubt = 1.25
	waits, holds := s.Waits.Count(), s.Holds.Count()
	if waits < enough || holds < enough {
		return figure.Finding{Text: tooFewSamples(name, waits, holds), Outcome: figure.Noisy}
	}
	ratio := s.TimeWaited().Seconds() / max(s.TimeHeld().Seconds(), 1e-9)
	switch {
	case ratio > beyondDoubt:
		return figure.Finding{Text: waitsFor(name, times(ratio)), Outcome: figure.Confirmed}
	case ratio < 1/beyondDoubt:
		return figure.Finding{Text: waitsFor(name, times(ratio)), Outcome: figure.NotSeen}
	default:
		return figure.Finding{Text: waitsAsMuch(name), Outcome: figure.Noisy}
	}
}

// names are the rows: those the stats bear, or numbers.
func names(stats []metered.MutexStats) []string {
	labels := []string{}
	for i, s := range stats {
		if s.Name == "" {
			labels = append(labels, unnamed(i, len(stats)))
		} else {
			labels = append(labels, s.Name)
		}
	}
	return labels
}

func altContention(f figure.Figure) string {
	var parts []string
	for _, s := range f.Series {
		for _, p := range s.Points {
			parts = append(parts, altInterval(s.Name, f.XLabel(p), f.Y.Unit.Format(p.Low), f.Y.Unit.Format(p.High)))
		}
	}
	if len(parts) == 0 {
		return altTooFew
	}
	return strings.Join(parts, "\u202f; ") + "."
}
