package chart

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/metered"
)

func TestContentionGoesFromTheMedianToThe99thCentile(t *testing.T) {
	alone := metered.MutexStats{Name: "1 goroutine", Acquisitions: 5000, Holds: durations(200, 150*time.Nanosecond)}
	busy := metered.MutexStats{Name: "64 goroutines", Acquisitions: 100_000, Contended: 50_000, Waits: durations(1500, 10*time.Microsecond), Holds: durations(200, 150*time.Nanosecond), ClockCost: 40}
	f := charts.Contention("Titre", alone, busy)
	valid(t, f)
	require.Equal(t, []string{"1 goroutine", "64 goroutines"}, f.X.Labels)
	waits, holds := f.Series[0], f.Series[1]
	require.True(t, waits.Estimated && holds.Estimated)
	require.Equal(t, []figure.Point{{
		X: 1, Y: busy.Waits.Quantile(.9).Seconds(), Low: busy.Waits.Quantile(.5).Seconds(), High: busy.Waits.Quantile(.99).Seconds(), N: 1500,
	}}, waits.Points)
	require.Len(t, holds.Points, 2)
	require.NotContains(t, f.Caption, "horloge")
	require.NotContains(t, f.Caption, "simplement la plus longue")
	require.Equal(t, []string{
		"1 goroutine\u00a0: 5\u202f000\u00a0prises, jamais sur un verrou pris (compte exact).",
		"64 goroutines\u00a0: 100\u202f000\u00a0prises, dont 50\u202f000 sur un verrou pris (50\u202f%, comptes exacts).",
	}, found(f, figure.Fact))
	require.Equal(t, []string{"64 goroutines\u00a0: toutes goroutines réunies, on attend ≈\u202f41\u00a0fois le temps passé sous le verrou."}, found(f, figure.Confirmed))
}

func TestWaitingIsComparedWithHolding(t *testing.T) {
	for want, hold := range map[figure.Outcome]time.Duration{
		figure.Confirmed: time.Microsecond,
		figure.Noisy:     10 * time.Microsecond,
		figure.NotSeen:   100 * time.Microsecond,
	} {
		s := metered.MutexStats{Acquisitions: 1000, Contended: 1000, Waits: durations(100, 10*time.Microsecond), Holds: durations(100, hold)}
		f := charts.Contention("Titre", s)
		valid(t, f)
		require.Equal(t, want, f.Findings[1].Outcome, f.Findings)
	}
}

func TestFewSamplesAreNeitherDrawnNorConcludedFrom(t *testing.T) {
	s := metered.MutexStats{Name: "8 goroutines", Acquisitions: 1000, Contended: 300, Waits: durations(drawable-1, time.Microsecond), Holds: durations(drawable, 50*time.Nanosecond), ClockCost: 40}
	f := charts.Contention("Titre", s)
	valid(t, f)
	require.Empty(t, f.Series[0].Points)
	require.Len(t, f.Series[1].Points, 1)
	require.Equal(t, []string{"8 goroutines\u00a0: trop peu de mesures pour conclure (19\u00a0attentes et 20\u00a0prises, il en faut 30 de chaque)."}, found(f, figure.Noisy))
	require.Contains(t, f.Caption, "Lire l’horloge prend ici 40\u202fns, et fait l’essentiel d’un temps sous le verrou de moins de 80\u202fns.")
	require.Contains(t, f.Caption, "simplement la plus longue", "20 samples have no 99th percentile")
}

func TestNothingDrawableIsSaidInsteadOfDrawn(t *testing.T) {
	s := metered.MutexStats{Name: "8 goroutines", Acquisitions: 1000, Contended: 300, Waits: durations(drawable-1, time.Microsecond), Holds: durations(drawable-1, time.Microsecond)}
	f := charts.Contention("Titre", s)
	valid(t, f)
	require.True(t, f.Empty())
	require.Equal(t, altTooFew, f.Alt)
	require.Len(t, found(f, figure.Noisy), 1)
	var text strings.Builder
	require.NoError(t, figure.Text(&text, f, 80))
	require.Contains(t, text.String(), "  Trop peu de mesures pour dessiner")
	require.NotContains(t, text.String(), nameWaits+"\n", "no heading over nothing")
}

func TestQueueSharesAreThoseOfTheExactCounts(t *testing.T) {
	seen := make([]uint64, 21)
	seen[0], seen[3], seen[4], seen[7], seen[20] = 10, 20, 5, 5, 60
	f := charts.Queue("Titre", metered.MutexStats{Name: "64", QueueSeen: seen}, metered.MutexStats{Name: "1", Acquisitions: 9})
	valid(t, f)
	require.Equal(t, []string{"0", "1", "2", "3", "4 à 7", "8 à 15", "16 à 20"}, f.X.Labels)
	require.Equal(t, []figure.Point{{X: 0, Y: .1, N: 10}, {X: 3, Y: .2, N: 20}, {X: 4, Y: .1, N: 10}, {X: 6, Y: .6, N: 60}}, f.Series[0].Points)
	require.Equal(t, []string{
		"64\u00a0: sur 100\u00a0arrivées, la moitié ont trouvé au plus 20\u00a0goroutines devant elles, la plus malchanceuse 20.",
		"1\u00a0: 9\u00a0prises, jamais sur un verrou pris (compte exact).",
	}, found(f, figure.Fact))
}

func TestAQueueNobodyMetIsStillAFigure(t *testing.T) {
	f := charts.Queue("Titre", metered.MutexStats{Acquisitions: 9})
	valid(t, f)
	require.Equal(t, altNothing, f.Alt)
}
