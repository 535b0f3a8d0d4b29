package history

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// An Entry is one input.
type Entry struct {
	Session int    `json:"session"` // which start of a kernel, from 1
	Line    int    `json:"line"`    // as in In [3]
	Input   string `json:"input"`
}

// maxMemory is how many bytes of inputs are kept in memory, but for the last.
const maxMemory = 8 << 20

// A History is the inputs of earlier sessions, and of this one. Several
// goroutines may use it.
type History struct {
	mu      sync.Mutex
	entries []Entry // of earlier sessions, in order; then of this one
	bytes   int     // of all inputs in entries
	limit   int
	session int
	file    *file // nil when inputs are kept in memory only
}

// Open reads the history in the file at path and begins a new session. It
// keeps the last limit entries, one at least; in the file, 1 MiB of them at
// most, and no input longer than 64 KiB. A line that is damaged is skipped, a
// file that is missing is made. With no path, all is in memory.
//
// The History is there even when the error, about the file, is not nil: it has
// what could be read, and goes on in memory. What other kernels add to the
// file from now on is not seen.
func Open(path string, limit int) (*History, error) {
	h := &History{limit: max(limit, 1), session: 1}
	if path == "" {
		return h, nil
	}
	shared := &file{path: path, limit: h.limit}
	entries, session, err := shared.begin()
	h.session = session
	// Sessions that ran at the same time are mixed in the file.
	slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Session, b.Session) })
	for _, e := range entries {
		h.add(e)
	}
	if err == nil {
		h.file = shared
	}
	return h, err
}

// Session is the number of this session, from 1.
func (h *History) Session() int { return h.session }

// Append adds an input of this session: line is its execution count. A blank
// input is none.
//
// When the file cannot be written, the history goes on in memory: the error is
// returned once, and the file is left alone from then on.
func (h *History) Append(line int, input string) error {
	if strings.TrimSpace(input) == "" {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	e := Entry{h.session, line, input}
	h.add(e)
	if h.file == nil || len(input) > maxEntry {
		return nil
	}
	err := h.file.append(e)
	if err != nil {
		h.file = nil
	}
	return err
}

// add keeps an entry in memory, at the place of the oldest if need be.
func (h *History) add(e Entry) {
	h.entries = append(h.entries, e)
	h.bytes += len(e.Input)
	for len(h.entries) > h.limit || h.bytes > maxMemory && len(h.entries) > 1 {
		h.bytes -= len(h.entries[0].Input)
		h.entries[0] = Entry{} // for the collector
		h.entries = h.entries[1:]
	}
}
