package explain

import (
	"cmp"
	"slices"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// nameThings names things as the lines write them: as their callers do where
// the lines of two things, or two lines of one, do not agree.
func (w *waiting) nameThings() {
	count := map[string]int{}
	for _, t := range w.things {
		if names := distinct(t.written); len(names) == 1 {
			count[names[0]]++
		}
	}
	used := map[string]int{}
	for i := range w.things {
		t := &w.things[i]
		names := distinct(t.written)
		if len(names) != 1 || count[names[0]] > 1 {
			names = distinct(t.known)
		}
		t.Name = unnamed(t.kind)
		if len(names) > 0 {
			t.Name = slices.MinFunc(names, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
		}
		used[t.Name]++
	}
	waits := w.waiters()
	for i := range w.things {
		t := &w.things[i]
		one := waits[i][0]
		if t.Kind == sight.Select || t.kind == stacks.Block {
			if one.op != nil {
				t.Name = selectName(w.of(one.Frames[one.frame].File).cases(one.op.node))
			}
		} else if used[t.Name] > 1 && len(t.written) > 0 && t.Kind == sight.Lock {
			t.Name = ofGoroutine(t.Name, one.ID)
		}
		if strings.HasPrefix(t.Name, "time.After(") || strings.HasPrefix(t.Name, "time.Tick(") {
			t.Kind = sight.Other
		}
		t.Note = w.note(i, waits[i])
	}
}

// waiters are, for each thing, who waits for it.
func (w *waiting) waiters() [][]*waiter {
	all := make([][]*waiter, len(w.things))
	for _, one := range w.all {
		if one.thing >= 0 {
			all[one.thing] = append(all[one.thing], one)
		}
	}
	return all
}

func distinct(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}

// note is what is known of a thing for which goroutines wait.
func (w *waiting) note(thing int, waits []*waiter) string {
	t := w.things[thing]
	sends, receives := false, false
	for _, one := range waits {
		sends = sends || one.wait.Kind == stacks.Send
		receives = receives || one.wait.Kind == stacks.Receive
	}
	switch t.Kind {
	case sight.Channel:
		if sends && !receives {
			return nobodyReceives
		}
		if receives && !sends {
			return nobodySends
		}
	case sight.WaitGroup:
		return neverZero
	case sight.Lock:
		if !w.isHeld(thing) {
			return holderUnknown
		}
	case sight.Nothing:
		return neverComes
	case sight.Select, sight.Cond, sight.Other:
	}
	return ""
}

// cycle is the goroutines that wait for each other, from one of them, or none.
func (w *waiting) cycle(from int) []int {
	way := []int{from}
	for at := from; ; {
		next := -1
		if thing := w.all[at].thing; thing >= 0 {
			next = w.holder[thing]
		}
		switch {
		case next == from:
			return way
		case next < 0 || slices.Contains(way, next):
			return nil
		}
		way = append(way, next)
		at = next
	}
}

// findings are what the locks that goroutines hold say about why they wait.
func (w *waiting) findings() (said []string) {
	told := map[int]bool{}
	w.told = told
	for i, one := range w.all {
		if one.thing < 0 || told[i] || len(said) >= maxSaid {
			continue
		}
		// Its own lock first, whoever else may hold one of that name.
		for _, lock := range one.holds {
			if lock.thing == one.thing && !told[i] {
				told[i] = true
				said = append(said, selfLock(one, lock, w.things[one.thing].Name, w.lineName(one, lock)))
			}
		}
		if told[i] {
			continue
		}
		way := w.cycle(i)
		if len(way) < 2 {
			continue
		}
		var links []string
		for _, at := range way {
			told[at] = true
			_, lock := w.holderOf(at, way)
			links = append(links, holdsAndWaits(w.all[at].ID, w.things[lock.thing].Name, w.things[w.all[at].thing].Name, w.all[at].at))
		}
		said = append(said, circle(links), sameOrder)
	}
	if text := w.unresolved(); text != "" {
		said = append(said, text)
	}
	waits := w.waiters()
	for i, t := range w.things {
		if t.Kind != sight.Lock || w.isHeld(i) || len(said) >= maxSaid {
			continue
		}
		one := waits[i][0]
		if one.frame < 0 {
			continue
		}
		file := one.Frames[one.frame].File
		if line := w.of(file).forgotten(one.wants, one.Frames[one.frame].Line); line > 0 {
			if spot := w.spot(stacks.Frame{File: file, Line: line}); spot.Exists() {
				said = append(said, forgottenUnlock(t.Name, spot))
			}
		}
	}
	return said
}

// unresolved says that goroutines which wait for a lock hold one as well, when
// neither the lines nor the dump tell which.
func (w *waiting) unresolved() string {
	var first holding
	line, n := "", 0
	for _, one := range w.all {
		if one.thing < 0 || w.things[one.thing].Kind != sight.Lock {
			continue
		}
		at := slices.IndexFunc(one.holds, func(h holding) bool { return h.thing < 0 && !h.looped })
		if at < 0 || n > 0 && one.holds[at].text != first.text {
			continue
		}
		if n++; n == 1 {
			first, line = one.holds[at], w.lineName(one, one.holds[at])
		}
	}
	if n < 2 || line == "" {
		return ""
	}
	return holdSome(n, first.text, line)
}

// holderOf is the lock that a goroutine of a circle holds and another one in
// it waits for.
func (w *waiting) holderOf(at int, way []int) (int, holding) {
	for _, lock := range w.all[at].holds {
		if lock.thing >= 0 && slices.ContainsFunc(way, func(other int) bool { return other != at && w.all[other].thing == lock.thing }) {
			return at, lock
		}
	}
	return at, holding{thing: w.all[at].thing}
}

// lineName is where a goroutine took a lock.
func (w *waiting) lineName(one *waiter, lock holding) string {
	return w.spot(stacks.Frame{File: one.Frames[lock.frame].File, Line: lock.line}).Name
}

// maxSaid bounds the sentences about single goroutines.
const maxSaid = 6

// others say of each goroutine that waits what it waits for, and what would
// let it go on.
func (w *waiting) others() (said []string) {
	advised := map[sight.ThingKind]bool{}
	var advice []string
	for i, group := range w.groups {
		one := w.all[group[0]]
		if one.thing < 0 || !one.wait.Kind.Blocked() || w.things[one.thing].Kind == sight.Other {
			continue
		}
		if w.told[group[0]] {
			continue
		}
		if i >= maxSaid {
			said = append(said, andMore(len(w.groups)-i+w.more))
			break
		}
		said = append(said, groupWaits(w.ids(group), w.doing(one), one.at))
		kind := w.things[one.thing].Kind
		if text := adviceOn(kind, one.wait.Kind); text != "" && !advised[kind] && (kind != sight.WaitGroup || w.onlyGroups()) {
			advised[kind] = true
			advice = append(advice, text)
		}
		if one.wait.Kind == stacks.WaitGroup && one.frame >= 0 {
			file := one.Frames[one.frame].File
			if spot := w.spot(stacks.Frame{File: file, Line: w.of(file).copied("WaitGroup")}); spot.Exists() {
				advice = append(advice, copiedGroup(spot))
			}
		}
	}
	return append(said, advice...)
}

func (w *waiting) ids(group []int) (ids []int) {
	for _, i := range group {
		ids = append(ids, w.all[i].ID)
	}
	return ids
}

// onlyGroups reports whether nothing but WaitGroups keeps goroutines waiting:
// or else it is the tasks that wait, and a Done more would not help.
func (w *waiting) onlyGroups() bool {
	return !slices.ContainsFunc(w.all, func(one *waiter) bool {
		return one.wait.Kind != stacks.WaitGroup && one.wait.Kind.Blocked()
	})
}
