package lineage

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDescendantsAreEndedWithTheirOrphans(t *testing.T) {
	cmd, said, answer := play(t, "ancestor", "")
	require.Equal(t, "ready", next(t, said))
	answer()
	require.Equal(t, "ended", next(t, said))
	require.False(t, said.Scan(), "somebody still holds the pipe")
	require.NoError(t, cmd.Wait())
}

func TestTheParentIsReadWhateverTheNameOfTheProgram(t *testing.T) {
	for _, stat := range []string{"7 (sh) S 42 8 7 0 -1", "7 (a) S 1 (b c) S 42 8 7 0 -1"} {
		parent, group := parentIn([]byte(stat))
		require.Equal(t, 42, parent)
		require.Equal(t, 8, group)
	}
	stat, err := os.ReadFile("/proc/self/stat")
	require.NoError(t, err)
	parent, group := parentIn(stat)
	require.Equal(t, os.Getppid(), parent)
	require.Equal(t, syscall.Getpgrp(), group)
	require.Contains(t, Group(group), os.Getpid())
}

func FuzzParentIn(f *testing.F) {
	f.Add([]byte("7 (sh) S 42 7 7 0 -1"))
	f.Add([]byte(""))
	f.Fuzz(func(_ *testing.T, stat []byte) { parentIn(stat) })
}
