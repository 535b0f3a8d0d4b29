package lsp

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"
)

// Prepare fills gopls's caches, as set-up does once for all (see Seed): with
// what it works out of the packages that the document imports, and with its
// index of the module cache. Else each gopls takes 3 s of processor time for
// them, and twice the memory, until one lives long enough to write them.
//
// The index is in indexes: the folder goimports of the user's cache folder,
// as gopls's environment names that.
func Prepare(ctx context.Context, o Options, indexes string, d Document) error {
	s := New(o)
	defer s.Close()
	if _, err := s.Complete(ctx, d); err != nil {
		return err
	}
	for {
		entries, _ := os.ReadDir(indexes) // gopls makes the folder too
		if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), "index-name-") }) {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond): // nothing tells
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
