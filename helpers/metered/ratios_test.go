package metered_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"cahiers/helpers/workload"
)

// BenchmarkRatios compares the mutexes as a claim must be compared: each
// iteration of the benchmark is a round in which every mutex runs for a moment,
// in random order, and only times of the same round are divided. It logs a
// table and reports the two ratios that this package promises. The control is
// a second sync.Mutex: where its interval does not hold 1, or is wide, the
// machine was too busy to tell. So it was where two goroutines achieve what one
// does alone, some 6 million op/s: then they hardly met.
//
//	go test ./helpers/metered -run '^$' -bench Ratios -benchtime 100x
func BenchmarkRatios(b *testing.B) {
	const moment = 10 * time.Millisecond
	in, out := workload.Busy(inside), workload.Busy(outside)
	goroutines := []int{2, 4, 8, 64}

	rounds := newRounds()
	for b.Loop() {
		fresh := rivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, r := range fresh {
			rounds.add("alone, ns", r.name, pairTime(r, moment))
		}
		for _, g := range goroutines {
			for _, r := range fresh {
				run := workload.Run(g, r.contended(in, out), workload.For(moment))
				rounds.add(fmt.Sprintf("g=%d, op/s", g), r.name, run.PerSecond())
			}
		}
	}
	rounds.addGeometricMean("geometric mean, op/s", ", op/s")
	b.Log("\n" + rounds.table())
	b.ReportMetric(rounds.ratio("alone, ns", "metered").median, "alone/raw")
	b.ReportMetric(rounds.ratio("geometric mean, op/s", "metered").median, "throughput/raw")
	b.ReportMetric(0, "ns/op") // a round is no operation
}

// pairTime returns the time of one Lock and Unlock with nobody around, in ns.
func pairTime(r rival, moment time.Duration) float64 {
	const pairs = 1000
	var done int
	start := time.Now()
	for time.Since(start) < moment {
		r.alone(pairs)
		done += pairs
	}
	return float64(time.Since(start)) / float64(done)
}

// rounds holds what each mutex achieved in each round, by measure.
type rounds struct {
	measures []string                        // in the order they came
	achieved map[string]map[string][]float64 // by measure and mutex, one a round
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

// ratio compares a mutex with the raw one, round by round.
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

func (r *rounds) table() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	names := []string{"control", "metered", "prometheus", "go-deadlock"}
	fmt.Fprintf(w, "\tsync.Mutex\t× %s\n", strings.Join(names, "\t× "))
	for _, m := range r.measures {
		raw, _, _ := workload.Median(r.achieved[m]["raw"])
		fmt.Fprintf(w, "%s\t%.3g", m, raw)
		for _, name := range names {
			fmt.Fprintf(w, "\t%v", r.ratio(m, name))
		}
		fmt.Fprintln(w)
	}
	_ = w.Flush() // into memory
	return b.String()
}
