// Package notebook reads, checks and writes the course's notebooks: Jupyter's
// .ipynb files, nbformat 4.5, in one canonical form so that a diff shows only
// what an author changed.
package notebook

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A Notebook is the content of one .ipynb file.
type Notebook struct {
	Metadata map[string]any // kernelspec, language_info and whatever else the file says
	Cells    []Cell
}

// A Cell is one cell. Outputs are kept as Jupyter gave them: their shape
// belongs to nbformat, and only a few places look inside.
type Cell struct {
	ID          string
	Kind        Kind
	Source      string // the whole text, lines joined
	Metadata    map[string]any
	Attachments map[string]any // pasted images; nil for most cells
	Outputs     []Output       // code cells only; empty in a committed notebook
}

// Kind says what a cell holds.
type Kind string

// The kinds of nbformat 4.
const (
	Code     Kind = "code"
	Markdown Kind = "markdown"
	Raw      Kind = "raw"
)

// An Output is one output of a code cell, as nbformat describes it.
type Output map[string]any

// Tags with a meaning of their own.
const (
	// TagRaises is Jupyter's: the cell is meant to end in an error.
	TagRaises = "raises-exception"
	// TagTeacher marks a note for the teacher, left out of the student's edition.
	TagTeacher = "note-enseignant"
)

// Tags returns the cell's tags.
func (c Cell) Tags() []string {
	list, _ := c.Metadata["tags"].([]any)
	var tags []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			tags = append(tags, s)
		}
	}
	return tags
}

// HasTag says whether the cell carries the tag.
func (c Cell) HasTag(tag string) bool { return slices.Contains(c.Tags(), tag) }

// Expect returns what the metadata cahiers.expect says the cell must end in,
// and "" for a cell that must simply succeed.
func (c Cell) Expect() Expectation {
	own, _ := c.Metadata["cahiers"].(map[string]any)
	s, _ := own["expect"].(string)
	return Expectation(s)
}

// An Expectation names the way a cell is meant to fail.
type Expectation string

// The values of the metadata cahiers.expect.
const (
	Success  Expectation = ""         // no failure: the cell ends well
	Compile  Expectation = "compile"  // the compiler, or GoNB's parser, refuses it
	Panic    Expectation = "panic"    // it dies of a panic
	Deadlock Expectation = "deadlock" // the runtime finds every goroutine asleep
	Race     Expectation = "race"     // the race detector reports
	Leak     Expectation = "leak"     // the leak profile finds goroutines
)

// Expectations lists the values that cahiers.expect may take.
func Expectations() []Expectation { return []Expectation{Compile, Panic, Deadlock, Race, Leak} }

// Raises says whether a cell that behaves as expected ends in an error for
// Jupyter, and so carries [TagRaises].
func (e Expectation) Raises() bool { return e == Compile || e == Panic || e == Deadlock }

// Read reads the notebook at path.
func Read(path string) (*Notebook, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	nb, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return nb, nil
}

// Write writes the notebook to path, outputs included, through a file beside
// it, so that a reader never sees half of it.
func Write(path string, nb *Notebook) error {
	data, err := nb.Bytes()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	aside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(aside.Name()) }() // gone already once renamed
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if _, err = aside.Write(data); err == nil {
		err = aside.Chmod(mode)
	}
	if closing := aside.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(aside.Name(), path)
}
