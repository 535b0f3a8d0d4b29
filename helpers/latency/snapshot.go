package latency

import (
	"math"
	"time"
)

// A Snapshot is what a Histogram held at one moment: a plain value, safe to
// keep, to copy and to encode as JSON (durations in nanoseconds). The zero
// value is empty.
type Snapshot struct {
	Sum     time.Duration `json:"sum_ns"`            // of all durations, exact
	Buckets []Bucket      `json:"buckets,omitempty"` // those in use, in ascending order
}

// A Bucket counts the durations from Low to High, both included.
type Bucket struct {
	Low   time.Duration `json:"low_ns"`
	High  time.Duration `json:"high_ns"`
	Count uint64        `json:"count"`
}

// Middle returns the duration that stands for all those of the bucket, at most
// MaxRelativeError away from each.
func (b Bucket) Middle() time.Duration { return b.Low + (b.High-b.Low)/2 }

// Count returns how many durations were recorded, exactly.
func (s Snapshot) Count() uint64 {
	var n uint64
	for _, b := range s.Buckets {
		n += b.Count
	}
	return n
}

// Mean returns the mean duration, exact to the nanosecond below; 0 when
// nothing was recorded.
func (s Snapshot) Mean() time.Duration {
	n := s.Count()
	if n == 0 {
		return 0
	}
	return time.Duration(uint64(s.Sum) / n)
}

// Quantile returns the duration below or at which a share q of those recorded
// lie (0.5 is the median, 0.99 the 99th percentile), at most MaxRelativeError
// away from the exact one: the smallest recorded duration whose rank is at
// least q×Count. A q outside 0…1 is taken as the nearer of the two; the result
// is 0 when nothing was recorded.
func (s Snapshot) Quantile(q float64) time.Duration {
	n := s.Count()
	if n == 0 {
		return 0
	}
	rank := uint64(1)
	if r := math.Ceil(min(q, 1) * float64(n)); r > 1 { // also false for a NaN
		rank = min(uint64(r), n)
	}
	for _, b := range s.Buckets {
		if rank <= b.Count {
			return b.Middle()
		}
		rank -= b.Count
	}
	return s.Buckets[len(s.Buckets)-1].Middle()
}

// Merge returns the durations of s and of o together.
func (s Snapshot) Merge(o Snapshot) Snapshot {
	return s.combine(o, s.Sum+o.Sum, func(a, b uint64) uint64 { return a + b })
}

// Sub returns the durations recorded after earlier, a former snapshot of the
// same histogram.
func (s Snapshot) Sub(earlier Snapshot) Snapshot {
	return s.combine(earlier, max(s.Sum-earlier.Sum, 0), func(a, b uint64) uint64 { return a - min(a, b) })
}

// combine joins the counts of both bucket by bucket, and drops the empty ones.
func (s Snapshot) combine(o Snapshot, sum time.Duration, count func(a, b uint64) uint64) Snapshot {
	r := Snapshot{Sum: sum}
	a, b := s.Buckets, o.Buckets
	for len(a) > 0 || len(b) > 0 {
		var x Bucket
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Low < b[0].Low:
			x, a = a[0], a[1:]
			x.Count = count(x.Count, 0)
		case len(a) == 0 || b[0].Low < a[0].Low:
			x, b = b[0], b[1:]
			x.Count = count(0, x.Count)
		default:
			x = a[0]
			x.Count = count(a[0].Count, b[0].Count)
			a, b = a[1:], b[1:]
		}
		if x.Count > 0 {
			r.Buckets = append(r.Buckets, x)
		}
	}
	return r
}
