//go:build !race

package metered

func hideFromRaceDetector() {}

func showToRaceDetector() {}
