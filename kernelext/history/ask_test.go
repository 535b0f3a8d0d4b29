package history

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// three is a history of two sessions before its own.
func three(t *testing.T) *History {
	t.Helper()
	path := filepath.Join(t.TempDir(), "history")
	appendAll(t, open(t, path, 100), "a1", "a2")
	appendAll(t, open(t, path, 100), "b1", "same", "b3")
	h := open(t, path, 100)
	appendAll(t, h, "c1", "same", "c3", "c4")
	return h
}

func TestTailIsTheLastOldestFirst(t *testing.T) {
	h := three(t)
	all := []string{"a1", "a2", "b1", "same", "b3", "c1", "same", "c3", "c4"}
	for n, want := range map[int][]string{1: {"c4"}, 5: all[4:], 9: all, 100: all, 0: all, -1: all} {
		require.Equal(t, want, inputs(h.Tail(n)), n)
	}
	h.Tail(1)[0].Input = "changed"
	require.Equal(t, []string{"c4"}, inputs(h.Tail(1)), "it is a copy")
}

func TestRangeIsAsInIPython(t *testing.T) {
	h := three(t)
	for _, test := range []struct {
		session, start, stop int
		want                 []string
	}{
		{0, 0, 0, []string{"c1", "same", "c3", "c4"}},
		{3, 1, 0, []string{"c1", "same", "c3", "c4"}},
		{0, 2, 4, []string{"same", "c3"}},
		{0, 2, 100, []string{"same", "c3", "c4"}},
		{0, 4, 2, nil},
		{0, -1, 0, []string{"c4"}},
		{0, -3, -1, []string{"same", "c3"}},
		{0, -100, 2, []string{"c1"}},
		{0, 1, -5, nil},
		{0, 1, -100, nil},
		{-1, 0, 0, []string{"b1", "same", "b3"}},
		{-1, 2, 3, []string{"same"}},
		{-1, 1, -1, nil}, // only this session counts back
		{-2, 1, 0, []string{"a1", "a2"}},
		{1, 2, 0, []string{"a2"}},
		{-3, 0, 0, nil},
		{-100, 0, 0, nil},
		{4, 0, 0, nil},
	} {
		require.Equal(t, test.want, inputs(h.Range(test.session, test.start, test.stop)), "%+v", test)
	}
	require.Empty(t, open(t, "", 3).Range(0, -2, -1))
}

func TestSearch(t *testing.T) {
	h := three(t)
	for _, test := range []struct {
		pattern string
		n       int
		unique  bool
		want    []string
	}{
		{"?1", 0, false, []string{"a1", "b1", "c1"}},
		{"?1", 2, false, []string{"b1", "c1"}},
		{"s*e", 0, false, []string{"same", "same"}},
		{"s*e", 0, true, []string{"same"}},
		{"*", 3, true, []string{"same", "c3", "c4"}},
		{"*", -1, true, []string{"a1", "a2", "b1", "b3", "c1", "same", "c3", "c4"}},
		{"", 0, false, nil},
		{"c", 0, false, nil},
	} {
		require.Equal(t, test.want, inputs(h.Search(test.pattern, test.n, test.unique)), "%+v", test)
	}
	require.Equal(t, []Entry{{3, 2, "same"}}, h.Search("same", 0, true), "the newest")
}
