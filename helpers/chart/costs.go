package chart

import (
	"slices"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Costs draws what each operation takes alone, with its interval, on a
// logarithmic axis. The first that the measuring loop does not hide is the one
// the figure is about: the others are compared with it, round by round when
// one workload.MeasureAll measured both, and a Bet is about it.
func (c Charts) Costs(title string, costs []workload.Cost, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Interval,
		Title:   title,
		X:       figure.Axis{Title: axisOperation, Scale: figure.Category, Labels: []string{}},
		Y:       figure.Axis{Title: axisCost, Unit: figure.Seconds, Scale: figure.Log},
		Names:   figure.Names{Value: nameMedian, Low: nameLow, High: nameHigh, N: nameBatches},
		Caption: captionCosts(c.card.String()),
	}
	s := figure.Series{Name: nameCost, Primitive: cfg.primitive(0, figure.Mutex)}
	var alts []string
	for i, cost := range costs {
		f.X.Labels = append(f.X.Labels, cost.Name)
		p := figure.Point{
			X: float64(i), Y: seconds(cost.Median), Low: seconds(cost.Low), High: seconds(cost.High), N: uint64(max(cost.Batches, 0)),
		}
		s.Points = append(s.Points, p)
		alts = append(alts, cost.Name+"\u00a0: "+f.YLabel(s, p))
	}
	f.Series = []figure.Series{s}
	f.Alt = altCosts + strings.Join(alts, "\u202f; ") + "."
	about := slices.IndexFunc(costs, func(c workload.Cost) bool { return !hidden(c) })
	for i, cost := range costs {
		if finding, ok := costFinding(cost, costs[max(about, 0)], i == about); ok {
			f.Findings = append(f.Findings, finding)
		}
	}
	cfg.bet.complain(&f)
	if len(cfg.bet.values) > 0 && about >= 0 {
		b := cfg.bet.values[0]
		f.Marks = append(f.Marks, figure.Mark{Name: yourBet, Axis: "y", Value: seconds(b), Role: figure.Bet})
		f.Findings = append(f.Findings, figure.Finding{
			Text: betOnCost(costs[about].Name, figure.Seconds.Format(seconds(b)), distance(b, costs[about].Median)), Outcome: figure.Fact,
		})
	}
	return f
}

// hidden reports whether an operation costs too little beside the loop around
// it to have been measured.
func hidden(c workload.Cost) bool {
	const overLoop = 1.5
	return c.Median < overLoop*c.Loop
}

// costFinding compares an operation with the one all are measured against.
func costFinding(cost, base workload.Cost, isBase bool) (figure.Finding, bool) {
	switch {
	case cost.Batches < fewest:
		return figure.Finding{Text: tooFewBatches(cost.Name, cost.Batches), Outcome: figure.Noisy}, true
	case hidden(cost):
		return figure.Finding{Text: onlyTheLoop(cost.Name, figure.Seconds.Format(seconds(cost.Loop))), Outcome: figure.Noisy}, true
	case isBase || base.Low <= 0 || base.High <= 0:
		return figure.Finding{}, false
	}
	ratio, low, high := cost.Ratio(base)
	if ratio == 0 {
		// Not measured in the same rounds: the widest interval their own allow.
		ratio, low, high = cost.Median/base.Median, cost.Low/base.High, cost.High/base.Low
	}
	outcome := figure.Confirmed
	if low <= 1 && high >= 1 {
		outcome = figure.Noisy
	}
	return figure.Finding{
		Text:    costRatio(cost.Name, base.Name, times(ratio), interval(low, high), outcome == figure.Confirmed),
		Outcome: outcome,
	}, true
}

func seconds(nanoseconds float64) float64 { return nanoseconds * 1e-9 }
