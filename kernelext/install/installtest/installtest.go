// Package installtest gives tests the installation that `lab` gives users.
package installtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
)

// Layout sets the course up, as `lab` does and in the same place, and says
// where. Test processes that call it at the same time wait for each other; all
// but the first find it done, in a fraction of a second. Where a machine lacks
// what set-up needs (no Python, no network the first time), the test fails
// with set-up's own message, which says what to do.
func Layout(t testing.TB) install.Layout {
	t.Helper()
	l, err := install.Ensure(t.Context(), install.Options{})
	require.NoError(t, err)
	return l
}
