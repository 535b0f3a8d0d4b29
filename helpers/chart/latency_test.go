package chart

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/workload"
)

func TestPercentilesNeedTenDurationsBeyond(t *testing.T) {
	for n, want := range map[int][]string{
		0:      {},
		19:     {},
		20:     {"p50"},
		100:    {"p50", "p90"},
		999:    {"p50", "p90"},
		1000:   {"p50", "p90", "p99"},
		10_000: {"p50", "p90", "p99", "p99,9"},
	} {
		s := durations(n, time.Microsecond)
		f := charts.Latency("Titre", s)
		valid(t, f)
		names := []string{}
		for _, m := range f.Marks {
			names = append(names, m.Name)
		}
		require.Equal(t, want, names, n)
		require.Len(t, found(f, figure.Fact), len(want))
		require.Equal(t, n < 10_000, len(found(f, figure.Noisy)) == 1)
		require.Equal(t, n == 0, f.Empty())
	}
	f := charts.Latency("Titre", durations(150, time.Microsecond), Sampled())
	require.Equal(t, []string{"Pas de p99\u00a0: il y faudrait 1\u202f000\u00a0durées, il y en a 150."}, found(f, figure.Noisy))
	require.Contains(t, f.Caption, "choisies au hasard")
	require.Contains(t, f.Alt, "p50\u00a0: 1,5")
}

func TestBarsOfDurationsLoseNone(t *testing.T) {
	for name, recorded := range map[string][]time.Duration{
		"short":    {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 22, 23, 31, 32, 45, 46},
		"far":      {1, time.Microsecond, time.Hour, 1 << 61},
		"one":      {time.Millisecond},
		"at edges": {1 << 20, 1<<20 - 1, 23 << 16, 23<<16 - 1},
	} {
		t.Run(name, func(t *testing.T) {
			var h latency.Histogram
			for _, d := range recorded {
				h.Record(d)
			}
			points := octaves(h.Snapshot())
			sum := 0.0
			for i, p := range points {
				sum += p.Y
				require.Less(t, p.Low, p.High)
				if i > 0 {
					require.Equal(t, points[i-1].High, p.Low, "no gap")
				}
			}
			require.Equal(t, float64(len(recorded)), sum)
			require.Positive(t, points[0].Y)
			require.Positive(t, points[len(points)-1].Y)
			require.LessOrEqual(t, len(points), 2*widest)
			f := charts.Latency("Titre", h.Snapshot())
			valid(t, f)
		})
	}
}

func TestEachDurationIsInItsBar(t *testing.T) {
	for _, d := range []time.Duration{1, 2, 3, 5, 6, 11, 12, 22, 23, 1000, time.Millisecond} {
		var h latency.Histogram
		h.Record(d)
		points := octaves(h.Snapshot())
		require.Len(t, points, 1, d)
		require.LessOrEqual(t, points[0].Low, d.Seconds())
		require.Greater(t, points[0].High, d.Seconds())
	}
}

func TestTheDroppedCountAsTheLongest(t *testing.T) {
	a := workload.Arrivals{Goroutines: 2, PerSecond: 1000, Due: 2000, Latency: durations(2000, time.Millisecond)}
	f := charts.Arrivals("Titre", a)
	valid(t, f)
	require.Contains(t, found(f, figure.Fact), "Toutes les arrivées ont été servies (2\u202f000).")
	require.Len(t, f.Marks, 3)
	without := f.Marks[0].Value

	a.Due, a.Dropped = 2600, 600
	f = charts.Arrivals("Titre", a)
	valid(t, f)
	require.Len(t, f.Marks, 1, "p90 lies among those never served")
	require.Greater(t, f.Marks[0].Value, without)
	require.Equal(t, []string{
		"600\u00a0arrivées sur 2\u202f600 n’ont pas été servies (23,1\u202f%)\u00a0: on leur compte une durée sans fin.",
		"Une durée sur deux dépasse 1,67\u202fms.",
		"Pas de p90\u00a0: à ce rang, les arrivées n’ont jamais été servies.",
		"Pas de p99\u00a0: à ce rang, les arrivées n’ont jamais été servies.",
	}, found(f, figure.Fact))

	a = workload.Arrivals{Goroutines: 1, PerSecond: 1000, Due: 100, Dropped: 100}
	f = charts.Arrivals("Titre", a)
	valid(t, f)
	require.True(t, f.Empty())
}

func TestALateInstrumentIsTold(t *testing.T) {
	a := workload.Arrivals{Goroutines: 2, PerSecond: 1000, Due: 200, Latency: durations(200, time.Microsecond), Late: durations(200, time.Microsecond)}
	f := charts.Arrivals("Titre", a)
	require.Contains(t, found(f, figure.Noisy)[1], "les durées voisines sont celles de l’instrument")
}
