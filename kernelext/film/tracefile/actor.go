package tracefile

import (
	"strings"
	"time"

	"golang.org/x/exp/trace"

	"cahiers/kernelext/film"
)

// An actor is a goroutine of the trace, the runtime's own too.
type actor struct {
	id      trace.GoID
	name    string
	root    string // the function it started with
	creator trace.GoID
	created film.Index
	born    trace.Time // zero when it was there before
	gone    bool
	pieces  []piece
	sums    film.Mix // of the pieces that are in the film

	state  trace.GoState
	since  trace.Time
	reason string
	stack  film.Index
}

// A piece is a segment in the trace's time.
type piece struct {
	from, to trace.Time
	state    film.State
	reason   string
	stack    film.Index
}

// enter puts the goroutine in a state, for a reason, at a place.
func (a *actor) enter(to trace.GoState, reason string, stack film.Index) {
	a.state = to
	switch to {
	case trace.GoNotExist:
		a.gone = true
	case trace.GoWaiting:
		a.reason, a.stack = reason, stack
	case trace.GoSyscall:
		a.reason, a.stack = "", stack
	case trace.GoRunnable:
		a.reason = reason
	default:
		a.reason = ""
	}
}

// leave ends the state in which the goroutine is; stack is where, if it is
// running.
func (a *actor) leave(from, to trace.GoState, now trace.Time, stack film.Index) {
	p := piece{from: a.since, to: now, reason: a.reason, stack: a.stack}
	switch from {
	case trace.GoRunning:
		p.state, p.stack = film.Running, stack
	case trace.GoSyscall:
		// A short one that did not cost the goroutine its processor is part of
		// its run.
		p.state, p.stack = film.Running, stack
		if !to.Executing() || now-a.since > longSyscall {
			p.state, p.reason, p.stack = film.Blocked, syscallReason, a.stack
		}
	case trace.GoRunnable:
		p.state = film.Ready
	case trace.GoWaiting:
		p.state = film.Blocked
		if a.reason == "preempted" { // by the collector, which looks at its stack
			p.state = film.Ready
		}
	default:
	}
	a.since = now
	if p.state != "" {
		a.append(p)
	}
}

// syscallReason is our word, among the runtime's, for a system call that lasts.
const syscallReason = "syscall"

// longSyscall is from how long on a system call is likely to have waited.
const longSyscall = trace.Time(50 * time.Microsecond)

func (a *actor) append(p piece) {
	if p.to <= p.from {
		return
	}
	if n := len(a.pieces); n > 0 && p.state == film.Running && a.pieces[n-1].state == film.Running && a.pieces[n-1].to == p.from {
		a.pieces[n-1].to, a.pieces[n-1].stack = p.to, p.stack
		return
	}
	a.pieces = append(a.pieces, p)
}

// finish ends the last state at the end of the film.
func (a *actor) finish(now trace.Time) {
	if a.state != trace.GoNotExist && a.state != trace.GoUndetermined {
		a.leave(a.state, trace.GoNotExist, now, film.None)
	}
}

// ours reports whether the goroutine is the learner's, and not the runtime's or
// the recording's.
func (a *actor) ours() bool {
	if a.root == "" {
		return a.id == 1
	}
	if strings.HasPrefix(a.root, "runtime.") {
		return a.root == "runtime.main"
	}
	for _, prefix := range []string{"runtime/trace.", "os/signal.", "cahiers/helpers/film.(*reel)", "cahiers/helpers/film.newReel", "cahiers/helpers/film.(*camera).start"} {
		if strings.HasPrefix(a.root, prefix) {
			return false
		}
	}
	return true
}
