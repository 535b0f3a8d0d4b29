package chart

import (
	"math/bits"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/metered"
)

// Queue draws how many goroutines were already waiting when another found the
// mutex taken: exact counts, as shares of the contended arrivals.
func (c Charts) Queue(title string, stats ...metered.MutexStats) figure.Figure {
	f := figure.Figure{
		Kind:    figure.Bar,
		Title:   title,
		X:       figure.Axis{Title: axisQueue, Scale: figure.Category},
		Y:       figure.Axis{Title: axisArrivals, Unit: figure.Share, Scale: figure.Linear},
		Names:   figure.Names{Value: nameShare, N: nameArrivals},
		Caption: captionQueue(c.card.String()),
	}
	deepest := 0
	for _, s := range stats {
		deepest = max(deepest, len(s.QueueSeen)-1)
	}
	for i := range queueBin(deepest) + 1 {
		first, last := queueBounds(i)
		f.X.Labels = append(f.X.Labels, queueLabel(first, min(last, max(first, deepest))))
	}
	var alts []string
	labels := names(stats)
	for i, s := range stats {
		drawn := figure.Series{Name: labels[i], Primitive: figure.Mutex}
		total, counts := uint64(0), make([]uint64, len(f.X.Labels))
		longest := 0
		for q, n := range s.QueueSeen {
			counts[queueBin(q)] += n
			total += n
			if n > 0 {
				longest = q
			}
		}
		if total == 0 {
			f.Findings = append(f.Findings, figure.Finding{Text: nobodyWaited(labels[i], s.Acquisitions), Outcome: figure.Fact})
			continue
		}
		for bin, n := range counts {
			if n > 0 {
				drawn.Points = append(drawn.Points, figure.Point{X: float64(bin), Y: float64(n) / float64(total), N: n})
			}
		}
		f.Series = append(f.Series, drawn)
		sentence := queueMet(labels[i], total, medianQueue(s.QueueSeen, total), longest)
		f.Findings = append(f.Findings, figure.Finding{Text: sentence, Outcome: figure.Fact})
		alts = append(alts, sentence)
	}
	f.Alt = altQueue + strings.Join(alts, " ")
	if len(f.Series) == 0 {
		f.Alt = altNothing
		f.Series = []figure.Series{{Name: nameShare, Primitive: figure.Mutex}}
	}
	return f
}

// queueBin is the bar of a queue of q: 0, 1, 2, 3 have their own, then each
// power of two up to the next.
func queueBin(q int) int {
	if q < 4 {
		return q
	}
	return bits.Len(uint(q)) + 1
}

// queueBounds are the shortest and the longest queue of a bar.
func queueBounds(bin int) (first, last int) {
	if bin < 4 {
		return bin, bin
	}
	return 1 << (bin - 2), 1<<(bin-1) - 1
}

// medianQueue is the queue that half of the arrivals met at most.
func medianQueue(seen []uint64, total uint64) int {
	var below uint64
	for q, n := range seen {
		below += n
		if 2*below >= total {
			return q
		}
	}
	return 0
}
