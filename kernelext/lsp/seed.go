package lsp

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Seed gives a gopls caches of its own, in the folder own, which begin as those
// that Prepare filled: for each completion of a new text gopls writes seven
// files, kept for five days, that nobody reads again. Remove own with the
// kernel.
//
// Some 250 files: 30 ms by hard links; 200 ms by copies, where the system
// allows no others. What own has is left as it is.
func Seed(own, filled string) error {
	err := filepath.WalkDir(filled, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		within, err := filepath.Rel(filled, path)
		if err != nil {
			return err
		}
		to := filepath.Join(own, within)
		if entry.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		err = os.Link(path, to)
		if err == nil || errors.Is(err, fs.ErrExist) {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	})
	if err != nil {
		return fmt.Errorf("giving gopls its caches: %w", err)
	}
	return nil
}
