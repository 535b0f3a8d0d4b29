package metered_test

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"

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

// addGeometricMean adds, round by round, the geometric mean of some measures.
func (r *rounds) addGeometricMean(measure string, of func(measure string) bool) {
	logs := map[string][]float64{}
	var n float64
	for _, m := range r.measures {
		if !of(m) {
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

// table sets the rows for a terminal.
func (r *rounds) table() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range r.rows() {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	_ = w.Flush() // into memory
	return b.String()
}

// markdown sets the rows for a page.
func (r *rounds) markdown() string {
	var b strings.Builder
	for i, row := range r.rows() {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}

// rows holds, after a header, what the raw one achieved in each measure, and
// the ratio of each rival to it.
func (r *rounds) rows() [][]string {
	names := r.names()
	header := []string{"", "raw"}
	for _, name := range names {
		header = append(header, "× "+name)
	}
	rows := [][]string{header}
	for _, m := range r.measures {
		raw, _, _ := workload.Median(r.achieved[m]["raw"])
		row := []string{m, fmt.Sprintf("%.3g", raw)}
		for _, name := range names {
			if r.achieved[m][name] == nil {
				row = append(row, "–")
				continue
			}
			row = append(row, r.ratio(m, name).String())
		}
		rows = append(rows, row)
	}
	return rows
}

// report logs what a benchmark found, and adds it to the page if one is asked
// for.
func report(b *testing.B, title string, r *rounds) {
	b.Helper()
	b.Log("\n" + r.table())
	if *page == "" {
		return
	}
	file, err := os.OpenFile(*page, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	require.NoError(b, err)
	defer file.Close()
	info, err := file.Stat()
	require.NoError(b, err)
	if info.Size() == 0 {
		_, err = fmt.Fprintf(file, pageIntroduction, time.Now().Format(time.DateOnly), workload.Machine())
		require.NoError(b, err)
	}
	_, err = fmt.Fprintf(file, "\n## %s\n\n%d rounds.\n\n%s", title, b.N, r.markdown())
	require.NoError(b, err)
}

var page = flag.String("page", "", "a new `file` to write the ratios to, as Markdown")

const pageIntroduction = `# What the instruments cost, in ratios

Written on %s by

    rm -f helpers/metered/RATIOS.md
    go test ./helpers/metered -run '^$' -bench Ratios -benchtime 40x -timeout 30m -args -page RATIOS.md

on this machine: %s.

Each iteration is a round in which every rival runs for a moment; only figures of the same round are divided. A cell holds the median of the ratios to the raw primitive and, in parentheses, an interval that holds the true median with a confidence of 93 %% or better. *Control* is a second raw one: how far it is from 1, and how wide, is the noise. Of times (ns) less is better, of throughputs (op/s) more. [BENCHMARKS.md](BENCHMARKS.md) says how to measure on a busy machine, and what was tried.
`
