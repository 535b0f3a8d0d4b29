package metered

import "sync/atomic"

// A tally counts events of goroutines that nothing orders. The race detector
// does not see it: to count is not to synchronise, and a program that races
// must be seen to race.
type tally struct{ n atomic.Uint64 }

// add counts one event, and returns how many there are with it.
func (t *tally) add() uint64 {
	ignoreSync()
	n := t.n.Add(1)
	heedSync()
	return n
}

func (t *tally) load() uint64 {
	ignoreSync()
	n := t.n.Load()
	heedSync()
	return n
}
