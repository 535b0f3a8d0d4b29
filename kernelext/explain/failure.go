// Package explain says in French, and in the lines of the learner's cells, why
// a cell failed. It reads what GoNB, the compiler and Go's runtime say, and
// knows nothing of Jupyter but the three fields of an error.
package explain

import (
	"regexp"
	"strings"
	"syscall"
)

// The names of failures (Jupyter's ename), by which programs tell them apart.
const (
	Compile   = "compile"   // it does not compile, or is not Go
	Panic     = "panic"     // its program panicked
	Deadlock  = "deadlock"  // all its goroutines wait for each other
	Fatal     = "fatal"     // the runtime gave its program up for another reason
	Exit      = "exit"      // its program ended with another status than 0
	Signal    = "signal"    // its program was killed
	Interrupt = "interrupt" // someone interrupted it
	Refused   = "refused"   // GoNB refused it, or could not run it
)

// A Failure is the content of a Jupyter error.
type Failure struct {
	Name      string   `json:"ename"`
	Value     string   `json:"evalue"`    // one line, or one for each mistake
	Traceback []string `json:"traceback"` // what a learner reads, with ANSI colours
}

// Built reports whether the cell's program was built and begun, from when on
// GoNB remembers what the cell declares.
func (why Failure) Built() bool {
	return why.Name != Compile && why.Name != Refused && why.Name != Interrupt
}

func plain(name, value string) Failure { return Failure{name, value, []string{red(value)}} }

// Explain makes the one error of a failed cell from GoNB's own, from the last
// words of its program, if it had some, and from whether someone interrupted
// it.
func (c Case) Explain(gonbs Failure, lastWords string, interrupted bool) Failure {
	value := strings.TrimSpace(gonbs.Value)
	status := ended.FindStringSubmatch(value)
	switch {
	case interrupted:
		return plain(Interrupt, cellInterrupted)
	case lastWords != "":
		return c.crash(lastWords)
	case status != nil && status[1] != "":
		return plain(Exit, exited(status[1]))
	case status != nil:
		return plain(Signal, killed(status[2]))
	case strings.Contains(value, syscall.ENOSPC.Error()):
		return plain(Refused, diskFull)
	case compilers.MatchString(value):
		return c.compile(gonbs)
	default:
		return plain(Refused, refused(value))
	}
}

// CannotRun is the failure of a cell that could not even be handed to GoNB.
func CannotRun(err error) Failure { return plain(Refused, cannotRun(err)) }

var (
	ended     = regexp.MustCompile(`^(?:exit status (\d+)|signal: (.*))$`)
	compilers = regexp.MustCompile(`(?m)(main(_test)?\.go:\d+:\d+: |^go: |^failed to run )`)
)
