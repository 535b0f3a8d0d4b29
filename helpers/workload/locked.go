package workload

import (
	"sync"
	"time"
)

// Locked returns an operation that works for outside without the lock, then
// for hold under it. The share hold/(hold+outside) is what Amdahl's law counts
// as done one at a time. Both keep a processor busy (see Busy, which this
// calls twice, for 2 ms); for a pause that does not, see Think.
//
// A readers' side is a lock too: Locked(rw.RLocker(), hold, outside).
func Locked(l sync.Locker, hold, outside time.Duration) func() {
	inside, before := Busy(hold), Busy(outside)
	return func() {
		before()
		l.Lock()
		inside()
		l.Unlock()
	}
}

// LockedShare is Locked with the share of total that is worked under the lock.
func LockedShare(l sync.Locker, share float64, total time.Duration) func() {
	hold := time.Duration(min(max(share, 0), 1) * float64(total))
	return Locked(l, hold, total-hold)
}
