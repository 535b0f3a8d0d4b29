package lsp

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCachesAreSeeded(t *testing.T) {
	filled, own := t.TempDir(), filepath.Join(t.TempDir(), "own")
	require.NoError(t, os.MkdirAll(filepath.Join(filled, "gopls", "ab"), 0o700))
	name := filepath.Join("gopls", "ab", "abc-export")
	require.NoError(t, os.WriteFile(filepath.Join(filled, name), []byte("a"), 0o600))
	for range 2 { // the second finds all there
		require.NoError(t, Seed(own, filled))
		data, err := os.ReadFile(filepath.Join(own, name))
		require.NoError(t, err)
		require.Equal(t, "a", string(data))
	}
	require.ErrorIs(t, Seed(own, filepath.Join(filled, "none")), fs.ErrNotExist)
}

func TestSeedsAreCopiedWhereNoLinkMayBe(t *testing.T) {
	elsewhere, err := os.MkdirTemp("/dev/shm", "lsp-")
	if err != nil {
		t.Skip("no other file system here:", err)
	}
	defer func() { require.NoError(t, os.RemoveAll(elsewhere)) }()
	filled := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(filled, "a"), []byte("a"), 0o600))
	require.NoError(t, Seed(elsewhere, filled))
	data, err := os.ReadFile(filepath.Join(elsewhere, "a"))
	require.NoError(t, err)
	require.Equal(t, "a", string(data))
}
