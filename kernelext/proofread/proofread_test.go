package proofread_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
	"cahiers/kernelext/proofread"
)

const root = "../.."

// everything is the French of the repository, by the way it is read.
func everything(t *testing.T) []proofread.Passage {
	t.Helper()
	var passages []proofread.Passage
	add := func(read func(string) ([]proofread.Passage, error), paths []string) {
		for _, path := range paths {
			found, err := read(path)
			require.NoError(t, err)
			passages = append(passages, found...)
		}
	}
	add(proofread.Notebook, notebooks(t))
	add(proofread.Messages, files(t, "messages*.go", root+"/helpers", root+"/kernelext"))
	add(proofread.Template, files(t, "*.j2", root+"/kernelext/handout"))
	add(proofread.Template, files(t, "*.tmpl", root+"/kernelext/handout"))
	add(proofread.Template, files(t, "*.svg", root+"/images"))
	add(proofread.Page, []string{root + "/README.md"})
	require.NotEmpty(t, passages)
	for i := range passages {
		passages[i].Place = strings.TrimPrefix(passages[i].Place, root+"/")
	}
	return passages
}

func notebooks(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(root + "/notebooks/*.ipynb")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	return paths
}

// files returns the files under the roots whose name matches the pattern.
func files(t *testing.T, pattern string, roots ...string) []string {
	t.Helper()
	var paths []string
	for _, top := range roots {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if ok, _ := filepath.Match(pattern, filepath.Base(path)); ok && err == nil && !strings.HasSuffix(path, "_test.go") {
				paths = append(paths, path)
			}
			return err
		})
		require.NoError(t, err)
	}
	require.NotEmpty(t, paths, "no %s under %v", pattern, roots)
	return paths
}

// skipWithoutSpeller skips by name on a machine without hunspell, never in CI.
func skipWithoutSpeller(t *testing.T, err error) {
	t.Helper()
	if errors.Is(err, proofread.ErrNoSpeller) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
}

func report(t *testing.T, faults []proofread.Fault) {
	t.Helper()
	for _, f := range faults {
		t.Error(f)
	}
}

func TestTypography(t *testing.T) {
	for _, p := range everything(t) {
		report(t, proofread.Typography(p))
	}
}

func TestSpelling(t *testing.T) {
	faults, err := proofread.Spelling(t.Context(), everything(t), "words.txt")
	skipWithoutSpeller(t, err)
	require.NoError(t, err)
	report(t, faults)
}

func TestFieldTerms(t *testing.T) {
	for _, path := range notebooks(t) {
		nb, err := notebook.Read(path)
		require.NoError(t, err)
		report(t, proofread.Terms(strings.TrimPrefix(path, root+"/"), nb))
	}
}

// A word that nobody writes any more would hide a misspelling of tomorrow.
func TestWordListIsSortedAndUsed(t *testing.T) {
	data, err := os.ReadFile("words.txt")
	require.NoError(t, err)
	words := strings.Fields(string(data))
	require.True(t, slices.IsSortedFunc(words, strings.Compare), "words.txt is not sorted")
	require.Equal(t, words, slices.Compact(slices.Clone(words)))
	var text strings.Builder
	for _, p := range everything(t) {
		text.WriteString(p.Text + "\n")
	}
	for _, w := range words {
		stem, _, _ := strings.Cut(w, "/")
		require.True(t, strings.Contains(text.String(), stem), "nobody writes %q any more: take it out of words.txt", stem)
	}
}
