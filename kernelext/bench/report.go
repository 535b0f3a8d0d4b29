package bench

import (
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// A Report is what was measured.
type Report struct {
	Rows   []Row
	Memory []Memory
}

// A Row is one thing measured in our kernel, and in stock GoNB where it does
// it too.
type Row struct {
	Name        string
	Unit        time.Duration // of the page; 0 is a millisecond
	Tail        bool          // the page gives the 95th percentile rather than the extremes
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
// the same moment. Where one kernel was measured more often, what is over does
// not count. It returns the median and the extremes.
func (r Row) Ratio() (median, low, high float64) {
	var ratios []float64
	for i := range min(len(r.Ours), len(r.Stock)) {
		ratios = append(ratios, r.Ours[i].Seconds()/r.Stock[i].Seconds())
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
	for _, m := range r.Memory {
		if m.Bytes != [2]uint64{} {
			text.WriteString(memoryLine(m))
		}
	}
	text.WriteString(footnote)
	_, err := io.WriteString(w, text.String())
	return err
}

// percentile is the value that p % of the others do not exceed.
func percentile(values []float64, p int) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)*p+99)/100-1]
}

// unit is that of the page.
func (r Row) unit() time.Duration {
	if r.Unit == 0 {
		return time.Millisecond
	}
	return r.Unit
}

// values are times in the row's unit.
func (r Row) values(times []time.Duration) []float64 {
	var values []float64
	for _, d := range times {
		values = append(values, float64(d)/float64(r.unit()))
	}
	return values
}
