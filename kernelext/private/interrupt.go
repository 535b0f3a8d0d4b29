package private

import (
	"os"
	"path/filepath"
	"time"
)

// The current cell is to stop while this file is there. A process that is
// about to build or run the cell looks for it first, and is found by whoever
// makes it (see Build, and the supervisor's signals): no interrupt is lost
// between two of them.
const interruptFile = "interrupted"

// Interrupt asks those who build and run the current cell to stop.
func Interrupt(dir string) error {
	return os.WriteFile(filepath.Join(dir, interruptFile), nil, 0o600)
}

// Interrupted reports whether the current cell is to stop. A cell that runs
// outside of a kernel, where dir is "", is never interrupted.
func Interrupted(dir string) bool {
	if dir == "" {
		return false
	}
	_, err := InterruptedAt(dir)
	return err == nil
}

// InterruptedAt is when the current cell was asked to stop, or an error when it
// was not.
func InterruptedAt(dir string) (time.Time, error) {
	info, err := os.Stat(filepath.Join(dir, interruptFile))
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// Resume forgets an interrupt, before the next cell.
func Resume(dir string) { _ = os.Remove(filepath.Join(dir, interruptFile)) }
