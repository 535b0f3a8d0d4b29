package chart

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/workload"
)

var charts = On(workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2})

// sweep is a series of five repetitions a point, each so far (a part) from its median.
func sweep(name string, part float64, perSecond ...float64) workload.Series {
	s := workload.Series{Name: name}
	for i, v := range perSecond {
		p := workload.Point{Goroutines: 1 << i}
		for j := -2; j <= 2; j++ {
			// Each repetition is off in its own direction at each point.
			p.Samples = append(p.Samples, v*(1+part*float64((j+2+i)%5-2)/2))
		}
		p.PerSecond, p.Low, p.High = workload.Median(p.Samples)
		s.Points = append(s.Points, p)
	}
	return s
}

// durations is a histogram of n durations around d.
func durations(n int, d time.Duration) latency.Snapshot {
	var h latency.Histogram
	for i := range n {
		h.Record(d + d*time.Duration(i)/time.Duration(n))
	}
	return h.Snapshot()
}

// valid fails the test when f could not be shown, or does not say what every
// figure must.
func valid(t *testing.T, f figure.Figure) {
	t.Helper()
	require.NoError(t, f.Validate())
	require.Contains(t, f.Caption, "Go 1.26.0, linux/amd64, 2\u00a0cœurs, GOMAXPROCS\u00a02", "the machine is named")
}

// found are the findings of one outcome.
func found(f figure.Figure, o figure.Outcome) []string {
	var texts []string
	for _, finding := range f.Findings {
		if finding.Outcome == o {
			texts = append(texts, finding.Text)
		}
	}
	return texts
}
