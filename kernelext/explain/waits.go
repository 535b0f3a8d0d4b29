package explain

import (
	"fmt"
	"slices"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// Deadlock says who waits for whom when the runtime finds that no goroutine
// can go on, from its dump.
func (c Case) Deadlock(dump string) sight.Sight {
	w := c.waiting(stacks.Parse(dump))
	seen := w.sight(sight.Deadlock)
	seen.Title = deadlockTitle(seen.Waits.Goroutines)
	seen.Sentences = append(w.findings(), w.others()...)
	seen.Lesson = c.lesson(w.lesson(aboutGoroutines))
	return seen
}

// Stuck says where the goroutines of a cell were when it was interrupted.
func (c Case) Stuck(dump string) sight.Sight {
	w := c.waiting(stacks.Parse(dump))
	seen := w.sight(sight.Stuck)
	seen.Title = stuckTitle
	seen.Sentences = append(w.findings(), w.others()...)
	if len(seen.Sentences) == 0 {
		seen.Sentences = []string{nothingWaits}
	}
	seen.Lesson = c.lesson(w.lesson(aboutGoroutines))
	return seen
}

// Others says what the other goroutines did when one of them ended the
// program: the first in the dump. Without any, its Waits has no goroutine.
func (c Case) Others(dump string) sight.Sight {
	all := stacks.Parse(dump)
	w := c.waiting(all[min(1, len(all)):])
	seen := w.sight(sight.Others)
	seen.Title = othersTitle(len(w.all)) // what they wait for did not stop the program
	seen.Lesson = c.lesson(w.lesson(aboutGoroutines))
	return seen
}

// Leaks says which goroutines could never go on when main had ended, from a
// line that says how they were found, and their stacks.
func (c Case) Leaks(dump string) sight.Sight {
	head, stack, _ := strings.Cut(dump, "\n")
	all := stacks.Parse(stack)
	marked := strings.HasSuffix(strings.TrimSpace(head), "profile") || strings.HasPrefix(head, "goroutineleak") ||
		slices.ContainsFunc(all, func(g stacks.Goroutine) bool { return g.Leaked })
	all = slices.DeleteFunc(all, func(g stacks.Goroutine) bool {
		w, _ := g.Wait()
		return marked && !g.Leaked || !w.Kind.Blocked() || slices.ContainsFunc(g.Frames, func(f stacks.Frame) bool {
			return f.Package() == "cahiers/helpers/leaks"
		})
	})
	w := c.waiting(all)
	seen := w.sight(sight.Leak)
	seen.Title = leaksTitle(len(w.all), marked)
	seen.Caveat = leaksCaveat(marked)
	seen.Lesson = c.lesson(aboutLeaks)
	if len(w.all) == 0 {
		seen.Sentences = []string{noLeakSentence}
		seen.Alt = noLeakAlt
		return seen
	}
	seen.Sentences = append(append(w.findings(), w.others()...), leakRepair)
	return seen
}

// A waiter is a goroutine that waits, or else runs, on its lines.
type waiter struct {
	stacks.Goroutine
	wait        stacks.Wait
	frame       int // the learner's, or -1
	at, started sight.Spot
	op          *operation
	wants       expression // as its line writes it
	known       expression // as whoever called it with it writes it
	thing       int        // or -1
	holds       []holding
}

// A holding is a lock that a goroutine seems to hold.
type holding struct {
	held
	known expression
	frame int
	thing int // or -1
}

// Waiting is what a dump says of all goroutines together.
type waiting struct {
	*programs
	all    []*waiter
	groups [][]int // of indices in all
	things []thing
	told   map[int]bool // those that the findings tell of
	holder []int        // of each thing, the index of a goroutine that holds it, or -1
	more   int          // groups that there are too many of to show
}

// A thing is what some wait for.
type thing struct {
	sight.Thing
	kind    stacks.WaitKind
	address uint64
	keys    []key
	written []string // by whom waits for it or holds it
	known   []string // the same, as their callers write it
	index   int      // in the sight; -1 when no edge has it
}

func (c Case) waiting(all []stacks.Goroutine) *waiting {
	w := &waiting{programs: c.programs()}
	known := map[string]*waiter{} // a leak may be of thousands at the same place
	for _, g := range all {
		if g.System() {
			continue
		}
		place := placeOfStack(g)
		if known[place] == nil {
			known[place] = w.waiter(g)
		}
		alike := *known[place]
		one := &alike
		one.Goroutine, one.holds = g, slices.Clone(one.holds)
		one.wait, _ = g.Wait()
		if one.at.Exists() || one.started.Exists() || g.ID == 1 {
			w.all = append(w.all, one)
		}
	}
	slices.SortStableFunc(w.all, func(a, b *waiter) int { return a.ID - b.ID })
	w.findThings()
	w.findHolders()
	w.group()
	w.nameThings()
	return w
}

// placeOfStack is the same for goroutines that stand at the same lines.
func placeOfStack(g stacks.Goroutine) string {
	var b strings.Builder
	b.WriteString(g.State)
	for _, f := range append(slices.Clip(g.Frames), g.CreatedBy) {
		fmt.Fprintf(&b, "\n%s %s:%d", f.Func, f.File, f.Line)
	}
	return b.String()
}

// waiter is a goroutine on its lines.
func (w *waiting) waiter(g stacks.Goroutine) *waiter {
	one := &waiter{Goroutine: g, thing: -1}
	one.wait, _ = g.Wait()
	one.frame, one.at = w.learners(g.Frames)
	if g.CreatedBy.Func != "" {
		one.started = w.startedBy([]stacks.Frame{g.CreatedBy}, g.Frames)
	}
	if one.frame < 0 {
		return one
	}
	program := w.of(g.Frames[one.frame].File)
	ops := program.operations(g.Frames[one.frame], one.wait.Kind)
	if len(ops) > 0 && allSame(program, ops) {
		one.op = &ops[0]
		if one.op.on != nil {
			one.wants = program.expression(one.op.on)
			one.known = w.resolve(g, one.frame, one.wants)
		}
	}
	for i := one.frame; i < len(g.Frames); i++ {
		f := g.Frames[i]
		at := w.of(f.File)
		if at == nil || strings.Contains(f.Func, goWrapper) { // of the goroutine that started this one
			continue
		}
		op := one.op
		if i > one.frame {
			op = nil
		} else if one.wait.Kind == stacks.Cond {
			continue // it gave its lock back
		}
		for _, lock := range at.holds(f, op) {
			one.holds = append(one.holds, holding{lock, w.resolve(g, i, lock.expression), i, -1})
		}
	}
	return one
}

// allSame reports whether the operations are on the same thing as far as the
// line says.
func allSame(s *program, ops []operation) bool {
	for _, op := range ops[1:] {
		if op.on == nil || ops[0].on == nil || s.expression(op.on) != s.expression(ops[0].on) {
			return false
		}
	}
	return true
}

// resolve follows a parameter to what was given for it, as far as the lines
// of the callers say.
func (w *waiting) resolve(g stacks.Goroutine, i int, e expression) expression {
	for e.root != nil && i >= 0 && i < len(g.Frames) {
		program := w.of(g.Frames[i].File)
		if program == nil {
			return e
		}
		from := program.origin(e.root)
		if from.index < 0 || !runs(g.Frames[i], from.fn) {
			return e
		}
		caller := g.CreatedBy
		if i+1 < len(g.Frames) && g.Frames[i+1].Package() != "runtime" {
			caller = g.Frames[i+1]
		}
		outer := w.of(caller.File)
		if outer == nil {
			return e
		}
		calls := outer.calls(from.fn, caller.Line)
		if len(calls) != 1 {
			return e
		}
		given := argument(calls[0], from.fn, from.index)
		if given == nil {
			return e
		}
		x := outer.expression(given)
		if x.root == nil {
			return e
		}
		e = expression{x.text + e.path, key{x.root, x.path + e.path}}
		i++
	}
	return e
}

// findThings makes a thing of each address, and of each expression where there
// is no address.
func (w *waiting) findThings() {
	byAddress := map[uint64]int{}
	for i := range w.all {
		one := w.all[i]
		if !one.wait.Kind.Blocked() && one.wait.Kind != stacks.IO {
			continue
		}
		at, known := byAddress[one.wait.Address]
		if one.wait.Address == 0 {
			at = slices.IndexFunc(w.things, func(t thing) bool {
				return t.address == 0 && one.known.root != nil && shape(one.wait.Kind) == t.Kind && slices.Contains(t.keys, one.known.key)
			})
			known = at >= 0
		}
		if one.thing = at; !known {
			one.thing = -1
		}
		if one.thing < 0 {
			one.thing = len(w.things)
			byAddress[one.wait.Address] = one.thing
			w.things = append(w.things, thing{Thing: sight.Thing{Kind: shape(one.wait.Kind)}, kind: one.wait.Kind, address: one.wait.Address})
		}
		w.spell(one.thing, one.wants, one.known)
	}
}

// spell notes how a thing is written.
func (w *waiting) spell(i int, wants, known expression) {
	t := &w.things[i]
	if wants.text != "" {
		t.written = append(t.written, wants.text)
		t.known = append(t.known, known.text)
	}
	if known.root != nil {
		t.keys = append(t.keys, known.key)
	}
}

// shape is the kind of thing that a kind of wait is for.
func shape(kind stacks.WaitKind) sight.ThingKind {
	switch kind {
	case stacks.Mutex, stacks.ReadLock, stacks.WriteLock:
		return sight.Lock
	case stacks.Send, stacks.Receive:
		return sight.Channel
	case stacks.Select:
		return sight.Select
	case stacks.WaitGroup:
		return sight.WaitGroup
	case stacks.Cond:
		return sight.Cond
	case stacks.NilSend, stacks.NilRecv, stacks.Block:
		return sight.Nothing
	default:
		return sight.Other
	}
}

// findHolders finds which of the things the locks are that goroutines hold.
func (w *waiting) findHolders() {
	offsets := w.offsets()
	for i := range w.all {
		one := w.all[i]
		for j := range one.holds {
			lock := &one.holds[j]
			lock.thing = w.heldThing(one, *lock, offsets)
			if lock.thing >= 0 && (!lock.looped || lock.thing == one.thing) {
				w.spell(lock.thing, lock.expression, lock.known)
			} else if lock.looped {
				lock.thing = -1
			}
		}
	}
	w.doubt()
	w.noteHolders()
	w.eliminate()
	w.noteHolders()
}

// doubt takes back who holds a lock when several do: all but one are wrong
// guesses, and those of an earlier turn of a loop the first.
func (w *waiting) doubt() {
	for thing := range w.things {
		for _, looped := range []bool{true, false} {
			var holds []*holding
			owners := 0
			for i := range w.all {
				before := len(holds)
				for j := range w.all[i].holds {
					if lock := &w.all[i].holds[j]; lock.thing == thing && !lock.read {
						holds = append(holds, lock)
					}
				}
				if len(holds) > before {
					owners++
				}
			}
			if owners < 2 {
				break
			}
			for _, lock := range holds {
				if lock.looped || !looped {
					lock.thing = -1
				}
			}
		}
	}
}

// A field is a way from a parameter of a type.
type field struct{ typ, path string }

// offsets are how far locks lie from the pointers that lines reach them by,
// as the goroutines that wait for some tell.
func (w *waiting) offsets() map[field]uint64 {
	known := map[field]uint64{}
	for _, one := range w.all {
		if one.wait.Address == 0 || one.frame < 0 || shape(one.wait.Kind) != sight.Lock {
			continue
		}
		if at, word, ok := w.word(one.Goroutine, one.frame, one.wants); ok && one.wait.Address >= word {
			known[at] = one.wait.Address - word
		}
	}
	return known
}

// word is the pointer in a frame that an expression begins with.
func (w *waiting) word(g stacks.Goroutine, i int, e expression) (at field, word uint64, ok bool) {
	program := w.of(g.Frames[i].File)
	if program == nil || e.root == nil {
		return field{}, 0, false
	}
	from := program.origin(e.root)
	words := g.Frames[i].Words()
	if from.index < 0 || from.index >= len(words) || words[from.index] == 0 || !runs(g.Frames[i], from.fn) {
		return field{}, 0, false
	}
	return field{program.source(parameters(from.fn)[from.index].typ), e.path}, words[from.index], true
}

// heldThing is the thing that a held lock is, or -1.
func (w *waiting) heldThing(one *waiter, lock holding, offsets map[field]uint64) int {
	if at, word, ok := w.word(one.Goroutine, lock.frame, lock.expression); ok {
		if offset, ok := offsets[at]; ok {
			return slices.IndexFunc(w.things, func(t thing) bool { return t.Kind == sight.Lock && t.address == word+offset })
		}
	}
	if lock.known.root == nil {
		return -1
	}
	if one.thing >= 0 && w.things[one.thing].Kind == sight.Lock && one.known.key == lock.known.key {
		return one.thing
	}
	if !w.shared(lock.known.key) {
		return -1
	}
	found := -1
	for i, t := range w.things {
		if t.Kind == sight.Lock && slices.Contains(t.keys, lock.known.key) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// shared reports whether a key means the same thing in every goroutine.
func (w *waiting) shared(k key) bool {
	for _, program := range w.read {
		if program != nil && program.defines(k.root) {
			return program.shared(k.root)
		}
	}
	return false
}

// eliminate gives the one lock without a holder to the one goroutine that
// holds a lock nobody knows, if there is no other way.
func (w *waiting) eliminate() {
	free, without := -1, 0
	for i, t := range w.things {
		if t.Kind == sight.Lock && !w.isHeld(i) {
			free, without = i, without+1
		}
	}
	var unknown []*holding
	for i := range w.all {
		for j := range w.all[i].holds {
			if lock := &w.all[i].holds[j]; lock.thing < 0 && !lock.looped && w.all[i].thing != free && free >= 0 &&
				lock.path != "" && slices.ContainsFunc(w.things[free].keys, func(k key) bool { return k.path == lock.path }) && !w.shared(lock.known.key) {
				unknown = append(unknown, lock)
			}
		}
	}
	if without == 1 && len(unknown) == 1 {
		unknown[0].thing = free
	}
}

// noteHolders notes who holds what.
func (w *waiting) noteHolders() {
	w.holder = make([]int, len(w.things))
	for i := range w.holder {
		w.holder[i] = -1
	}
	for i, one := range w.all {
		for _, lock := range one.holds {
			if lock.thing >= 0 && w.holder[lock.thing] < 0 {
				w.holder[lock.thing] = i
			}
		}
	}
}

func (w *waiting) isHeld(thing int) bool { return w.holder[thing] >= 0 }

// maxGroups bounds a drawing.
const maxGroups = 50

// group puts together the goroutines that do the same at the same place.
func (w *waiting) group() {
	known := map[string]int{}
	for i, one := range w.all {
		as := one.likeness()
		at, ok := known[as]
		if !ok {
			at = len(w.groups)
			known[as] = at
			w.groups = append(w.groups, nil)
		}
		w.groups[at] = append(w.groups[at], i)
	}
	w.more = max(len(w.groups)-maxGroups, 0)
	w.groups = w.groups[:len(w.groups)-w.more]
}

// likeness is the same for goroutines that a drawing shows as one.
func (one *waiter) likeness() string {
	var b strings.Builder
	fmt.Fprint(&b, one.State, one.ID == 1, one.at.Cell, one.at.Line, one.started.Cell, one.started.Line)
	if shape(one.wait.Kind) == sight.Lock {
		fmt.Fprint(&b, " waits ", one.thing)
	}
	for _, lock := range one.holds {
		fmt.Fprint(&b, " holds ", lock.thing)
	}
	return b.String()
}

// sight is what the drawing shows, but for its words above it.
func (w *waiting) sight(kind sight.Kind) sight.Sight {
	shown := &sight.Waits{Goroutines: []sight.Goroutine{}, Things: []sight.Thing{}, Edges: []sight.Edge{}}
	for i := range w.things {
		w.things[i].index = -1
	}
	edge := func(group, at int, holds bool) {
		t := &w.things[at]
		if t.index < 0 {
			t.index = len(shown.Things)
			shown.Things = append(shown.Things, t.Thing)
		}
		e := sight.Edge{Goroutine: group, Thing: t.index, Holds: holds, Inferred: holds}
		if !slices.Contains(shown.Edges, e) {
			shown.Edges = append(shown.Edges, e)
		}
	}
	for i, group := range w.groups {
		first := w.all[group[0]]
		g := sight.Goroutine{State: first.State, At: first.at, Started: first.started, Waits: first.thing >= 0, Does: w.doing(first)}
		for _, member := range group {
			g.Numbers = append(g.Numbers, w.all[member].ID)
		}
		g.Name = groupName(g.Numbers)
		if len(g.Numbers) > 1 {
			g.Does = plural(g.Does)
		}
		shown.Goroutines = append(shown.Goroutines, g)
		if first.thing >= 0 {
			edge(i, first.thing, false)
		}
	}
	for i, group := range w.groups {
		for _, lock := range w.all[group[0]].holds {
			if lock.thing >= 0 {
				edge(i, lock.thing, true)
			}
		}
	}
	seen := sight.Sight{Kind: kind, Waits: shown, Alt: waitsAlt(shown)}
	if slices.ContainsFunc(shown.Edges, func(e sight.Edge) bool { return e.Inferred }) {
		seen.Caveat = inferredCaveat
	}
	return seen
}

// lesson is the notebook about what goroutines wait for, the locks first.
func (w *waiting) lesson(otherwise int) int {
	number := otherwise
	for _, one := range w.all {
		switch {
		case one.wait.Kind == stacks.Mutex:
			return aboutMutex
		case one.wait.Kind == stacks.ReadLock || one.wait.Kind == stacks.WriteLock:
			number = aboutRWMutex
		case number != aboutRWMutex && (shape(one.wait.Kind) == sight.Channel || shape(one.wait.Kind) == sight.Select || shape(one.wait.Kind) == sight.Nothing):
			number = aboutChannels
		}
	}
	return number
}
