// Package handout turns executed notebooks into pages to hand out: one HTML
// file a notebook, and an index, that need no network, no server and, but for
// the liveliness of the drawings, no script.
//
// Jupyter's nbconvert turns cells into HTML by a template of ours; the rest of
// the page, the figures, the links and the checks are made here.
package handout

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cahiers/kernelext/notebook"
)

// An Edition says for whom the pages are.
type Edition string

const (
	Student Edition = "eleve"      // without the teacher's notes
	Teacher Edition = "enseignant" // with them
)

// A Source is an executed notebook.
type Source struct {
	Path     string             // of the notebook; its images are looked for beside it
	Notebook *notebook.Notebook // with outputs, and ids on its cells; not changed
}

// slug names the notebook's page: 04-mutex.
func (s Source) slug() string { return strings.TrimSuffix(filepath.Base(s.Path), ".ipynb") }

// Options say what the pages carry besides the notebooks.
type Options struct {
	Python  string    // the interpreter of the environment that has nbconvert
	Env     []string  // its whole environment
	Root    string    // the repository, left out of the paths that error messages show
	Edition Edition   // for whom
	Made    time.Time // when the notebooks were executed
	Machine string    // where, in French
	Version string    // of the course
}

// ErrPage is wrapped by the errors that are the notebook's fault, such as a
// picture that is not found.
var ErrPage = errors.New(msgPage)

// Write makes a page of each source, and index.html, in the folder dir, which
// it creates when needed. Other files there are left alone. Pages are first
// written aside and moved into place when all of them are whole: on an error
// dir is as it was.
//
// It costs about two seconds for nbconvert, and a tenth of a second a figure.
func Write(ctx context.Context, dir string, sources []Source, o Options) error {
	files, err := Pages(ctx, sources, o)
	if err != nil {
		return err
	}
	return put(dir, files)
}

// A File is one page, ready to be written.
type File struct {
	Name string // 04-mutex.html
	Data []byte
}

// Pages makes the pages and their index without writing them.
func Pages(ctx context.Context, sources []Source, o Options) ([]File, error) {
	var drafts []draft
	var pen pen
	for _, s := range sources {
		d, err := prepare(s, o, &pen)
		if err != nil {
			return nil, fmt.Errorf("%w %s%w", ErrPage, msgAbout(s.slug()), err)
		}
		drafts = append(drafts, d)
	}
	fragments, err := convert(ctx, drafts, o)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, s := range sources {
		known[s.slug()] = true
	}
	var files []File
	for i, s := range sources {
		body, err := compose(fragments[i], drafts[i], known)
		if err != nil {
			return nil, fmt.Errorf("%w %s%w", ErrPage, msgAbout(s.slug()), err)
		}
		data, err := page(s, body, o)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: s.slug() + ".html", Data: data})
	}
	index, err := index(sources, o)
	if err != nil {
		return nil, err
	}
	return append(files, File{Name: "index.html", Data: index}), nil
}

// put writes the files into dir, all or none as far as the system allows: what
// can fail for want of space or rights has been done when the first is moved.
func put(dir string, files []File) error {
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return msgWrite(dir, err)
	}
	aside, err := os.MkdirTemp(parent, ".export-*")
	if err != nil {
		return msgWrite(dir, err)
	}
	defer func() { _ = os.RemoveAll(aside) }()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(aside, f.Name), f.Data, 0o644); err != nil {
			return msgWrite(dir, err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return msgWrite(dir, err)
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(aside, f.Name), filepath.Join(dir, f.Name)); err != nil {
			return msgWrite(dir, err)
		}
	}
	return nil
}
