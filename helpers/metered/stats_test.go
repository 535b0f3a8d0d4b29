package metered_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
)

func durations(all ...time.Duration) latency.Snapshot {
	var h latency.Histogram
	for _, d := range all {
		h.Record(d)
	}
	return h.Snapshot()
}

func sample() metered.MutexStats {
	return metered.MutexStats{
		Acquisitions: 20_000,
		Contended:    3000,
		TryFailures:  2,
		QueueSeen:    []uint64{2000, 0, 1000},
		Waits:        durations(1500, 1500, 3_000_000),
		Holds:        durations(20, 20, 20, 28),
		ClockCost:    10,
	}
}

func TestMutexStatsMergeAndSubUndoEachOther(t *testing.T) {
	s := sample()
	other := metered.MutexStats{
		Acquisitions: 1,
		Contended:    1,
		TryFailures:  1,
		QueueSeen:    []uint64{0, 0, 0, 1},
		Waits:        durations(7),
		Holds:        durations(20),
		ClockCost:    10,
	}
	both := s.Merge(other)
	require.Equal(t, []uint64{2000, 0, 1000, 1}, both.QueueSeen)
	require.Equal(t, both, other.Merge(s))
	require.Equal(t, other, both.Sub(s))

	require.Equal(t, sample(), s, "neither changes what it was given")
	require.Equal(t, s, s.Merge(metered.MutexStats{}))
	require.Equal(t, s, s.Sub(metered.MutexStats{}))
}

func TestMutexStatsSubOfAnotherMutexNeverCountsBelowZero(t *testing.T) {
	none := metered.MutexStats{QueueSeen: []uint64{1}}.Sub(sample())
	require.Zero(t, none.Acquisitions)
	require.Zero(t, none.Contended)
	require.Equal(t, []uint64{0}, none.QueueSeen)
}

func TestMutexStatsExtrapolates(t *testing.T) {
	s := sample()
	require.Equal(t, 3000*1_000_990*time.Nanosecond, s.TimeWaited())
	require.Equal(t, 20_000*12*time.Nanosecond, s.TimeHeld())

	s.ClockCost = 23 // more than the mean hold
	require.Zero(t, s.TimeHeld())

	var none metered.MutexStats
	none.Contended, none.Acquisitions = 5, 5
	require.Zero(t, none.TimeWaited())
	require.Zero(t, none.TimeHeld())
}

func TestMutexStatsInFrench(t *testing.T) {
	for name, test := range map[string]struct {
		stats metered.MutexStats
		want  string
	}{
		"nothing happened": {
			want: "0\u00a0acquisition, aucune disputée\ndétention ≈ inconnue (aucune mesure)",
		},
		"much happened": {
			stats: sample().Named("8 goroutines"),
			want: "8 goroutines\u00a0: 20\u202f000\u00a0acquisitions, dont 3\u202f000\u00a0disputées (15\u202f%)\u202f; 2\u00a0refus de TryLock\n" +
				"file à l’arrivée\u00a0: au plus 2\u00a0goroutines devant soi\n" +
				"attente ≈ médiane 1,5\u202fµs, au plus 2,95\u202fms (3\u00a0mesures)\n" +
				"détention ≈ médiane 20\u202fns, au plus 28\u202fns (4\u00a0mesures), dont 10\u202fns d’horloge",
		},
		"enough measures to speak of a hundredth": {
			stats: metered.MutexStats{Acquisitions: 99, ClockCost: 18, Holds: durations(slices.Repeat([]time.Duration{20, 24}, 50)...)},
			want: "99\u00a0acquisitions, aucune disputée\n" +
				"détention ≈ médiane 20\u202fns, 99\u202f% sous 24\u202fns (100\u00a0mesures), dont 18\u202fns d’horloge",
		},
		"one of each": {
			stats: metered.MutexStats{
				Acquisitions: 1, Contended: 1, TryFailures: 1, QueueSeen: []uint64{0, 1}, Holds: durations(20),
			},
			want: "1\u00a0acquisition, dont 1\u00a0disputée (100\u202f%)\u202f; 1\u00a0refus de TryLock\n" +
				"file à l’arrivée\u00a0: au plus 1\u00a0goroutine devant soi\n" +
				"attente ≈ inconnue (aucune mesure)\n" +
				"détention ≈ médiane 20\u202fns, au plus 20\u202fns (1\u00a0mesure), dont 0\u202fs d’horloge",
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, test.stats.String()) })
	}
}

func TestMutexStatsJSONRoundTrip(t *testing.T) {
	text, err := json.Marshal(sample())
	require.NoError(t, err)
	var back metered.MutexStats
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, sample(), back)
	require.Contains(t, string(text), `"queue_seen":[2000,0,1000]`)
}

func atomicSample() metered.AtomicStats {
	return metered.AtomicStats{
		CASFailures: 120,
		AddSamples:  78,
		Workers:     metered.AtomicCounts{Loads: 1120, CompareAndSwaps: 1120, Adds: 8000},
		Retries:     []uint64{900, 90, 0, 10},
	}
}

func TestAtomicStatsMergeAndSubUndoEachOther(t *testing.T) {
	s := atomicSample()
	other := metered.AtomicStats{
		CASFailures: 4,
		AddSamples:  1,
		Workers:     metered.AtomicCounts{Loads: 1, Stores: 2, Swaps: 3, CompareAndSwaps: 5, Adds: 6, Ands: 7, Ors: 8},
		Retries:     []uint64{0, 0, 0, 0, 1},
	}
	both := s.Merge(other)
	require.Equal(t, []uint64{900, 90, 0, 10, 1}, both.Retries)
	require.Equal(t, both, other.Merge(s))
	require.Equal(t, other, both.Sub(s))
	require.EqualValues(t, 32, other.Workers.Total())

	require.Equal(t, atomicSample(), s, "neither changes what it was given")
	require.Equal(t, s, s.Merge(metered.AtomicStats{}))
	require.Equal(t, s, s.Sub(metered.AtomicStats{}))
	require.Zero(t, metered.AtomicStats{}.Sub(s).Workers, "never below zero")
}

func TestAtomicStatsInFrench(t *testing.T) {
	for name, test := range map[string]struct {
		stats metered.AtomicStats
		want  string
	}{
		"nothing happened": {want: "aucun échec de CompareAndSwap"},
		"much happened": {
			stats: atomicSample().Named("8 goroutines"),
			want: "8 goroutines\u00a0: 120\u00a0échecs de CompareAndSwap\n" +
				"sans Worker ≈ 19\u202f968\u00a0Add (78\u00a0mesures)\n" +
				"par Worker\u00a0: 1\u202f120\u00a0Load, 1\u202f120\u00a0CompareAndSwap, 8\u202f000\u00a0Add\n" +
				"avant de réussir\u00a0: au plus 3\u00a0échecs de suite",
		},
		"the longest run has no known length": {
			stats: metered.AtomicStats{CASFailures: 64, Retries: append(make([]uint64, 64), 1)},
			want: "64\u00a0échecs de CompareAndSwap\n" +
				"avant de réussir\u00a0: parfois au moins 64\u00a0échecs de suite",
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, test.stats.String()) })
	}
	require.Equal(t, "aucune opération", metered.AtomicCounts{}.String())
}

func TestAtomicStatsJSONRoundTrip(t *testing.T) {
	text, err := json.Marshal(atomicSample())
	require.NoError(t, err)
	var back metered.AtomicStats
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, atomicSample(), back)
	require.Contains(t, string(text), `"cas_failures":120,"add_samples":78,"workers":{"loads":1120,`)
}
