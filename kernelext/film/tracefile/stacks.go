package tracefile

import (
	"strconv"
	"strings"

	"golang.org/x/exp/trace"

	"cahiers/kernelext/film"
)

// stacks gives each stack of a trace, and each frame, one index.
type stacks struct {
	known   map[trace.Stack]film.Index // in one generation of the trace
	byPath  map[string]film.Index
	byFrame map[film.Frame]film.Index
	frames  []film.Frame
	all     []film.Stack
	roots   []string
	reasons []string // what a goroutine that stands there waits for, in the runtime's words
}

func newStacks() stacks {
	return stacks{known: map[trace.Stack]film.Index{}, byPath: map[string]film.Index{}, byFrame: map[film.Frame]film.Index{}}
}

// maxDepth bounds a stack: of a deeper one the outermost frames are left out.
const maxDepth = 64

// add returns the index of a stack, None for one without frames.
func (s *stacks) add(stack trace.Stack) film.Index {
	if stack == trace.NoStack {
		return film.None
	}
	if i, ok := s.known[stack]; ok {
		return i
	}
	var frames film.Stack
	var path []byte
	root, reason := "", ""
	for f := range stack.Frames() {
		root = f.Func
		if reason == "" {
			reason = reasonOf[f.Func]
		}
		if len(frames) == maxDepth || strings.HasPrefix(f.Func, "runtime.") {
			continue
		}
		i := s.frame(film.Frame{Func: f.Func, File: f.File, Line: int(f.Line)})
		frames = append(frames, i)
		path = strconv.AppendInt(append(path, ' '), int64(i), 10)
	}
	i := film.None
	if root != "" {
		key := root + " " + reason + string(path)
		var ok bool
		if i, ok = s.byPath[key]; !ok {
			i = film.Index(len(s.all))
			s.byPath[key] = i
			s.all = append(s.all, frames)
			s.roots = append(s.roots, root)
			s.reasons = append(s.reasons, reason)
		}
	}
	s.known[stack] = i
	return i
}

func (s *stacks) frame(f film.Frame) film.Index {
	i, ok := s.byFrame[f]
	if !ok {
		i = film.Index(len(s.frames))
		s.byFrame[f] = i
		s.frames = append(s.frames, f)
	}
	return i
}

// root is the outermost function of a stack, with which its goroutine started.
func (s *stacks) root(i film.Index) string {
	if i == film.None {
		return ""
	}
	return s.roots[i]
}

// reason is why a goroutine waits at a stack, for the trace does not say it of
// one that slept since before the recording.
func (s *stacks) reason(i film.Index) string {
	if i == film.None {
		return ""
	}
	return s.reasons[i]
}

var reasonOf = map[string]string{
	"runtime.chanrecv1": "chan receive", "runtime.chanrecv2": "chan receive", "runtime.chansend1": "chan send",
	"runtime.selectgo": "select", "runtime.block": "forever", "time.Sleep": "sleep",
	"sync.runtime_notifyListWait": "sync.(*Cond).Wait", "internal/poll.runtime_pollWait": "network",
	"sync.runtime_SemacquireWaitGroup": "sync", "sync.runtime_SemacquireRWMutex": "sync",
	"sync.runtime_SemacquireRWMutexR": "sync", "internal/sync.runtime_SemacquireMutex": "sync",
}
