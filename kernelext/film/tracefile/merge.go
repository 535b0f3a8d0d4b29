package tracefile

import (
	"time"

	"cahiers/kernelext/film"
)

// merge joins the shortest segments of each goroutine until there are at most
// as many as a page can bear.
func merge(f *film.Film, limit int) {
	long := f.Duration / 20_000
	for segments(f) > limit && long < 2*f.Duration {
		long = max(2*long, 1)
		for i := range f.Goroutines {
			f.Goroutines[i].Segments = merged(f.Goroutines[i].Segments, long)
		}
	}
}

func segments(f *film.Film) (n int) {
	for _, g := range f.Goroutines {
		n += len(g.Segments)
	}
	return n
}

// merged joins neighbours that are shorter than long, into segments that are
// little longer.
func merged(segments []film.Segment, long time.Duration) []film.Segment {
	out := segments[:0] // it is never ahead of what is read
	open := false       // the last of out still takes more
	for _, s := range segments {
		short := s.To-s.From < long
		if last := len(out) - 1; short && open && out[last].To-out[last].From < long {
			out[last] = join(out[last], s)
			continue
		}
		out = append(out, s)
		open = short
	}
	return out
}

func join(a, b film.Segment) film.Segment {
	mix := mixOf(a)
	more := mixOf(b)
	mix.Changes += more.Changes
	mix.Ran += more.Ran
	mix.Ready += more.Ready
	mix.Blocked += more.Blocked
	s := film.Segment{From: a.From, To: b.To, State: film.Mixed, Stack: a.Stack, Mix: &mix}
	// The place is that of the longest, which is likely where they all are.
	if b.To-b.From > a.To-a.From {
		s.Stack = b.Stack
	}
	return s
}

func mixOf(s film.Segment) film.Mix {
	length := s.To - s.From
	switch s.State {
	case film.Mixed:
		return *s.Mix
	case film.Running:
		return film.Mix{Changes: 1, Ran: length}
	case film.Ready:
		return film.Mix{Changes: 1, Ready: length}
	default:
		return film.Mix{Changes: 1, Blocked: length}
	}
}

// thin keeps the creations, and the wake-ups that are spread best over the film.
func thin(f *film.Film, limit int) {
	if len(f.Arrows) <= limit {
		return
	}
	all := len(f.Arrows)
	var kept []film.Arrow
	step := 0.0
	every := float64(all) / float64(limit)
	for i, a := range f.Arrows {
		if a.Kind == film.Creates || float64(i) >= step {
			kept = append(kept, a)
		}
		if float64(i) >= step {
			step += every
		}
	}
	f.Arrows, f.MissingArrows = kept, all-len(kept)
}

// forget leaves out the stacks and frames that nothing names any more.
func forget(f *film.Film) {
	stacks := make([]film.Index, len(f.Stacks))
	frames := make([]film.Index, len(f.Frames))
	var keptStacks []film.Stack
	var keptFrames []film.Frame
	for i := range stacks {
		stacks[i] = film.None
	}
	for i := range frames {
		frames[i] = film.None
	}
	keep := func(i *film.Index) {
		if *i == film.None {
			return
		}
		if stacks[*i] == film.None {
			var stack film.Stack
			for _, frame := range f.Stacks[*i] {
				if frames[frame] == film.None {
					frames[frame] = film.Index(len(keptFrames))
					keptFrames = append(keptFrames, f.Frames[frame])
				}
				stack = append(stack, frames[frame])
			}
			stacks[*i] = film.Index(len(keptStacks))
			keptStacks = append(keptStacks, stack)
		}
		*i = stacks[*i]
	}
	for i := range f.Goroutines {
		g := &f.Goroutines[i]
		keep(&g.Created)
		for j := range g.Segments {
			keep(&g.Segments[j].Stack)
		}
		for j := range g.Waits {
			keep(&g.Waits[j].Stack)
		}
	}
	for i := range f.Arrows {
		keep(&f.Arrows[i].Stack)
	}
	f.Frames, f.Stacks = keptFrames, keptStacks
}
