package stacks

import "strings"

// A Wait is what keeps a goroutine from going on.
type Wait struct {
	Kind    WaitKind
	Address uint64 // of the lock, channel, WaitGroup, Cond, Once; 0 when the dump does not say it
}

// WaitKind says what a goroutine waits for.
type WaitKind string

const (
	Mutex     WaitKind = "mutex"
	ReadLock  WaitKind = "read lock"  // (*RWMutex).RLock
	WriteLock WaitKind = "write lock" // (*RWMutex).Lock
	Once      WaitKind = "once"       // another goroutine's call of the same Once
	Send      WaitKind = "send"
	Receive   WaitKind = "receive"
	NilSend   WaitKind = "nil send" // to a nil channel: for ever, as the next ones
	NilRecv   WaitKind = "nil receive"
	Block     WaitKind = "block" // a select that has no case
	Select    WaitKind = "select"
	WaitGroup WaitKind = "waitgroup"
	Cond      WaitKind = "cond"
	Semaphore WaitKind = "semaphore" // of the runtime, for something else
	Sleep     WaitKind = "sleep"
	IO        WaitKind = "io" // a file, the network, another program
)

// Blocked reports whether only another goroutine of the program can end such a
// wait, or nothing.
func (k WaitKind) Blocked() bool { return k != "" && k != Sleep && k != IO }

// states are the runtime's words (runtime/runtime2.go, waitReasonStrings).
var states = map[string]WaitKind{
	"sync.Mutex.Lock":         Mutex,
	"sync.RWMutex.RLock":      ReadLock,
	"sync.RWMutex.Lock":       WriteLock,
	"chan send":               Send,
	"chan receive":            Receive,
	"chan send (nil chan)":    NilSend,
	"chan receive (nil chan)": NilRecv,
	"select (no cases)":       Block,
	"select":                  Select,
	"sync.WaitGroup.Wait":     WaitGroup,
	"sync.Cond.Wait":          Cond,
	"semacquire":              Semaphore,
	"sleep":                   Sleep,
	"IO wait":                 IO,
	"syscall":                 IO,
}

// Wait tells what the goroutine waits for. A goroutine that runs, or could,
// waits for nothing.
func (g Goroutine) Wait() (w Wait, waits bool) {
	w.Kind, waits = states[g.State]
	if !waits {
		return Wait{}, false
	}
	for _, f := range g.Frames {
		if path := f.Package(); path != "runtime" && path != "sync" && path != "internal/sync" {
			break
		}
		// A writer waits for its turn among writers by a Mutex inside the
		// RWMutex, and a Once has one as well.
		switch {
		case w.Kind == Mutex && f.Func == "sync.(*RWMutex).Lock":
			w.Kind = WriteLock
		case w.Kind == Mutex && f.Func == "sync.(*Once).doSlow":
			w.Kind = Once
			if w.Address != 0 {
				w.Address -= mutexInOnce
			}
		}
		if w.Address == 0 {
			w.Address = f.waitedFor(w.Kind)
		}
	}
	return w, true
}

// Where what is waited on lies in what the learner knows, in Go 1.26 on 64
// bits: an optimised method's own argument is often lost, this one is not.
const (
	semaphoreInMutex     = 4
	writersInRWMutex     = 8
	readersInRWMutex     = 12
	semaphoreInWaitGroup = 8
	listInCond           = 16
	mutexInOnce          = 4
)

// waitedFor is the address that a frame of the runtime tells, or 0.
func (f Frame) waitedFor(kind WaitKind) uint64 {
	offset := uint64(0)
	switch f.Func {
	case "runtime.chansend", "runtime.chanrecv", "internal/sync.(*Mutex).lockSlow":
	case "sync.runtime_notifyListWait":
		offset = listInCond
	case "runtime.semacquire1":
		switch kind {
		case Mutex:
			offset = semaphoreInMutex
		case WriteLock:
			offset = writersInRWMutex
		case ReadLock:
			offset = readersInRWMutex
		case WaitGroup:
			offset = semaphoreInWaitGroup
		default:
			return 0
		}
	default:
		if !strings.HasPrefix(f.Func, "sync.(*") || strings.HasPrefix(f.Func, "sync.(*Once)") {
			return 0
		}
	}
	if at := f.receiver(); at > offset {
		return at - offset
	}
	return 0
}
