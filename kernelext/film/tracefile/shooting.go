package tracefile

import (
	"strings"
	"unicode"

	"golang.org/x/exp/trace"

	"cahiers/kernelext/film"
)

// What helpers/film logs.
const (
	categoryName = "cahiers.name"
	categoryFilm = "cahiers.film"
	begin        = "begin"
	end          = "end"
	cut          = "cut"
)

// A shooting is a film that is being read. Its times are the trace's own.
type shooting struct {
	events     int // that say something of a goroutine
	first      trace.Time
	last       trace.Time
	begun      bool
	ended      bool
	cut        bool
	recorded   trace.GoID
	processors int
	actors     map[trace.GoID]*actor
	order      []*actor
	arrows     []shot
	stacks     stacks
}

// A shot is an arrow in the trace's time.
type shot struct {
	kind     film.ArrowKind
	from, to trace.GoID
	at       trace.Time
	stack    film.Index
}

func newShooting() *shooting {
	return &shooting{actors: map[trace.GoID]*actor{}, recorded: trace.NoGoroutine, stacks: newStacks()}
}

// take reads one event.
func (s *shooting) take(e trace.Event) {
	if s.first == 0 {
		s.first = e.Time()
	}
	if !s.ended {
		s.last = e.Time()
	}
	switch e.Kind() {
	case trace.EventMetric:
		if m := e.Metric(); m.Name == "/sched/gomaxprocs:threads" && m.Value.Kind() == trace.ValueUint64 && !s.ended {
			s.processors = int(min(m.Value.Uint64(), maxProcessors))
		}
	case trace.EventLog:
		s.log(e)
	case trace.EventStateTransition:
		if t := e.StateTransition(); t.Resource.Kind == trace.ResourceGoroutine {
			s.events++
			s.transition(e, t)
		}
	default:
	}
}

// maxProcessors bounds a number that a broken trace may give.
const maxProcessors = 1 << 16

func (s *shooting) log(e trace.Event) {
	switch log := e.Log(); {
	case s.ended:
	case log.Category == categoryName:
		if a := s.actors[e.Goroutine()]; a != nil {
			a.name = tidy(log.Message)
		}
	case log.Category != categoryFilm:
	case log.Message == begin && !s.begun:
		s.begun, s.first, s.recorded = true, e.Time(), e.Goroutine()
	case log.Message == end, log.Message == cut:
		s.ended, s.cut = true, log.Message == cut
	}
}

// maxName is the length of a name, in characters, that can still be drawn.
const maxName = 40

// tidy makes a learner's name one line.
func tidy(name string) string {
	name = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(name, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
	if runes := []rune(name); len(runes) > maxName {
		return string(runes[:maxName-1]) + "…"
	}
	return name
}

// transition moves a goroutine from one state to the next.
func (s *shooting) transition(e trace.Event, t trace.StateTransition) {
	id := t.Resource.Goroutine()
	from, to := t.Goroutine()
	// A goroutine that slept through the film is only told of when the
	// recording ends; one that sleeps on is told of again each second.
	if s.ended && from != trace.GoUndetermined || from == to {
		return
	}
	stack := s.stacks.add(e.Stack())
	a := s.actors[id]
	if a == nil {
		a = &actor{id: id, creator: trace.NoGoroutine, created: film.None, stack: film.None}
		s.actors[id] = a
		s.order = append(s.order, a)
		if from == trace.GoNotExist {
			a.born, a.since, a.creator, a.created = e.Time(), e.Time(), e.Goroutine(), stack
			a.root = s.stacks.root(s.stacks.add(t.Stack))
			s.arrows = append(s.arrows, shot{film.Creates, a.creator, id, e.Time(), stack})
		}
	}
	if from == trace.GoUndetermined {
		stack = s.stacks.add(t.Stack)
	} else if from != trace.GoNotExist {
		if from == trace.GoWaiting && to == trace.GoRunnable && e.Goroutine() != trace.NoGoroutine && e.Goroutine() != id && !byItself(a.reason) {
			s.arrows = append(s.arrows, shot{film.Wakes, e.Goroutine(), id, e.Time(), stack})
		}
		a.leave(from, to, e.Time(), stack)
	}
	reason := t.Reason
	if from == trace.GoUndetermined && reason == "" && to == trace.GoWaiting {
		reason = s.stacks.reason(stack)
	}
	a.enter(to, reason, stack)
	if a.root == "" && e.Goroutine() == id || from == trace.GoUndetermined {
		a.root = s.stacks.root(stack)
	}
}

// byItself reports whether what a goroutine waits for comes of itself: who
// happens to notice did nothing.
func byItself(reason string) bool { return reason == "sleep" || reason == "network" }
