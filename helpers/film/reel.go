package film

import "io"

// A reel takes a recording and, once it holds enough, has it stopped. What the
// runtime had not yet handed over then still comes, and without it the rest
// cannot be read: only what would be absurd is thrown away. It never fails: a
// full disk must not cost a cell its results.
type reel struct {
	out     io.Writer
	written int
	limit   int
	stop    func() // called once, by a goroutine of its own
	full    bool
	lost    bool
}

// absurd is how many times its limit a reel may hold.
const absurd = 12

func newReel(out io.Writer, limit int, stop func()) *reel {
	return &reel{out: out, limit: limit, stop: stop}
}

func (r *reel) Write(p []byte) (int, error) {
	r.written += len(p)
	if r.written > absurd*r.limit {
		r.lost = true
	}
	if !r.lost {
		if _, err := r.out.Write(p); err != nil {
			r.lost = true
		}
	}
	if r.written >= r.limit && !r.full {
		r.full = true
		go r.stop() // which waits for the writer, that is us
	}
	return len(p), nil
}
