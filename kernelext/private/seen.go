package private

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// seenDir holds what the current cell leaves to be looked at when it has ended.
const seenDir = "seen"

// RaceLog is where the race detector writes its reports: it adds a full stop
// and the number of the process.
func RaceLog(dir string) string { return filepath.Join(dir, seenDir, "races") }

// LeakList is where the program lists the goroutines that can never go on.
func LeakList(dir string) string { return filepath.Join(dir, seenDir, "leaks") }

// FilmTrace is where the program records its goroutines.
func FilmTrace(dir string) string { return filepath.Join(dir, seenDir, "trace") }

// FilmFile is where the supervisor leaves what it read in the trace.
func FilmFile(dir string) string { return filepath.Join(dir, seenDir, "film.json") }

// VetFolder is where go vet examines the cell from.
func VetFolder(dir string) string { return filepath.Join(dir, seenDir) }

// vetReport is where go vet says, in JSON, what it has against the cell.
func vetReport(dir string) string { return filepath.Join(dir, seenDir, "vet.json") }

// CreateVetReport makes the report of go vet, whose standard output it is to
// be: it is locked until the last process that has it open ends.
func CreateVetReport(dir string) (*os.File, error) {
	report, err := os.OpenFile(vetReport(dir), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the report of go vet: %w", err)
	}
	if err := syscall.Flock(int(report.Fd()), syscall.LOCK_EX); err != nil {
		_ = report.Close()
		return nil, fmt.Errorf("locking the report of go vet: %w", err)
	}
	return report, nil
}

// ReadVetReport reads the report when go vet has ended: mostly it has, long
// since. It waits no longer than patience. Without a report it returns nothing.
func ReadVetReport(dir string, patience time.Duration) []byte {
	report, err := os.Open(vetReport(dir))
	if err != nil {
		return nil
	}
	defer report.Close()
	for until := time.Now().Add(patience); syscall.Flock(int(report.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil; time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			return nil
		}
	}
	data, err := io.ReadAll(report)
	if err != nil {
		return nil
	}
	return data
}

// ClearSeen makes room for what the next cell leaves.
func ClearSeen(dir string) error {
	path := filepath.Join(dir, seenDir)
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("forgetting what was seen of a cell: %w", err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		return fmt.Errorf("making room for what is seen of a cell: %w", err)
	}
	return nil
}

// Built is how the program of the current cell was built.
type Built struct {
	Race  bool `json:"race"`  // with the race detector
	Leaks bool `json:"leaks"` // to list its leaks when it ends
	Film  bool `json:"film"`  // to record itself
}

const builtFile = "built.json"

// Write tells the kernel's front how the program was built.
func (b Built) Write(dir string) error {
	data, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("encoding how a cell was built: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, seenDir, builtFile), data, 0o600); err != nil {
		return fmt.Errorf("writing how a cell was built: %w", err)
	}
	return nil
}

// ReadBuilt is how the current cell was built; the zero Built when it was not.
func ReadBuilt(dir string) Built {
	var b Built
	data, err := os.ReadFile(filepath.Join(dir, seenDir, builtFile))
	if err == nil {
		_ = json.Unmarshal(data, &b) // half a file is no file
	}
	return b
}
