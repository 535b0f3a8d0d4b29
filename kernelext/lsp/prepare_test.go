package lsp

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPreparingWaitsForTheIndexAndLeavesNothingBehind(t *testing.T) {
	f := newFake(t, "brief")
	indexes := filepath.Join(t.TempDir(), "goimports")
	ctx, cancel := context.WithCancel(t.Context())
	said := make(chan error, 1)
	go func() { said <- Prepare(ctx, f.options, indexes, cell) }()
	f.heard("textDocument/completion")
	cancel()
	require.ErrorIs(t, <-said, context.Canceled)
	nothingLeft(t)

	require.NoError(t, os.Mkdir(indexes, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(indexes, "index-name-0-abc"), nil, 0o600))
	require.NoError(t, Prepare(t.Context(), f.options, indexes, cell))
	require.Equal(t, 2, f.processes())
}

func TestWhatCannotBePreparedIsAnError(t *testing.T) {
	f := newFake(t, "stillborn")
	require.ErrorContains(t, Prepare(t.Context(), f.options, t.TempDir(), cell), "no room on the disk")
}
