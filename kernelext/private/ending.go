package private

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// endingFile is where the supervisor of a cell says how it ended.
const endingFile = "ending.json"

// An Ending is what is left to say of a cell's program when it has ended badly.
type Ending struct {
	Said string `json:"said"` // what Go's runtime printed when it gave up: "panic: …" and the stacks
}

// Write leaves the ending for the kernel's front.
func (e Ending) Write(dir string) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encoding a cell's ending: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, endingFile), data, 0o600); err != nil {
		return fmt.Errorf("writing a cell's ending: %w", err)
	}
	return nil
}

// TakeEnding returns the ending that the last cell left, and removes it. The
// zero Ending is that of a cell that left none.
func TakeEnding(dir string) Ending {
	path := filepath.Join(dir, endingFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return Ending{}
	}
	_ = os.Remove(path)
	var e Ending
	_ = json.Unmarshal(data, &e) // half a file is no file
	return e
}
