//go:build race

package metered

import "runtime"

// raceEnabled says that the race detector watches this program.
const raceEnabled = true

// Between ignoreSync and heedSync, the race detector draws no order from the
// atomic operations of this goroutine, as inside sync's own primitives: a
// count must not order goroutines that the program leaves unordered.
func ignoreSync() { runtime.RaceDisable() }
func heedSync()   { runtime.RaceEnable() }
