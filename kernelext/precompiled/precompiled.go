// Package precompiled keeps the list of packages that are compiled already, so
// that a cell which imports nothing else is compiled and linked without asking
// the go command what that takes: half of the time of a small build.
//
// The list is a file that Go's compiler and linker read as it is (an
// importcfg), with what must still be true of the machine in a comment on its
// first line. Set-up writes it; whoever reads it asks first whether it is still
// true, and otherwise builds as usual.
package precompiled

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A List is what the first line of the file says.
type List struct {
	Tools    string   `json:"tools"`    // folder of the compiler and the linker
	Version  string   `json:"version"`  // theirs, for instance go1.26.8
	Language string   `json:"language"` // that of cells, for instance go1.26
	Imports  []string `json:"imports"`  // sorted; what a cell may import: the file has more, which those import
	Stamps   []Stamp  `json:"stamps"`   // files and folders that the packages were compiled from, and go itself
}

// A Stamp says how a file or a folder was when the list was made.
type Stamp struct {
	Path     string    `json:"path"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

// NewStamp is how path is now.
func NewStamp(path string) (Stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{path, info.Size(), info.ModTime()}, nil
}

const prefix = "packagefile "

// Bytes is the file: archives are lines as `go list -export` can print them,
// "fmt=/path/of/archive".
func (l List) Bytes(archives []string) ([]byte, error) {
	first, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("encoding the list of compiled packages: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "#%s\n", first)
	for _, archive := range archives {
		fmt.Fprintln(&b, prefix+archive)
	}
	return b.Bytes(), nil
}

// Read reads the first line of the file at path.
func Read(path string) (List, error) {
	file, err := os.Open(path)
	if err != nil {
		return List{}, err
	}
	defer file.Close()
	first, err := bufio.NewReaderSize(file, 1<<15).ReadBytes('\n')
	if err != nil {
		return List{}, fmt.Errorf("reading %s: %w", path, err)
	}
	var l List
	if err := json.Unmarshal(bytes.TrimPrefix(first, []byte("#")), &l); err != nil {
		return List{}, fmt.Errorf("reading %s: %w", path, err)
	}
	return l, nil
}

// Serves reports whether a program with these imports may be built from the
// list: it has them all, and nothing has changed since it was made. It costs
// one look at each stamped file.
func (l List) Serves(imports []string) bool {
	for _, path := range imports {
		if _, found := slices.BinarySearch(l.Imports, path); !found {
			return false
		}
	}
	return !slices.ContainsFunc(l.Stamps, func(old Stamp) bool {
		now, err := NewStamp(old.Path)
		return err != nil || now.Size != old.Size || !now.Modified.Equal(old.Modified)
	})
}

// Archives reads, in the file at path, where the archive of each package is.
func Archives(path string) (map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	archives := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if entry, ok := strings.CutPrefix(line, prefix); ok {
			name, archive, _ := strings.Cut(strings.TrimSuffix(entry, "\n"), "=")
			archives[name] = archive
		}
	}
	return archives, nil
}

// Keep tells Go's cache that the archives named in the file at path are in
// use, at most once a day: the go command, which does not see us use them,
// removes what nobody has used for five days.
func Keep(path string, now time.Time) error {
	info, err := os.Stat(path)
	if err != nil || now.Sub(info.ModTime()) < 24*time.Hour {
		return err
	}
	archives, err := Archives(path)
	if err != nil {
		return err
	}
	var errs []error
	for _, archive := range archives {
		errs = append(errs, os.Chtimes(archive, now, now))
	}
	return errors.Join(append(errs, os.Chtimes(path, now, now))...)
}

// Stamps stamps a folder, its folders and their files, but for tests.
func Stamps(root string) ([]Stamp, error) {
	var stamps []Stamp
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		stamp, err := NewStamp(path)
		stamps = append(stamps, stamp)
		return err
	})
	return stamps, err
}
