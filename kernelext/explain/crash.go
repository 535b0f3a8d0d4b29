package explain

import (
	"regexp"
	"strings"
)

// maxTrace bounds a traceback, in lines.
const maxTrace = 400

// crash is the failure of a program whose runtime gave up, saying why.
func (c Case) crash(said string) Failure {
	first, _, _ := strings.Cut(said, "\n")
	why := Failure{Name: Fatal, Value: first}
	if what, ok := strings.CutPrefix(first, "panic: "); ok {
		why.Name, why.Value = Panic, what
	} else if what, ok := strings.CutPrefix(first, "fatal error: "); ok {
		why.Value = what
		if strings.Contains(what, "deadlock") {
			why.Name = Deadlock
		}
	}
	lines := c.translate(said)
	for i, line := range lines {
		if i == maxTrace {
			why.Traceback = append(why.Traceback, moreLines(len(lines)-maxTrace))
			break
		}
		why.Traceback = append(why.Traceback, line.text)
	}
	why.Traceback[0] = red(why.Traceback[0])
	return why
}

var goroutine = regexp.MustCompile(`^goroutine (\d+)(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? \[([^\],]+).*\]:$`)

// whereabouts says of each goroutine of a stopped program where in the cells
// it was, and what it did there.
func (c Case) whereabouts(dump string) []string {
	var said []string
	for stack := range strings.SplitSeq(dump, "\n\n") {
		head, _, _ := strings.Cut(stack, "\n")
		state := goroutine.FindStringSubmatch(head)
		if state == nil {
			continue
		}
		was := []string{goroutineWas(state[1], state[2])}
		for _, line := range c.translate(stack) {
			switch {
			case line.created:
				was = append(was, "    "+startedAt(strings.TrimSpace(line.text)))
			case line.learners:
				was = append(was, "    "+strings.TrimSpace(line.text))
			}
		}
		if len(was) == 1 {
			continue
		}
		if said = append(said, was...); len(said) > maxTrace {
			return append(said, "…")
		}
	}
	return said
}
