package stacks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Goroutine is one that a dump shows.
type Goroutine struct {
	ID        int    // from 1, the main one
	State     string // the runtime's own word, "chan receive", "running"
	Leaked    bool   // the profile of leaks found that nothing can ever wake it
	Minutes   int    // since when it waits; 0 is less than one, or unknown
	Frames    []Frame
	CreatedBy Frame // zero for the main one
	Creator   int   // which goroutine started it, or 0
}

var (
	header = regexp.MustCompile(`^goroutine (\d+)(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? \[(.*)\]:\s*$`)
	extra  = regexp.MustCompile(` \((?:leaked|scan|durable)\)$`)
	since  = regexp.MustCompile(`^(\d+) minutes?$`)
	maker  = regexp.MustCompile(`^created by (.+?)(?: in goroutine (\d+))?\s*$`)
)

// Parse reads the goroutines of a dump: what a program that dies or gets
// SIGQUIT prints, or a profile of goroutines in its long form (debug=2). What
// is not a goroutine's stack is left out, and a dump may end anywhere.
func Parse(dump string) []Goroutine {
	var all []Goroutine
	reading := false // a goroutine's stack, the last one's
	lines := strings.Split(dump, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSuffix(lines[i], "\r")
		if g, ok := headed(line); ok {
			all = append(all, g)
			reading = true
			continue
		}
		if strings.TrimSpace(line) == "" || header.MatchString(line) {
			reading = false
		}
		if !reading {
			continue
		}
		g := &all[len(all)-1]
		if by := maker.FindStringSubmatch(line); by != nil {
			g.CreatedBy.Func = by[1]
			g.Creator, _ = strconv.Atoi(by[2])
			if i+1 < len(lines) {
				g.CreatedBy, _ = g.CreatedBy.at(lines[i+1])
			}
			reading = false
		} else if f, ok := scan(lines[i:]); ok {
			g.Frames = append(g.Frames, f)
			i++
		}
	}
	return all
}

// headed reads the line above a goroutine's stack. Goroutine 0 is the
// runtime's own, of each thread.
func headed(line string) (g Goroutine, ok bool) {
	found := header.FindStringSubmatch(line)
	if found == nil {
		return Goroutine{}, false
	}
	id, err := strconv.Atoi(found[1])
	if err != nil || id < 1 {
		return Goroutine{}, false
	}
	state, _, _ := strings.Cut(found[2], " labels:{")
	words := strings.Split(state, ", ")
	g = Goroutine{ID: id, State: words[0]}
	for extra.MatchString(g.State) {
		g.Leaked = g.Leaked || strings.HasSuffix(g.State, " (leaked)")
		g.State = extra.ReplaceAllString(g.State, "")
	}
	for _, word := range words[1:] {
		if minutes := since.FindStringSubmatch(word); minutes != nil {
			g.Minutes, _ = strconv.Atoi(minutes[1])
		}
	}
	return g, true
}

// System reports whether the goroutine is Go's own: the garbage collector's,
// the one that waits for signals or reads the trace.
func (g Goroutine) System() bool {
	foreign := func(f Frame) bool { return !serves(f.Package()) }
	return g.ID != 1 && len(g.Frames) > 0 && serves(g.CreatedBy.Package()) && !slices.ContainsFunc(g.Frames, foreign)
}

// serves reports whether a package has goroutines of its own, and nothing that
// calls back but what a stack of the learner's would show.
func serves(path string) bool {
	return path == "runtime" || path == "runtime/trace" || path == "runtime/pprof" || path == "os/signal"
}
