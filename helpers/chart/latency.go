package chart

import (
	"math/bits"
	"strings"
	"time"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/workload"
)

// beyond is how many durations must be longer than a percentile for it to be
// told: with less it is the story of a few of them.
const beyond = 10

// percentiles are those a Latency marks, each with what is to say of it.
var percentiles = []struct {
	q    float64
	name string
	one  uint64 // one in so many is longer
}{{.5, "p50", 2}, {.9, "p90", 10}, {.99, "p99", 100}, {.999, "p99,9", 1000}}

// Latency draws how long something took, on a logarithmic axis, in bars of
// half a doubling each, with the percentiles p50, p90, p99 and p99,9 as marks.
// A percentile is left out, and that is said, unless at least ten durations
// lie beyond it.
func (c Charts) Latency(title string, s latency.Snapshot, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := durationsOf(title, s, cfg)
	f.Caption = captionLatency(s.Count(), cfg.sampled, c.card.String())
	tell(&f, s, 0)
	return f
}

// Arrivals draws how long those who came in an open loop were in it, from due
// to served. Those who were dropped have no duration; the percentiles count
// them as longer than all others.
func (c Charts) Arrivals(title string, a workload.Arrivals, opts ...Option) figure.Figure {
	f := durationsOf(title, a.Latency, configure(opts))
	f.Caption = captionArrivals(a.Due, goroutines(a.Goroutines), figure.PerSecond.Format(a.PerSecond), c.card.String())
	served := figure.Finding{Text: allServed(a.Due), Outcome: figure.Fact}
	if a.Dropped > 0 {
		served.Text = someDropped(a.Dropped, a.Due, figure.Share.Format(float64(a.Dropped)/float64(a.Due)))
	}
	f.Findings = append(f.Findings, served)
	tell(&f, a.Latency, a.Dropped)
	if late, latency := a.Late.Quantile(.99), a.Latency.Quantile(.5); late > latency/10 && a.Late.Count() >= forP99 {
		f.Findings = append(f.Findings, figure.Finding{Text: beganLate(figure.Seconds.Format(late.Seconds())), Outcome: figure.Noisy})
	}
	return f
}

func durationsOf(title string, s latency.Snapshot, cfg config) figure.Figure {
	return figure.Figure{
		Kind:  figure.Histogram,
		Title: title,
		X:     figure.Axis{Title: axisDuration, Unit: figure.Seconds, Scale: figure.Log},
		Y:     figure.Axis{Title: axisDurations, Unit: figure.Count, Scale: figure.Linear},
		Alt:   altTooFew,
		Series: []figure.Series{{
			Name: nameDurations, Primitive: cfg.primitive(0, figure.Mutex), Points: octaves(s),
		}},
	}
}

// tell marks the percentiles of s that it carries, dropped counted as longer
// than all, and says them.
func tell(f *figure.Figure, s latency.Snapshot, dropped uint64) {
	n := s.Count()
	all := n + dropped
	var alts []string
	for _, p := range percentiles {
		if all < beyond*p.one {
			f.Findings = append(f.Findings, figure.Finding{Text: notCarried(p.name, all, beyond*p.one), Outcome: figure.Noisy})
			break // nor are those beyond it
		}
		if among := p.q * float64(all) / float64(max(n, 1)); among < 1 {
			v := figure.Seconds.Format(s.Quantile(among).Seconds())
			f.Marks = append(f.Marks, figure.Mark{Name: p.name, Axis: "x", Value: max(s.Quantile(among), 1).Seconds()})
			alts = append(alts, p.name+"\u00a0: "+v)
			f.Findings = append(f.Findings, figure.Finding{Text: longerThan(p.one, v), Outcome: figure.Fact})
		} else {
			f.Findings = append(f.Findings, figure.Finding{Text: neverServed(p.name), Outcome: figure.Fact})
		}
	}
	if n > 0 {
		f.Alt = altLatency(n, strings.Join(alts, "\u202f; "))
	}
}

// widest is how many bars of half a doubling a Latency has at most.
const widest = 40

// octaves counts durations in bars of half a doubling, or of a whole one when
// they are far apart. Their edges are edges of the histogram's own buckets, so
// that no count is divided; 0 ns, which has no place on the axis, counts as 1.
func octaves(s latency.Snapshot) []figure.Point {
	if len(s.Buckets) == 0 {
		return nil
	}
	const longest = 1 << 60 // 36 years
	first, last := halfOctave(min(longest, s.Buckets[0].Low)), halfOctave(min(longest, s.Buckets[len(s.Buckets)-1].High))
	step := 1
	if last-first >= widest {
		first, step = first&^1, 2
	}
	var points []figure.Point
	var ends []time.Duration
	for i := first; i <= last; i += step {
		low, high := edge(i), edge(i+step)
		if low == high {
			continue // half of 1 or 2 ns
		}
		points = append(points, figure.Point{X: (low + high).Seconds() / 2, Low: low.Seconds(), High: high.Seconds()})
		ends = append(ends, high)
	}
	j := 0
	for _, b := range s.Buckets {
		for j < len(ends)-1 && max(b.Low, 1) >= ends[j] {
			j++
		}
		points[j].Y += float64(b.Count)
	}
	return points
}

// halfOctave is the bar of d: two a power of two.
func halfOctave(d time.Duration) int {
	v := uint64(max(d, 1))
	power := bits.Len64(v) - 1
	if time.Duration(v) >= edge(2*power+1) {
		return 2*power + 1
	}
	return 2 * power
}

// edge is where the bar i begins: 2^(i/2), the odd ones rounded to a sixteenth
// of their power of two, which is an edge of latency's buckets.
func edge(i int) time.Duration {
	d := time.Duration(1) << (i / 2)
	switch {
	case i%2 == 0:
		return d
	case d < 16:
		return (d*23 + 15) / 16
	default:
		return d / 16 * 23
	}
}
