//go:build race

package metered

import "runtime"

// hideFromRaceDetector makes atomic operations order nothing in the eyes of the
// race detector, for this goroutine until showToRaceDetector.
func hideFromRaceDetector() { runtime.RaceDisable() }

func showToRaceDetector() { runtime.RaceEnable() }
