package lineage

import (
	"os"
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
	require.Equal(t, 42, parentIn([]byte("7 (sh) S 42 7 7 0 -1")))
	require.Equal(t, 42, parentIn([]byte("7 (a) S 1 (b c) S 42 7 7 0 -1")))
	stat, err := os.ReadFile("/proc/self/stat")
	require.NoError(t, err)
	require.Equal(t, os.Getppid(), parentIn(stat))
}

func FuzzParentIn(f *testing.F) {
	f.Add([]byte("7 (sh) S 42 7 7 0 -1"))
	f.Add([]byte(""))
	f.Fuzz(func(_ *testing.T, stat []byte) { parentIn(stat) })
}
