package explain

import (
	"regexp"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// maxLines bounds each part of a traceback.
const maxLines = 20

// crash is the failure of a program whose runtime gave up, saying why: the
// words of Go, what they mean, and where in the cells the goroutine was. The
// other goroutines are no part of it.
func (c Case) crash(said string) Failure {
	message := lastMessage(c.tidy(said))
	why := Failure{Name: Fatal, Value: message[0]}
	if what, ok := strings.CutPrefix(message[0], "panic: "); ok {
		why.Name, why.Value = Panic, what
	} else if what, ok := strings.CutPrefix(message[0], "fatal error: "); ok {
		why.Value = what
		if strings.Contains(what, "deadlock") {
			why.Name = Deadlock
		}
	}
	for _, line := range cut(message) {
		why.Traceback = append(why.Traceback, red(line))
	}
	why.Traceback = append(why.Traceback, c.meaning(why.Value)...)
	if why.Name == Deadlock {
		return why
	}
	p, g := c.programs(), dying(said)
	why.Traceback = append(why.Traceback, p.further(message, g)...)
	why.Traceback = append(why.Traceback, p.places(g)...)
	return why
}

// lastMessage is what the runtime says that it dies of. What goes on with it
// begins with a tab.
func lastMessage(said string) []string {
	lines := strings.Split(said, "\n")
	from := 0
	for i, line := range lines {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			from = i
			break
		}
	}
	to := from + 1
	for to < len(lines) && strings.HasPrefix(lines[to], "\t") {
		to++
	}
	return lines[from:to]
}

func cut(lines []string) []string {
	if len(lines) <= maxLines {
		return lines
	}
	return append(lines[:maxLines:maxLines], moreLines(len(lines)-maxLines))
}

var (
	recovered = regexp.MustCompile(` \[recovered(?:, (repanicked))?\]$`)
	// ofMain matches the name of the package that every cell is of.
	ofMain = regexp.MustCompile(`\bmain\.`)
)

// meaning says in French what a message of the runtime means, what to do, and
// which notebook explains it; nothing of one that it does not know.
func (c Case) meaning(message string) (said []string) {
	message = recovered.ReplaceAllString(strings.TrimPrefix(message, "runtime error: "), "")
	message = ofMain.ReplaceAllString(message, "")
	for _, cause := range causes() {
		french, advice, known := translateLine([]rule{cause.rule}, message)
		if !known {
			continue
		}
		said = append(said, french)
		if advice != "" {
			said = append(said, advice)
		}
		if lesson := c.lesson(cause.lesson); lesson.File != "" {
			said = append(said, explainedIn(cause.lesson, lesson.Title))
		}
		return said
	}
	return nil
}

// dying is the goroutine that a program died of, which the dump shows first. It
// has no frames when the dump does not show it.
func dying(dump string) stacks.Goroutine {
	for _, g := range stacks.Parse(dump) {
		// The others cannot have done it; one that ran at the same time is
		// shown without its stack.
		if g.State == "running" && len(g.Frames) > 0 {
			return g
		}
	}
	return stacks.Goroutine{}
}

// further says what became of a panic before it ended the program.
func (p *programs) further(message []string, g stacks.Goroutine) (said []string) {
	frames := g.Frames
	if len(frames) > 0 && frames[0].Func == "panic" { // as a long dump begins
		frames = frames[1:]
	}
	// The method Go of a WaitGroup panics again with what it recovers.
	found := recovered.FindStringSubmatch(message[0])
	if found != nil && found[1] != "" && len(frames) > 0 && p.spot(frames[0]).Exists() {
		said = append(said, panickedAgain)
	}
	if len(message) > 1 && strings.HasPrefix(message[0], "panic: ") && strings.HasPrefix(message[1], "\tpanic: ") {
		said = append(said, panickedMeanwhile)
	}
	return said
}

// places says where in the cells a goroutine was, and where it was started.
func (p *programs) places(g stacks.Goroutine) (said []string) {
	var last stacks.Frame
	line := ""
	for _, f := range g.Frames {
		spot := p.spot(f)
		if !spot.Exists() {
			continue
		}
		last = f
		if now := "    " + inTrace(spot); now == line {
			said[len(said)-1] = line + repeatedly
		} else {
			said, line = append(said, now), now
		}
	}
	said = cut(said)
	if started := p.started(g.CreatedBy, last); started.Exists() {
		said = append(said, "    "+startedAt(inTrace(started)))
	}
	return said
}

// started is where the goroutine of a frame was started: where the runtime
// says, or where a method Go was called.
func (p *programs) started(by, f stacks.Frame) sight.Spot {
	if spot := p.spot(by); spot.Exists() || by.Func == "" {
		return spot
	}
	if program := p.of(f.File); program != nil {
		return p.spot(stacks.Frame{File: f.File, Line: program.starts(f)})
	}
	return sight.Spot{}
}

// inTrace is a spot in a traceback.
func inTrace(spot sight.Spot) string {
	text := bold(spot.Name)
	if code := spot.Own(); code != "" {
		text += "\u00a0: " + code
	}
	return text
}
