package metered

import "time"

// epoch is where the clock of this package starts. It never changes.
var epoch = time.Now()

// clock reads the monotonic clock. time.Since, unlike time.Now, does not read
// the time of day beside it, and costs half as much: 20 to 50 ns.
func clock() time.Duration { return time.Since(epoch) }
