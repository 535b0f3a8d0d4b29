package explain

import (
	"go/token"
	"regexp"
	"strings"

	"cahiers/kernelext/sight"
)

// A wait is a kind of thing that a goroutine of a film waits for.
type wait int

const (
	waitOther wait = iota
	waitReceive
	waitSend
	waitSelect
	waitForever
	waitSleep
	waitNetwork
	waitSystem
	waitCollector
	waitLock
	waitReadLock
	waitWaitGroup
	waitCond
	waitOnce
)

// reasons are the words of the runtime's trace, and one of package film's.
var reasons = map[string]wait{
	"chan receive": waitReceive, "chan send": waitSend, "select": waitSelect, "forever": waitForever,
	"sleep": waitSleep, "network": waitNetwork, "syscall": waitSystem, "sync.(*Cond).Wait": waitCond,
	"wait until GC ends": waitCollector,
}

// methods tell apart what the runtime calls by one word, by the end of the
// name of what was called: sync's own types, and those of helpers/metered.
var methods = map[string]wait{
	"Mutex).Lock": waitLock, "RWMutex).Lock": waitLock, "RWMutex).RLock": waitReadLock,
	"WaitGroup).Wait": waitWaitGroup, "Cond).Wait": waitCond, "Once).Do": waitOnce,
}

// waitOf is what is waited for, from the runtime's reason and the function that
// the learner's line calls.
func waitOf(reason, call string) wait {
	if i := strings.LastIndex(call, "(*"); i >= 0 {
		if w, ok := methods[call[i+2:]]; ok {
			return w
		}
	}
	if strings.HasPrefix(reason, "GC ") {
		return waitCollector
	}
	return reasons[reason]
}

// thing is what is waited for, as it is drawn everywhere.
func (w wait) thing() sight.ThingKind {
	switch w {
	case waitLock, waitReadLock, waitOnce:
		return sight.Lock
	case waitReceive, waitSend:
		return sight.Channel
	case waitSelect:
		return sight.Select
	case waitWaitGroup:
		return sight.WaitGroup
	case waitCond:
		return sight.Cond
	case waitForever:
		return sight.Nothing
	default:
		return sight.Other
	}
}

// chain is a name, with the fields, calls and indices that follow it.
const chain = `([\pL_][\pL\d_.]*(?:(?:\([^()]*\)|\[[^\[\]]*\])[\pL\d_.]*)*)`

// Places in a line where what is waited for has a name.
var (
	locked   = regexp.MustCompile(chain + `\.R?Lock\(\)`)
	waited   = regexp.MustCompile(chain + `\.Wait\(\)`)
	received = regexp.MustCompile(`(?:<-\s*|\brange\s+)` + chain + `(?:[^\pL\d_.(\[]|$)`)
	sent     = regexp.MustCompile(chain + `\s*<-`)
)

// name is what a line calls the thing that is waited for, when it names one
// alone.
func (w wait) name(line string) string {
	var found []string
	switch w {
	case waitReceive:
		if len(operands(sent, line)) > 0 { // it does both
			return ""
		}
		found = operands(received, line)
	case waitSend:
		found = operands(sent, line)
	case waitLock, waitReadLock:
		found = operands(locked, line)
	case waitWaitGroup:
		found = operands(waited, line)
	default:
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// operands are the operands that a pattern finds in a line.
func operands(pattern *regexp.Regexp, line string) (found []string) {
	for _, match := range pattern.FindAllStringSubmatch(line, -1) {
		if !token.IsKeyword(match[1]) { // as in return <-c
			found = append(found, match[1])
		}
	}
	return found
}

// able says why a goroutine that could run does not.
func able(reason string) string {
	switch reason {
	case "preempted":
		return filmPreempted
	case "runtime.Gosched":
		return filmYielded
	default:
		return filmReady
	}
}
