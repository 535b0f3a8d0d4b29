package lineage

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheProgramDiesWhenWeAreKilled(t *testing.T) {
	parent, said, _ := play(t, "parent", "")
	pid, err := strconv.Atoi(next(t, said))
	require.NoError(t, err)
	require.True(t, alive(t, pid))
	require.NoError(t, parent.Process.Kill())
	gone(t, pid)
	require.Error(t, parent.Wait())
}
