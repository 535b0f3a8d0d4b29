package explain

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// Races says what the race detector reported in its log, which may be empty.
func (c Case) Races(log string) sight.Sight {
	seen := sight.Sight{Kind: sight.Race, Lesson: c.lesson(aboutRaces)}
	p := c.programs()
	for _, r := range stacks.ParseRaces(log) {
		pair := p.pair(r)
		same := slices.IndexFunc(seen.Races, func(known sight.Pair) bool { return samePlaces(known, pair) })
		if same < 0 {
			seen.Races = append(seen.Races, pair)
			continue
		}
		seen.Races[same].Count++
		seen.Races[same].Variable = cmp.Or(seen.Races[same].Variable, pair.Variable)
	}
	if len(seen.Races) == 0 {
		seen.Title, seen.Sentences, seen.Caveat = noRace, []string{noRaceSentence}, noRaceCaveat
		seen.Alt = noRaceAlt
		return seen
	}
	seen.Title = raceTitle(seen.Races[0], len(seen.Races))
	seen.Caveat = raceCaveat
	seen.Sentences = raceSentences(seen.Races)
	seen.Alt = raceAlt(seen.Races)
	return seen
}

// samePlaces reports whether two pairs are of the same two lines.
func samePlaces(a, b sight.Pair) bool {
	at := func(p sight.Pair, i int) [2]int { return [2]int{p.Accesses[i].At.Cell, p.Accesses[i].At.Line} }
	return at(a, 0) == at(b, 0) && at(a, 1) == at(b, 1) || at(a, 0) == at(b, 1) && at(a, 1) == at(b, 0)
}

// pair is a report on the lines of the cells.
func (p *programs) pair(r stacks.Race) sight.Pair {
	pair := sight.Pair{Count: 1}
	var at [2]stacks.Frame
	for i, a := range r.Accesses {
		a.Atomic = a.Atomic || len(a.Frames) > 0 && a.Frames[0].Package() == "sync/atomic"
		access := sight.Access{Goroutine: a.Goroutine, Name: goroutineName(a.Goroutine), Write: a.Write, Atomic: a.Atomic}
		own, spot := p.learners(a.Frames)
		switch {
		case own >= 0:
			at[i] = a.Frames[own]
			access.Started = p.startedBy(a.Created, a.Frames)
		case a.Atomic: // a function with nothing but atomics in it leaves no frame
			at[i], spot = p.atomicIn(a)
			access.Started = p.startedBy(a.Created, nil)
		default:
			access.Started = p.startedBy(a.Created, nil)
		}
		access.At = spot
		if own != 0 && len(a.Frames) > 0 {
			access.Via = via(a.Frames[0].Func)
		}
		pair.Accesses[i] = access
	}
	pair.Variable = p.variable(r, at)
	return pair
}

// startedBy is where a goroutine was started: the learner's line in the stack
// of its creation, or else the line that gives its function to a method Go,
// which the detector does not see.
func (p *programs) startedBy(created, frames []stacks.Frame) sight.Spot {
	if _, spot := p.learners(created); spot.Exists() || len(created) == 0 {
		return spot
	}
	for _, f := range slices.Backward(frames) {
		if program := p.of(f.File); program != nil && p.spot(f).Exists() {
			if line := program.starts(f); line > 0 {
				spot := p.spot(stacks.Frame{File: f.File, Line: line})
				return spot
			}
			break
		}
	}
	return sight.Spot{}
}

// atomicIn finds the call of sync/atomic that an access is, in the function of
// the go statement that started its goroutine, when there is one alone.
func (p *programs) atomicIn(a stacks.Access) (stacks.Frame, sight.Spot) {
	from, _ := p.learners(a.Created)
	if from < 0 || len(a.Frames) == 0 {
		return stacks.Frame{}, sight.Spot{}
	}
	created := a.Created[from]
	line, found := p.of(created.File).onlyCall(tail(a.Frames[0].Func), created.Line)
	if found != 1 {
		return stacks.Frame{}, sight.Spot{}
	}
	f := stacks.Frame{Func: created.Func + ".func1", File: created.File, Line: line}
	return f, p.spot(f)
}

// via names what touched the memory for a line of the learner's.
func via(function string) string {
	switch name := strings.TrimPrefix(function, "runtime."); {
	case name == "growslice" || strings.HasPrefix(name, "slicecopy"):
		return "append"
	default:
		return path.Base(function)
	}
}

// raceSentences say what happened, and what to do about it.
func raceSentences(pairs []sight.Pair) []string {
	said := []string{raceHappened(pairs[0]), nothingOrders}
	if len(pairs) > 1 {
		said = append(said, otherRaces(len(pairs)-1))
	}
	var advice []string
	for _, pair := range pairs {
		if text := repair(pair); !slices.Contains(advice, text) {
			advice = append(advice, text)
		}
	}
	return append(said, advice[:min(len(advice), maxAdvice)]...)
}

// maxAdvice bounds what several races make the learner read.
const maxAdvice = 2

// repair is what to do about a race, as its lines suggest it.
func repair(p sight.Pair) string {
	has := func(words ...string) bool {
		return slices.ContainsFunc(p.Accesses[:], func(a sight.Access) bool {
			return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(a.At.Own(), word) })
		})
	}
	by := func(name string) bool {
		return slices.ContainsFunc(p.Accesses[:], func(a sight.Access) bool { return strings.Contains(a.Via, name) })
	}
	switch {
	case by(".map") || by("mapassign") || by("mapaccess"):
		return repairMap
	case by("append") || has("append("):
		return repairAppend
	case p.Accesses[0].Atomic || p.Accesses[1].Atomic:
		return repairAtomic
	case slices.ContainsFunc(p.Accesses[:], func(a sight.Access) bool { return a.Write && changesLoop.MatchString(a.At.Own()) }):
		return repairLoop
	case has("++", "--", "+=", "-="):
		return repairCount
	default:
		return raceRepair
	}
}

// changesLoop matches the head of a loop that changes a variable.
var changesLoop = regexp.MustCompile(`^\s*for .*[^:=!<>]=[^=]|^\s*for .*(?:\+\+|--)`)
