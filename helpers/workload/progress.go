package workload

import "slices"

// listeners are told what was measured so far, each of its own kind.
type listeners struct {
	series  func([]Series)
	versus  func([]Versus)
	speedup func(Speedup)
	mapped  func(Map)
}

// Progress has told called between the runs of a sweep, every 400 ms at the
// most, with what was measured so far, and once more with the result itself
// before it is returned. It is never called during a run: before the next one
// its garbage is collected and 50 ms pass, for whatever it started elsewhere.
//
// What it is told is the result of Sweep, Compare, SweepOver, CompareOver and
// SweepProcs (for one series, a list of one), of AB, of SpeedupOver or of
// MapOver; what has not been measured yet is left out. An option of another
// kind than the result is not used.
func Progress[R []Series | []Versus | Speedup | Map](told func(partial R)) Option {
	return func(c *config) {
		switch f := any(told).(type) {
		case func([]Series):
			c.tell.series = f
		case func([]Versus):
			c.tell.versus = f
		case func(Speedup):
			c.tell.speedup = f
		case func(Map):
			c.tell.mapped = f
		}
	}
}

// telling returns what calls f with what was measured, or nil without f.
func telling[R any](f func(R), measured func() R) func() {
	if f == nil {
		return nil
	}
	return func() { f(measured()) }
}

// medianPoint is what the samples of one turn amount to.
func medianPoint(t *turn, x float64) Point {
	p := Point{Goroutines: t.goroutines, X: x, Samples: slices.Clone(t.perSecond)}
	p.PerSecond, p.Low, p.High = Median(p.Samples)
	return p
}
