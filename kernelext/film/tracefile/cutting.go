package tracefile

import (
	"cmp"
	"slices"
	"time"

	"golang.org/x/exp/trace"

	"cahiers/kernelext/film"
)

// How much of a film is kept, so that it can be handed on and drawn: beyond
// that the shortest is merged or left out, and the film says so.
const (
	maxGoroutines = 60
	maxSegments   = 2000
	maxArrows     = 1000
	maxWaits      = 6 // of a goroutine
)

// film makes the film of what was read.
func (s *shooting) film() film.Film {
	if !s.ended {
		s.last = min(s.last, s.stillness())
	}
	f := film.Film{
		Duration: time.Duration(s.last - s.first), Processors: s.processors,
		Cut: s.cut, Truncated: !s.ended,
	}
	var cast []*actor
	for _, a := range s.order {
		if !a.ours() {
			continue
		}
		a.finish(s.last)
		a.clip(s.first, s.last)
		if len(a.pieces) > 0 {
			cast = append(cast, a)
			f.Changes += len(a.pieces)
		}
	}
	f.Parallel = parallel(cast, s.first, s.last)
	cast = s.leads(cast, &f)
	place := map[trace.GoID]film.Index{}
	for i, a := range cast {
		place[a.id] = film.Index(i)
	}
	at := func(id trace.GoID) film.Index {
		if i, ok := place[id]; ok {
			return i
		}
		return film.None
	}
	for _, a := range cast {
		f.Goroutines = append(f.Goroutines, s.goroutine(a, at(a.creator)))
	}
	for _, shot := range s.arrows {
		from, to := at(shot.from), at(shot.to)
		if from == film.None || to == film.None || shot.at < s.first || shot.at > s.last {
			continue
		}
		f.Arrows = append(f.Arrows, film.Arrow{
			Kind: shot.kind, From: from, To: to, At: time.Duration(shot.at - s.first), Stack: shot.stack,
		})
	}
	thin(&f, maxArrows)
	merge(&f, maxSegments)
	f.Frames, f.Stacks = s.stacks.frames, s.stacks.all
	forget(&f)
	return f
}

// stillness is a while after the last change: of a program that was killed
// because nothing happened any more, the rest shows nothing.
func (s *shooting) stillness() trace.Time {
	last := s.first
	for _, a := range s.order {
		if a.ours() {
			last = max(last, a.since)
		}
	}
	return last + (last-s.first)/3 + trace.Time(time.Millisecond)
}

// clip leaves out what is not between the beginning and the end, and sums up
// the rest.
func (a *actor) clip(first, last trace.Time) {
	kept := a.pieces[:0]
	for _, p := range a.pieces {
		p.from, p.to = max(p.from, first), min(p.to, last)
		if p.from >= p.to {
			continue
		}
		kept = append(kept, p)
		length := time.Duration(p.to - p.from)
		switch p.state {
		case film.Running:
			a.sums.Ran += length
		case film.Ready:
			a.sums.Ready += length
		default:
			a.sums.Blocked += length
		}
	}
	a.pieces = kept
}

// leads keeps the goroutines that ran most, in the order of their appearance;
// the recorded one and those with a name come first.
func (s *shooting) leads(cast []*actor, f *film.Film) []*actor {
	if len(cast) <= maxGoroutines {
		return cast
	}
	ranked := slices.Clone(cast)
	rank := func(a *actor) int {
		switch {
		case a.id == s.recorded:
			return 0
		case a.name != "":
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(ranked, func(a, b *actor) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(b.sums.Ran, a.sums.Ran))
	})
	kept := map[*actor]bool{}
	for _, a := range ranked[:maxGoroutines] {
		kept[a] = true
	}
	for _, a := range ranked[maxGoroutines:] {
		f.Others.Count++
		f.Others.Ran += a.sums.Ran
		f.Others.Ready += a.sums.Ready
		f.Others.Blocked += a.sums.Blocked
	}
	return slices.DeleteFunc(slices.Clone(cast), func(a *actor) bool { return !kept[a] })
}

func (s *shooting) goroutine(a *actor, creator film.Index) film.Goroutine {
	g := film.Goroutine{
		Number: int(a.id), Name: a.name, Func: a.root, Recorded: a.id == s.recorded,
		Creator: creator, Created: a.created,
		Born: time.Duration(max(a.born, s.first) - s.first), Ended: a.gone,
		Ran: a.sums.Ran, Ready: a.sums.Ready, Blocked: a.sums.Blocked,
		Waits: a.waits(), Segments: make([]film.Segment, 0, len(a.pieces)),
	}
	for _, p := range a.pieces {
		g.Segments = append(g.Segments, film.Segment{
			From: time.Duration(p.from - s.first), To: time.Duration(p.to - s.first),
			State: p.state, Reason: p.reason, Stack: p.stack,
		})
	}
	g.End = g.Segments[len(g.Segments)-1].To
	return g
}

// waits sums up what the goroutine waited for, by place.
func (a *actor) waits() []film.Wait {
	type key struct {
		reason string
		stack  film.Index
	}
	at := map[key]int{}
	var waits []film.Wait
	for _, p := range a.pieces {
		if p.state != film.Blocked {
			continue
		}
		k := key{p.reason, p.stack}
		i, ok := at[k]
		if !ok {
			i = len(waits)
			at[k] = i
			waits = append(waits, film.Wait{Reason: p.reason, Stack: p.stack})
		}
		waits[i].Time += time.Duration(p.to - p.from)
		waits[i].Count++
	}
	slices.SortStableFunc(waits, func(a, b film.Wait) int { return -cmp.Compare(a.Time, b.Time) })
	return waits[:min(len(waits), maxWaits)]
}

// parallel is for how long n goroutines ran at once, by n.
func parallel(cast []*actor, first, last trace.Time) []time.Duration {
	type step struct {
		at trace.Time
		by int
	}
	var steps []step
	for _, a := range cast {
		for _, p := range a.pieces {
			if p.state == film.Running {
				steps = append(steps, step{p.from, 1}, step{p.to, -1})
			}
		}
	}
	// What stops at an instant makes room for what starts.
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.at, b.at), a.by-b.by) })
	steps = append(steps, step{at: last})
	sums := make([]time.Duration, 1)
	running, since := 0, first
	for _, s := range steps {
		for len(sums) <= running {
			sums = append(sums, 0)
		}
		sums[running] += time.Duration(s.at - since)
		running, since = running+s.by, s.at
	}
	return sums
}
