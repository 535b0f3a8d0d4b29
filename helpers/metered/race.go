//go:build race

package metered

// raceEnabled says that the race detector watches this program.
const raceEnabled = true
