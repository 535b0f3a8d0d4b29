package cell

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"cahiers/kernelext/film"
	"cahiers/kernelext/film/tracefile"
	"cahiers/kernelext/private"
)

// develop makes of the trace that the program left, if it did, a film that the
// kernel's front can draw: it is read here because that takes memory, and we
// are about to end.
func develop(dir string) {
	if dir == "" {
		return
	}
	trace, err := os.Open(private.FilmTrace(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if info, failed := trace.Stat(); failed == nil && info.Size() == 0 {
		_ = trace.Close()
		return // the program ended before its runtime wrote any of it
	}
	if err == nil {
		defer trace.Close()
		err = write(trace, private.FilmFile(dir))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, filmLost(err))
	}
}

func write(trace *os.File, path string) error {
	f, err := tracefile.Read(trace)
	if errors.Is(err, tracefile.ErrEmpty) {
		f, err = film.Film{Truncated: true}, nil
	}
	if err != nil {
		return fmt.Errorf("reading the trace: %w", err)
	}
	data, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("encoding the film: %w", err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("writing the film: %w", err)
	}
	return nil
}
