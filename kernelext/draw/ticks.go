package draw

import (
	"math"
	"slices"

	"cahiers/helpers/figure"
)

// A scale is where an axis begins and ends, and which of its values bear a
// label. The labels are written here and not by the chart's library, so that
// one function alone knows how to write a number in French.
type scale struct {
	min, max float64
	ticks    []float64
	labels   []string
	base     float64 // of the logarithm; 0 when linear
}

const (
	wantedTicks = 5
	mostTicks   = 20

	smallestStep = 1e-300 // under it a power of ten has no room to be divided
)

// newScale chooses the ends and the ticks of an axis that shows values.
// Powers of two, which sweeps over goroutines are, each keep their own tick.
func newScale(a figure.Axis, values []float64, fromZero bool) scale {
	if len(values) == 0 {
		values = []float64{0, 1}
		if a.Scale == figure.Log {
			values = []float64{1, 10}
		}
	}
	low, high := slices.Min(values), slices.Max(values)
	var s scale
	switch {
	case a.Scale == figure.Log && a.Unit == figure.Count && powersOfTwo(values):
		s = doublings(values)
	case a.Scale == figure.Log && a.Unit == figure.Ratio:
		s = ratios(low, high)
	case a.Scale == figure.Log:
		s = decades(low, high)
	default:
		if fromZero {
			low, high = min(0, low), max(0, high)
		}
		s = steps(low, high, a.Unit == figure.Count)
	}
	for _, t := range s.ticks {
		s.labels = append(s.labels, a.Unit.Format(t))
	}
	return s
}

// steps divides low…high by a round step: 1, 2 or 5 times a power of ten.
func steps(low, high float64, whole bool) scale {
	if whole && high-low > 10*wantedTicks {
		// The bins of a histogram begin half a unit before their least value,
		// which is not worth a step more on the axis.
		low, high = math.Ceil(low), math.Floor(high)
	}
	if high <= low {
		low, high = low-1, high+1
	}
	raw := (high - low) / wantedTicks
	if raw < smallestStep || math.IsInf(raw, 1) {
		return scale{min: low, max: high, ticks: []float64{low, high}}
	}
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			step = m * power
			break
		}
	}
	if whole {
		step = max(1, step)
	}
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	s := scale{min: first * step, max: last * step}
	// Counted in whole numbers: beyond 2^53 a float no longer grows by one.
	for i := range int(min(last-first, mostTicks)) + 1 {
		s.ticks = append(s.ticks, (first+float64(i))*step)
	}
	return s
}

// decades covers low…high by whole powers of ten, or by 1, 2 and 5 times a
// power where two powers would be all there is to read.
func decades(low, high float64) scale {
	first, last := math.Floor(math.Log10(low)+1e-9), math.Ceil(math.Log10(high)-1e-9)
	if last <= first {
		last = first + 1
	}
	s := scale{base: 10, min: math.Pow(10, first), max: math.Pow(10, last)}
	multiples := []float64{1}
	if last-first <= 2 {
		multiples = []float64{1, 2, 5}
	}
	every := math.Ceil((last - first) / 8)
	for e := first; e < last; e += every {
		for _, m := range multiples {
			s.ticks = append(s.ticks, m*math.Pow(10, e))
		}
	}
	s.ticks = append(s.ticks, s.max)
	return s
}

// ratios goes about as far on either side of 1, between round numbers.
func ratios(low, high float64) scale {
	far := max(high, 1/low) * (1 - 1e-9)
	for _, ticks := range [][]float64{
		{.9, .95, 1, 1.05, 1.1},
		{.8, .9, 1, 1.1, 1.25},
		{.5, .7, 1, 1.5, 2},
		{.2, .5, 1, 2, 5},
		{.1, .2, .5, 1, 2, 5, 10},
		{.01, .1, 1, 10, 100},
	} {
		if first, last := ticks[0], ticks[len(ticks)-1]; far <= last && 1/far >= first {
			return scale{base: 10, min: first, max: last, ticks: ticks}
		}
	}
	return decades(min(low, 1/high), max(high, 1/low))
}

// doublings has a tick at each value.
func doublings(values []float64) scale {
	ticks := slices.Clone(values)
	slices.Sort(ticks)
	ticks = slices.Compact(ticks)
	s := scale{base: 2, ticks: ticks, min: ticks[0], max: ticks[len(ticks)-1]}
	if s.min == s.max {
		s.min, s.max = s.min/2, s.max*2
	}
	return s
}

func powersOfTwo(values []float64) bool {
	return !slices.ContainsFunc(values, func(v float64) bool {
		fraction, _ := math.Frexp(v)
		return v < 1 || fraction != .5
	})
}

// part is how far v stands along the axis, 0 to 1.
func (s scale) part(v float64) float64 {
	if s.base != 0 {
		return math.Log(v/s.min) / math.Log(s.max/s.min)
	}
	return (v - s.min) / (s.max - s.min)
}
