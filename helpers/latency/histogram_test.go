package latency_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/latency"
)

func record(durations ...time.Duration) latency.Snapshot {
	var h latency.Histogram
	for _, d := range durations {
		h.Record(d)
	}
	return h.Snapshot()
}

// exactQuantile is the definition that Quantile approaches.
func exactQuantile(sorted []time.Duration, q float64) time.Duration {
	rank := int(math.Ceil(q * float64(len(sorted))))
	return sorted[max(rank, 1)-1]
}

func requireClose(t *testing.T, want, got time.Duration) {
	t.Helper()
	require.LessOrEqual(t, math.Abs(float64(got-want)), latency.MaxRelativeError*float64(want),
		"%v instead of %v", got, want)
}

func TestNothingRecorded(t *testing.T) {
	s := record()
	require.Zero(t, s.Count())
	require.Zero(t, s.Mean())
	require.Zero(t, s.Quantile(0.5))
	require.Equal(t, latency.Snapshot{}, s)
}

func TestShortDurationsAreExact(t *testing.T) {
	for d := range 32 * time.Nanosecond {
		s := record(d)
		require.Equal(t, []latency.Bucket{{Low: d, High: d, Count: 1}}, s.Buckets)
		require.Equal(t, d, s.Quantile(1))
	}
}

func TestBucketsTileAllDurations(t *testing.T) {
	// Every edge of a bucket is a power of two times a whole number under 32:
	// those and their neighbours meet every bucket on both sides.
	edges := []time.Duration{math.MaxInt64}
	for shift := range 59 {
		for part := range time.Duration(32) {
			edge := part << shift
			edges = append(edges, edge, max(edge-1, 0))
		}
	}
	buckets := record(edges...).Buckets
	require.Zero(t, buckets[0].Low)
	for i := 1; i < len(buckets); i++ {
		require.Equal(t, buckets[i-1].High+1, buckets[i].Low)
	}
	require.Equal(t, time.Duration(math.MaxInt64), buckets[len(buckets)-1].High)
}

func TestNegativeCountsAsZero(t *testing.T) {
	require.Equal(t, record(0), record(math.MinInt64))
}

func TestQuantileIsWithinItsError(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	distributions := map[string]func() time.Duration{
		"all alike":   func() time.Duration { return 1234567 },
		"uniform":     func() time.Duration { return time.Duration(random.Int64N(1e6)) },
		"exponential": func() time.Duration { return time.Duration(random.ExpFloat64() * 1e5) },
		"heavy tail":  func() time.Duration { return time.Duration(50 / math.Pow(1-random.Float64(), 2)) },
		"two humps": func() time.Duration {
			return []time.Duration{47, 3e6}[random.IntN(2)] + time.Duration(random.IntN(40))
		},
	}
	for name, draw := range distributions {
		t.Run(name, func(t *testing.T) {
			durations := make([]time.Duration, 10_000)
			for i := range durations {
				durations[i] = draw()
			}
			s := record(durations...)
			slices.Sort(durations)
			for _, q := range []float64{0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1} {
				requireClose(t, exactQuantile(durations, q), s.Quantile(q))
			}
		})
	}
}

func TestQuantileOutsideTheScale(t *testing.T) {
	s := record(1, 2, 3)
	require.Equal(t, time.Duration(1), s.Quantile(-1))
	require.Equal(t, time.Duration(1), s.Quantile(math.NaN()))
	require.Equal(t, time.Duration(3), s.Quantile(7))
	require.Equal(t, time.Duration(3), s.Quantile(math.Inf(1)))
}

func TestMeanIsExact(t *testing.T) {
	require.Equal(t, 1_000_001*time.Nanosecond, record(1_000_000, 1_000_002).Mean())
}

func TestMergeAndSubUndoEachOther(t *testing.T) {
	var (
		early = record(0, 5, 100, time.Second)
		late  = record(5, 99, 5000, time.Hour)
		both  = early.Merge(late)
	)
	require.Equal(t, record(0, 5, 100, time.Second, 5, 99, 5000, time.Hour), both)
	require.Equal(t, both, late.Merge(early))
	require.Equal(t, late, both.Sub(early))
	require.Equal(t, early, both.Sub(late))
	require.Equal(t, early, early.Merge(latency.Snapshot{}))
	require.Equal(t, latency.Snapshot{}, both.Sub(both))
}

func TestSubOfSomethingElseNeverCountsBelowZero(t *testing.T) {
	require.Zero(t, record(5).Sub(record(5, 5, 7)).Count())
}

func TestSnapshotIsNotTouchedByLaterRecords(t *testing.T) {
	var h latency.Histogram
	h.Record(5)
	s := h.Snapshot()
	h.Record(5)
	require.EqualValues(t, 1, s.Count())
}

func TestJSONRoundTrip(t *testing.T) {
	s := record(5, 5, 1000)
	text, err := json.Marshal(s)
	require.NoError(t, err)
	require.JSONEq(t, `{"sum_ns":1010,"buckets":[{"low_ns":5,"high_ns":5,"count":2},{"low_ns":992,"high_ns":1023,"count":1}]}`, string(text))
	var back latency.Snapshot
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, s, back)
}

func TestRecordManyIsRecordManyTimes(t *testing.T) {
	var h latency.Histogram
	h.RecordMany(1000, 3)
	h.RecordMany(-5, 1)
	h.RecordMany(7, 0)
	require.Equal(t, record(1000, 1000, 1000, 0), h.Snapshot())
}

func TestRecordDoesNotAllocate(t *testing.T) {
	var h latency.Histogram
	require.Zero(t, testing.AllocsPerRun(100, func() { h.Record(1000) }))
}

// FuzzHistogram holds the invariants for any four durations, and any share.
func FuzzHistogram(f *testing.F) {
	f.Add(int64(0), int64(31), int64(32), int64(1e9), 0.5)
	f.Add(int64(-1), int64(math.MaxInt64/4), int64(15), int64(16), 0.99)
	f.Fuzz(func(t *testing.T, a, b, c, d int64, q float64) {
		durations := make([]time.Duration, 0, 4)
		var sum time.Duration
		for _, v := range []int64{a, b, c, d} {
			durations = append(durations, time.Duration(max(v, 0)/4)) // four of them fit in a sum
			sum += durations[len(durations)-1]
		}
		s := record(durations...)
		require.EqualValues(t, 4, s.Count())
		require.Equal(t, sum, s.Sum)
		require.Equal(t, sum/4, s.Mean())
		require.Equal(t, s, record(durations[:2]...).Merge(record(durations[2:]...)))
		slices.Sort(durations)
		if q >= 0 && q <= 1 {
			requireClose(t, exactQuantile(durations, q), s.Quantile(q))
		}
		previous := time.Duration(-1)
		for _, b := range s.Buckets {
			require.Greater(t, b.Low, previous)
			require.GreaterOrEqual(t, b.High, b.Low)
			requireClose(t, b.Low, b.Middle())
			previous = b.High
		}
	})
}

func BenchmarkRecord(b *testing.B) {
	var h latency.Histogram
	d := time.Duration(1)
	for b.Loop() {
		h.Record(d)
		d = d*5/4&(1<<30-1) + 1 // a different bucket each time
	}
}

func BenchmarkSnapshot(b *testing.B) {
	var h latency.Histogram
	for d := time.Duration(1); d < time.Second; d += d/8 + 1 {
		h.Record(d)
	}
	for b.Loop() {
		_ = h.Snapshot()
	}
}
