package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// sessionFile is the name of the file in the kernel's private folder.
const sessionFile = "cell.json"

// A Session is what the kernel tells the processes that build and run a cell:
// the cells whose text may stand in the program. The last is the current one.
type Session struct {
	Cells []Cell `json:"cells"`
}

// Current is the cell that is being run; the zero Cell when there is none.
func (s Session) Current() Cell {
	if len(s.Cells) == 0 {
		return Cell{}
	}
	return s.Cells[len(s.Cells)-1]
}

// Write puts the session into dir, for its owner alone to read: whoever reads
// it meanwhile has either this one or the one before.
func (s Session) Write(dir string) (err error) {
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encoding the session: %w", err)
	}
	file, err := os.CreateTemp(dir, sessionFile+".*") // mode 0600
	if err != nil {
		return fmt.Errorf("writing the session: %w", err)
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(dir, sessionFile))
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return fmt.Errorf("writing the session: %w", err)
	}
	return nil
}

// ReadSession reads what [Session.Write] put into dir.
func ReadSession(dir string) (Session, error) {
	data, err := os.ReadFile(filepath.Join(dir, sessionFile))
	if err != nil {
		return Session{}, fmt.Errorf("reading the session: %w", err)
	}
	var s Session
	if err := json.Unmarshal(data, &s); err != nil {
		return Session{}, fmt.Errorf("reading the session: %w", err)
	}
	return s, nil
}
