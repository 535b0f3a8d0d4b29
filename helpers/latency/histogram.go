package latency

import (
	"math/bits"
	"time"
)

// The buckets are log-linear: every power of two is cut into the same number
// of equal parts, so that a bucket is never wider than a share 1/parts of what
// it holds. It is the scheme of HdrHistogram, without its configuration.
const (
	partBits = 4
	parts    = 1 << partBits
	// The durations under parts have a bucket each, and each of the powers of two
	// from there to 1<<62 has parts of them.
	buckets = (63-partBits)*parts + parts
)

// MaxRelativeError bounds how far Quantile may be from the exact quantile, as
// a share of it: half the width of a bucket, 1/32. Durations under 32 ns are
// exact.
const MaxRelativeError = 1.0 / (2 * parts)

// A Histogram counts durations of any length, in nanoseconds. The zero value
// is ready to use. It takes 7.7 kB and never allocates.
//
// One goroutine at a time may use it: a caller that shares it holds a lock, as
// the instruments of metered do, which record while they hold their own.
// Record costs about 3 ns.
type Histogram struct {
	counts [buckets]uint64
	sum    uint64
}

// Record counts d once. A negative d, which a monotonic clock never gives,
// counts as zero.
func (h *Histogram) Record(d time.Duration) {
	v := uint64(max(d, 0))
	h.counts[index(v)]++
	h.sum += v
}

// RecordMany counts d as often as n says, for one that stands for many.
func (h *Histogram) RecordMany(d time.Duration, n uint64) {
	v := uint64(max(d, 0))
	h.counts[index(v)] += n
	h.sum += v * n
}

// Snapshot returns what was recorded so far, exact in its counts. It copies
// the buckets in use, which takes a few microseconds.
func (h *Histogram) Snapshot() Snapshot {
	s := Snapshot{Sum: time.Duration(h.sum)}
	for i, n := range h.counts {
		if n > 0 {
			low, high := bounds(i)
			s.Buckets = append(s.Buckets, Bucket{Low: low, High: high, Count: n})
		}
	}
	return s
}

// index returns the bucket of v, which is at most 1<<63 - 1.
func index(v uint64) int {
	if v < parts {
		return int(v)
	}
	power := bits.Len64(v) - 1 // at least partBits
	return (power-partBits)<<partBits + int(v>>(power-partBits))
}

// bounds returns the smallest and the largest duration of bucket i.
func bounds(i int) (low, high time.Duration) {
	if i < 2*parts {
		return time.Duration(i), time.Duration(i)
	}
	shift := i/parts - 1
	low = time.Duration(i%parts+parts) << shift
	return low, low + 1<<shift - 1
}
