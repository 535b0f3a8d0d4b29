package history

import "slices"

// Tail is the last n entries, those of this session last, the oldest first; or
// all, when n is below 1, as in a request that does not say.
func (h *History) Tail(n int) []Entry {
	h.mu.Lock()
	defer h.mu.Unlock()
	return tail(h.entries, n)
}

// tail copies the last n, or all.
func tail(entries []Entry, n int) []Entry {
	if n < 1 {
		n = len(entries)
	}
	return slices.Clone(entries[max(0, len(entries)-n):])
}

// Range is the entries of one session, in order, from the line start up to but
// not including the line stop, or to the end when stop is 0. A session of 0 is
// this one, and a negative one counts back from it: -1 is the one before.
//
// In this session, as in IPython, a negative start or stop counts back from the
// line after the last.
func (h *History) Range(session, start, stop int) []Entry {
	h.mu.Lock()
	defer h.mu.Unlock()
	if session <= 0 {
		session += h.session
	}
	if session == h.session {
		next := 1
		for _, e := range h.entries {
			if e.Session == session {
				next = max(next, e.Line+1)
			}
		}
		if start < 0 {
			start += next
		}
		if stop < 0 {
			stop += next
			if stop <= 0 { // before the first line, and not the end
				return nil
			}
		}
	}
	var found []Entry
	for _, e := range h.entries {
		if e.Session == session && e.Line >= start && (stop == 0 || e.Line < stop) {
			found = append(found, e)
		}
	}
	return found
}

// Search is the last n entries that match a pattern as a whole, the oldest
// first; or all, when n is below 1. In the pattern * is any text, newlines
// included, and ? any character. If unique, of equal inputs only the newest is
// there.
func (h *History) Search(pattern string, n int, unique bool) []Entry {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []Entry
	seen := map[string]bool{}
	for _, e := range slices.Backward(h.entries) {
		if unique && seen[e.Input] || !match(pattern, e.Input) {
			continue
		}
		seen[e.Input] = true
		found = append(found, e)
		if len(found) == n {
			break
		}
	}
	slices.Reverse(found)
	return found
}
