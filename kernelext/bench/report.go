package bench

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// A Report is what was measured.
type Report struct {
	Rounds int
	Rows   []Row
	Memory [2]uint64 // bytes of each kernel's processes, ours first, after one cell; 0 when not measured
}

// A Row is one thing measured in both kernels, the same number of times in
// each.
type Row struct {
	Name        string
	Ours, Stock []time.Duration
}

func (r *Row) add(contestant int, d time.Duration) {
	if contestant == 0 {
		r.Ours = append(r.Ours, d)
	} else {
		r.Stock = append(r.Stock, d)
	}
}

// Ratio compares ours to stock, pair by pair: each pair was measured at nearly
// the same moment. It returns the median and the extremes.
func (r Row) Ratio() (median, low, high float64) {
	var ratios []float64
	for i, d := range r.Ours {
		ratios = append(ratios, d.Seconds()/r.Stock[i].Seconds())
	}
	return spread(ratios)
}

func spread(values []float64) (median, low, high float64) {
	if len(values) == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2, sorted[0], sorted[n-1]
}

// Markdown writes the report as a page that says on which machine and day it
// was made.
func (r Report) Markdown(w io.Writer, machine string, day time.Time) error {
	var text strings.Builder
	text.WriteString(heading(machine, day))
	for _, row := range r.Rows {
		text.WriteString(line(row))
	}
	if r.Memory[0] > 0 && r.Memory[1] > 0 {
		text.WriteString(memoryLine(r.Memory))
	}
	text.WriteString(footnote(r.Rounds))
	_, err := io.WriteString(w, text.String())
	return err
}

func milliseconds(times []time.Duration) string {
	var values []float64
	for _, d := range times {
		values = append(values, float64(d)/float64(time.Millisecond))
	}
	median, low, high := spread(values)
	return fmt.Sprintf("%.0f (%.0f–%.0f)", median, low, high)
}
