// Package film is what the goroutines of a recorded cell did and when, as data
// that is small enough to be handed on and drawn. Package tracefile makes it.
package film

import "time"

// A Film is what the goroutines of a program did from the beginning of a
// recording to its end. Times are since the beginning. Goroutines, frames and
// stacks are named by their indices.
type Film struct {
	Duration   time.Duration `json:"duration"`
	Processors int           `json:"processors"` // GOMAXPROCS
	Goroutines []Goroutine   `json:"goroutines"` // as they appeared
	Arrows     []Arrow       `json:"arrows"`     // as they happened
	Frames     []Frame       `json:"frames"`
	Stacks     []Stack       `json:"stacks"`

	// Parallel is for how long exactly n goroutines ran at once, by n.
	Parallel []time.Duration `json:"parallel"`
	// Changes is how many states the goroutines went through: more than there
	// are segments when some had to be merged.
	Changes int `json:"changes"`
	// Cut says that the recording became too long, and ends before the program.
	Cut bool `json:"cut,omitempty"`
	// Truncated says that the program ended before its recording did.
	Truncated bool `json:"truncated,omitempty"`
	// MissingArrows is how many wake-ups have no arrow, there were so many.
	MissingArrows int `json:"missingArrows,omitempty"`
	// Others are the goroutines beyond those kept, if there were so many.
	Others Others `json:"others,omitzero"`
}

// Others is what is known of the goroutines that have no place of their own:
// those that ran least.
type Others struct {
	Count   int           `json:"count"`
	Ran     time.Duration `json:"ran"`
	Ready   time.Duration `json:"ready"`
	Blocked time.Duration `json:"blocked"`
}

// A Goroutine is a goroutine of the program; those of the runtime and of the
// recording are left out.
type Goroutine struct {
	Number   int    `json:"number"`         // as in a stack dump; 1 is the main one
	Name     string `json:"name,omitempty"` // given by film.Name
	Func     string `json:"func"`           // that it started with
	Recorded bool   `json:"recorded"`       // it is the one whose function is recorded

	Creator Index         `json:"creator"` // goroutine; None when it was there before, or is the runtime's
	Created Index         `json:"created"` // stack of the creator
	Born    time.Duration `json:"born"`    // zero when it was there before
	End     time.Duration `json:"end"`
	Ended   bool          `json:"ended"` // or else it was still there at the end

	Segments []Segment     `json:"segments"` // without gaps, from Born to End
	Ran      time.Duration `json:"ran"`
	Ready    time.Duration `json:"ready"`
	Blocked  time.Duration `json:"blocked"`
	Waits    []Wait        `json:"waits"` // the longest first
}

// An Index names an element of one of a film's lists.
type Index int

// None is the index of nothing.
const None Index = -1

// State is what a goroutine does.
type State string

const (
	Running State = "running" // on a processor, in Go or in a short system call
	Ready   State = "ready"   // able to run, but no processor has taken it yet
	Blocked State = "blocked" // waiting for something
	Mixed   State = "mixed"   // several, each too short to be told apart
)

// A Segment is a time during which a goroutine is in one state.
type Segment struct {
	From   time.Duration `json:"from"`
	To     time.Duration `json:"to"`
	State  State         `json:"state"`
	Reason string        `json:"reason,omitempty"` // the runtime's word for why it is blocked, or stopped running
	Stack  Index         `json:"stack"`            // where it blocked, or stopped running
	Mix    *Mix          `json:"mix,omitempty"`    // of a Mixed one
}

// A Mix is what there is in a merged segment.
type Mix struct {
	Changes int           `json:"changes"`
	Ran     time.Duration `json:"ran"`
	Ready   time.Duration `json:"ready"`
	Blocked time.Duration `json:"blocked"`
}

// A Wait is what a goroutine waited for at one place, all in all.
type Wait struct {
	Reason string        `json:"reason"`
	Stack  Index         `json:"stack"`
	Time   time.Duration `json:"time"`
	Count  int           `json:"count"`
}

// ArrowKind says what one goroutine did to another.
type ArrowKind string

const (
	Creates ArrowKind = "creates"
	Wakes   ArrowKind = "wakes" // made ready to run
)

// An Arrow goes from one goroutine to another.
type Arrow struct {
	Kind  ArrowKind     `json:"kind"`
	From  Index         `json:"from"`
	To    Index         `json:"to"`
	At    time.Duration `json:"at"`
	Stack Index         `json:"stack"` // of From
}

// A Frame is a place in a function.
type Frame struct {
	Func string `json:"func"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// A Stack is the indices of frames, the innermost first. Those of Go's runtime
// are left out.
type Stack []Index
