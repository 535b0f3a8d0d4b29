package show

import (
	"strconv"

	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Live makes a sweep show itself while it is measured: the option of a call
// that takes seconds, instead of a figure after it.
//
//	workload.Sweep(workload.Powers(64), op, show.Live("Le débit double-t-il\u202f?"))
//
// One figure is drawn between the runs, over and over in the same place, and
// at the end it is that of the result: Throughput for Sweep, Compare,
// SweepOver, CompareOver and SweepProcs, AB for AB, Speedup for SpeedupOver and
// Map for MapOver. No run is measured while it is drawn (see
// workload.Progress). In a plain terminal, which cannot draw in the same
// place, only the last is shown.
func Live(title string, opts ...chart.Option) workload.Option {
	return live(page(), here(), title, opts)
}

func live(s *screen, charts chart.Charts, title string, opts []chart.Option) workload.Option {
	name := s.unused()
	return workload.Join(
		workload.Progress(func(r []workload.Series, done bool) {
			s.live(name, title, done, func(title string) figure.Figure { return charts.Throughput(title, r, opts...) })
		}),
		workload.Progress(func(r []workload.Versus, done bool) {
			s.live(name, title, done, func(title string) figure.Figure { return charts.AB(title, r, opts...) })
		}),
		workload.Progress(func(r workload.Speedup, done bool) {
			s.live(name, title, done, func(title string) figure.Figure { return charts.Speedup(title, r, opts...) })
		}),
		workload.Progress(func(r workload.Map, done bool) {
			s.live(name, title, done, func(title string) figure.Figure { return charts.Map(title, r) })
		}),
	)
}

// LiveScalability is Live for a sweep of one series that is to be shown as a
// Scalability.
func LiveScalability(title string, opts ...chart.Option) workload.Option {
	charts, name := here(), page().unused()
	return workload.Progress(func(s []workload.Series, done bool) {
		page().live(name, title, done, func(title string) figure.Figure { return charts.Scalability(title, s[0], opts...) })
	})
}

// live draws a figure under a name: with a title that says it is unfinished
// until it is done, and not at all where it could not be drawn again.
func (s *screen) live(name, title string, done bool, drawn func(title string) figure.Figure) {
	switch {
	case done:
		s.show(name, drawn(title))
	case s.redraws():
		s.show(name, drawn(unfinished(title)))
	}
}

// redraws reports whether a figure can be put in the place of another.
func (s *screen) redraws() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.supervisor != nil
}

// unused returns a name that no Update bears.
func (s *screen) unused() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lives++
	return "\x00" + strconv.Itoa(s.lives)
}
