package metered_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"cahiers/helpers/workload"
)

// rounds holds what each rival achieved in each round, by measure. The one
// named raw is what the others are compared with; a second raw one, named
// control, says how noisy the machine is.
type rounds struct {
	measures []string                        // in the order they came
	achieved map[string]map[string][]float64 // by measure and rival, one a round
}

func newRounds() *rounds {
	return &rounds{achieved: map[string]map[string][]float64{}}
}

func (r *rounds) add(measure, name string, value float64) {
	if r.achieved[measure] == nil {
		r.measures = append(r.measures, measure)
		r.achieved[measure] = map[string][]float64{}
	}
	r.achieved[measure][name] = append(r.achieved[measure][name], value)
}

// addGeometricMean adds, round by round, the geometric mean of the measures
// with that suffix.
func (r *rounds) addGeometricMean(measure, suffix string) {
	logs := map[string][]float64{}
	var n float64
	for _, m := range r.measures {
		if !strings.HasSuffix(m, suffix) {
			continue
		}
		n++
		for name, values := range r.achieved[m] {
			logs[name] = slices.Grow(logs[name], len(values))[:len(values)]
			for i, v := range values {
				logs[name][i] += math.Log(v)
			}
		}
	}
	for name, values := range logs {
		for _, l := range values {
			r.add(measure, name, math.Exp(l/n))
		}
	}
}

// ratio compares a rival with the raw one, round by round.
func (r *rounds) ratio(measure, name string) ratio {
	var quotients []float64
	for i, v := range r.achieved[measure][name] {
		quotients = append(quotients, v/r.achieved[measure]["raw"][i])
	}
	median, low, high := workload.Median(quotients)
	return ratio{median, low, high}
}

// A ratio is the median over the rounds, in an interval that holds the true
// one with a confidence of 93 % or better.
type ratio struct{ median, low, high float64 }

func (r ratio) String() string { return fmt.Sprintf("%.2f (%.2f–%.2f)", r.median, r.low, r.high) }

// names returns the rivals of the raw one: the control, ours, then the others.
func (r *rounds) names() []string {
	seen := map[string]bool{}
	for _, achieved := range r.achieved {
		for name := range achieved {
			seen[name] = true
		}
	}
	names := []string{"control", "metered"}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		if name != "raw" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (r *rounds) table() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	names := r.names()
	fmt.Fprintf(w, "\traw\t× %s\n", strings.Join(names, "\t× "))
	for _, m := range r.measures {
		raw, _, _ := workload.Median(r.achieved[m]["raw"])
		fmt.Fprintf(w, "%s\t%.3g", m, raw)
		for _, name := range names {
			if r.achieved[m][name] == nil {
				fmt.Fprint(w, "\t–")
				continue
			}
			fmt.Fprintf(w, "\t%v", r.ratio(m, name))
		}
		fmt.Fprintln(w)
	}
	_ = w.Flush() // into memory
	return b.String()
}
