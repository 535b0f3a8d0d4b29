package private

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// Several notebooks are opened at once: each of their kernels sweeps while
// another makes its folder.
func TestNoKernelSweepsAFolderThatAnotherIsMaking(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for range cap(errs) {
		all.Go(func() {
			for range 50 {
				Sweep()
				dir, err := Make()
				if err == nil {
					_, err = os.Stat(filepath.Join(dir.Path, PathDir))
					dir.Remove()
				}
				if err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*"))
	require.NoError(t, err)
	require.Empty(t, left)
}
