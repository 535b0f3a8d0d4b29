package explain

import (
	"slices"
	"strings"
	"time"

	"cahiers/kernelext/film"
	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

// Film is what the goroutines of a recorded cell did, on its lines. Of a trace
// that was cut before anything in it was whole there is a film all the same:
// film.Film{Truncated: true}.
func (c Case) Film(f film.Film) sight.Sight {
	s := sight.Sight{
		Kind: sight.Film, Title: filmTitle(len(f.Goroutines)+f.Others.Count, f.Duration),
	}
	if len(f.Goroutines) > 0 {
		s.Caveat = filmCaveat(f.Cut, f.Truncated)
	}
	p := projector{programs: c.programs(), film: f, spots: map[source.Place]int{}, words: map[string]int{}}
	s.Reel = p.reel()
	s.Sentences = p.sentences()
	s.Alt = filmAlt(s.Reel)
	return s
}

// A projector makes what is drawn of a film.
type projector struct {
	*programs
	film  film.Film
	out   sight.Reel
	lanes []int // of each goroutine
	spots map[source.Place]int
	words map[string]int
	sites []site // of each stack
}

// A site is what a stack is for the learner.
type site struct {
	spot int    // the innermost line of a cell
	code string // of that line
	call string // the function that the line calls, and that led to where the stack ends
}

func (p *projector) reel() *sight.Reel {
	f := p.film
	p.out = sight.Reel{Duration: f.Duration, Processors: f.Processors}
	for _, stack := range f.Stacks {
		p.sites = append(p.sites, p.site(stack))
	}
	// The goroutine whose function is recorded comes first.
	order := make([]int, len(f.Goroutines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return lead(f.Goroutines[a]) - lead(f.Goroutines[b]) })
	p.lanes = make([]int, len(order))
	for lane, i := range order {
		p.lanes[i] = lane
	}
	for _, i := range order {
		p.out.Lanes = append(p.out.Lanes, p.lane(f.Goroutines[i]))
	}
	for _, a := range f.Arrows {
		p.out.Jumps = append(p.out.Jumps, sight.Jump{
			From: p.lanes[a.From], To: p.lanes[a.To], Time: a.At,
			Creates: a.Kind == film.Creates, At: p.at(a.Stack).spot,
		})
	}
	if f.Others.Count > 0 {
		p.out.Left = filmOthers(f.Others)
	}
	return &p.out
}

func lead(g film.Goroutine) int {
	switch {
	case g.Recorded:
		return 0
	case g.Number == 1:
		return 1
	default:
		return 2
	}
}

func (p *projector) lane(g film.Goroutine) sight.Lane {
	lane := sight.Lane{
		Number: g.Number, Name: g.Name, Started: p.at(g.Created).spot, Creator: sight.Nowhere,
		Born: g.Born, End: g.End, Ended: g.Ended, Ran: g.Ran, Ready: g.Ready, Waited: g.Blocked,
	}
	if g.Name == "" {
		lane.Name = filmName(g.Number)
	}
	if g.Creator != film.None {
		lane.Creator = p.lanes[g.Creator]
	}
	for _, s := range g.Segments {
		lane.Spans = append(lane.Spans, p.span(s))
	}
	if len(g.Waits) > 0 {
		w := g.Waits[0]
		lane.Mostly = filmMostly(p.waiting(w.Reason, w.Stack), p.line(w.Stack), w.Count)
	}
	return lane
}

func (p *projector) span(s film.Segment) sight.Span {
	span := sight.Span{From: s.From, To: s.To, Does: sight.Nowhere, At: p.at(s.Stack).spot}
	switch s.State {
	case film.Running:
		span.Course = sight.Runs
	case film.Ready:
		span.Course, span.Does = sight.Able, p.word(able(s.Reason), "")
	case film.Blocked:
		span.Course, span.Does = sight.Idle, p.word(p.waiting(s.Reason, s.Stack), waitOf(s.Reason, p.at(s.Stack).call).thing())
	case film.Mixed:
		span.Course, span.Changes, span.Ran, span.Ready = sight.Many, s.Mix.Changes, s.Mix.Ran, s.Mix.Ready
	}
	return span
}

// word is the index of what a goroutine does, and of what it does it for.
func (p *projector) word(text string, thing sight.ThingKind) int {
	i, ok := p.words[text]
	if !ok {
		i = len(p.out.Words)
		p.words[text] = i
		p.out.Words = append(p.out.Words, text)
		p.out.Things = append(p.out.Things, thing)
	}
	return i
}

func (p *projector) at(stack film.Index) site {
	if stack == film.None {
		return site{spot: sight.Nowhere}
	}
	return p.sites[stack]
}

// line is how the learner calls the line of a stack, or nothing.
func (p *projector) line(stack film.Index) string {
	if at := p.at(stack); at.spot >= 0 {
		return p.out.Spots[at.spot].Name
	}
	return ""
}

// waiting says what a goroutine waits for.
func (p *projector) waiting(reason string, stack film.Index) string {
	at := p.at(stack)
	w := waitOf(reason, at.call)
	return awaited(w, w.name(at.code), at.call)
}

// site finds the learner's line in a stack.
func (p *projector) site(stack film.Stack) site {
	call := ""
	for _, i := range stack {
		frame := p.film.Frames[i]
		place := p.place(frame.File, frame.Line)
		if place == (source.Place{}) {
			call = frame.Func
			continue
		}
		spot, ok := p.spots[place]
		if !ok {
			spot = len(p.out.Spots)
			p.spots[place] = spot
			p.out.Spots = append(p.out.Spots, p.alone(place, frame.Func))
		}
		return site{spot, p.Case.line(place), call}
	}
	return site{spot: sight.Nowhere, call: call}
}

// alone is a place as a spot with its line alone: a film has many.
func (p *projector) alone(place source.Place, function string) sight.Spot {
	return sight.Spot{
		Cell: place.Cell, Line: place.Line, Name: p.name(place), Func: enclosing(function),
		First: place.Line, Code: []string{strings.TrimSpace(p.Case.line(place))},
	}
}

// sentences say what the film shows, from its numbers alone.
func (p *projector) sentences() []string {
	f := p.film
	switch {
	case len(f.Goroutines) > 0:
	case f.Truncated:
		return []string{filmEmpty, filmLost}
	default:
		return []string{filmEmpty}
	}
	peak, ran := 0, time.Duration(0)
	for n, d := range f.Parallel {
		if d > 0 {
			peak = n
		}
		ran += time.Duration(n) * d
	}
	if f.Processors > 0 {
		peak = min(peak, f.Processors)
	}
	said := []string{filmTogether(peak, f.Processors, float64(ran)/float64(max(f.Duration, 1)))}
	if len(f.Parallel) > 0 {
		if idle := 100 * float64(f.Parallel[0]) / float64(max(f.Duration, 1)); idle >= 1 {
			said = append(said, filmIdle(idle))
		}
	}
	ready := f.Others.Ready
	for _, g := range f.Goroutines {
		ready += g.Ready
	}
	if queue := float64(ready) / float64(max(f.Duration, 1)); queue >= 0.5 {
		said = append(said, filmQueue(queue))
	}
	if longest := p.longest(); longest != "" {
		said = append(said, longest)
	}
	if f.Truncated {
		if stuck := p.stuck(); stuck > 0 {
			said = append(said, filmStuck(stuck, len(f.Goroutines)))
		}
	}
	return said
}

// longest says for what all goroutines together waited longest, time that they
// asked for and ends of others left out.
func (p *projector) longest() string {
	type key struct{ does, line string }
	sums := map[key]time.Duration{}
	var best key
	for _, g := range p.film.Goroutines {
		for _, w := range g.Waits {
			switch waitOf(w.Reason, p.at(w.Stack).call) {
			case waitSleep, waitWaitGroup:
				continue
			default:
			}
			k := key{p.waiting(w.Reason, w.Stack), p.line(w.Stack)}
			if k.line == "" {
				continue
			}
			sums[k] += w.Time
			if sums[k] > sums[best] {
				best = k
			}
		}
	}
	if sums[best] < p.film.Duration/50 {
		return ""
	}
	return filmLongest(best.does, best.line, sums[best])
}

// stuck counts the goroutines that wait at the end.
func (p *projector) stuck() (n int) {
	for _, g := range p.film.Goroutines {
		if last := g.Segments[len(g.Segments)-1]; !g.Ended && last.State == film.Blocked && last.Reason != "sleep" {
			n++
		}
	}
	return n
}
