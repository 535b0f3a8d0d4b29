//go:build !race

package metered

// raceEnabled says that the race detector watches this program.
const raceEnabled = false

// ignoreSync and heedSync do something under -race only.
func ignoreSync() {}
func heedSync()   {}
