package chart

import (
	"slices"
	"strconv"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Fairness draws the share of all operations that each goroutine did, from
// exact counts, with the equal share as a line. It is about this run alone:
// the counts say nothing of the next.
func (c Charts) Fairness(title string, perWorker []uint64, opts ...Option) figure.Figure {
	cfg := configure(opts)
	f := figure.Figure{
		Kind:    figure.Bar,
		Title:   title,
		X:       figure.Axis{Title: axisGoroutine, Scale: figure.Category, Labels: []string{}},
		Y:       figure.Axis{Title: axisShare, Unit: figure.Share, Scale: figure.Linear},
		Names:   figure.Names{Value: nameShareOfAll, N: nameOperations},
		Caption: captionFairness(len(perWorker), c.card.String()),
		Alt:     altNothing,
	}
	s := figure.Series{Name: nameShareOfAll, Primitive: cfg.primitive(0, figure.Mutex)}
	var total uint64
	for _, n := range perWorker {
		total += n
	}
	for i, n := range perWorker {
		label := strconv.Itoa(i + 1)
		if i < len(cfg.names) {
			label = cfg.names[i]
		}
		f.X.Labels = append(f.X.Labels, label)
		if total > 0 {
			s.Points = append(s.Points, figure.Point{X: float64(i), Y: float64(n) / float64(total), N: n})
		}
	}
	f.Series = []figure.Series{s}
	if len(s.Points) == 0 {
		f.X.Labels = []string{nameNothing}
		return f
	}
	f.Marks = []figure.Mark{{Name: nameEqualShare, Axis: "y", Value: 1 / float64(len(perWorker))}}
	fair := workload.FairnessOf(perWorker)
	least, most := slices.Index(perWorker, slices.Min(perWorker)), slices.Index(perWorker, slices.Max(perWorker))
	share := figure.Share.Format
	f.Alt = altFairness(len(perWorker), share(fair.Least), share(fair.Most))
	f.Findings = []figure.Finding{
		{Text: mostAndLeast(f.X.Labels[most], share(fair.Most), f.X.Labels[least], share(fair.Least)), Outcome: figure.Fact},
		{Text: jain(bare(fair.Jain), len(perWorker)), Outcome: figure.Fact},
	}
	if total < uint64(enough*len(perWorker)) {
		f.Findings = append(f.Findings, figure.Finding{Text: tooFewToBeFair(total, enough*len(perWorker)), Outcome: figure.Noisy})
	}
	return f
}
