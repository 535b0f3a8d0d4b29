package workload

// listeners are told what was measured so far, each of its own kind.
type listeners struct {
	series  func([]Series, bool)
	versus  func([]Versus, bool)
	speedup func(Speedup, bool)
	mapped  func(Map, bool)
}

// Progress has told called between the runs of a sweep, every 400 ms at the
// most, with what was measured so far, and once more, done, with the result
// itself before it is returned. It is never called during a run: before the next one
// its garbage is collected and 50 ms pass, for whatever it started elsewhere.
//
// What it is told is the result of Sweep, Compare, SweepOver, CompareOver and
// SweepProcs (for one series, a list of one), of AB, of SpeedupOver or of
// MapOver; what has not been measured yet is left out. An option of another
// kind than the result is not used.
func Progress[R []Series | []Versus | Speedup | Map](told func(r R, done bool)) Option {
	return func(c *config) {
		switch f := any(told).(type) {
		case func([]Series, bool):
			c.tell.series = f
		case func([]Versus, bool):
			c.tell.versus = f
		case func(Speedup, bool):
			c.tell.speedup = f
		case func(Map, bool):
			c.tell.mapped = f
		}
	}
}

// telling returns what calls f with what was measured, or nil without f.
func telling[R any](f func(R, bool), measured func() R) func(done bool) {
	if f == nil {
		return nil
	}
	return func(done bool) { f(measured(), done) }
}
