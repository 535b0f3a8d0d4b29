package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASessionIsReadAsItWasWritten(t *testing.T) {
	dir := t.TempDir()
	for _, s := range []Session{
		{},
		{Cells: []Cell{{1, "var x = \"é\"\n"}, {7, "//cahiers:race\n%%\nf()"}}},
	} {
		require.NoError(t, s.Write(dir))
		read, err := ReadSession(dir)
		require.NoError(t, err)
		require.Equal(t, s, read)
	}
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing is left behind")
	info, err := files[0].Info()
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
	require.Equal(t, "cell.json", info.Name())
}

func TestTheCurrentCellIsTheLast(t *testing.T) {
	require.Equal(t, Cell{}, Session{}.Current())
	require.Equal(t, Cell{3, "b"}, Session{Cells: []Cell{{2, "a"}, {3, "b"}}}.Current())
}

func TestASessionIsWrittenAsAWhole(t *testing.T) {
	dir := t.TempDir()
	texts := []string{strings.Repeat("é", 50_000), "x"}
	require.NoError(t, Session{Cells: []Cell{{1, "x"}}}.Write(dir))
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 20 && err == nil; i++ {
			err = Session{Cells: []Cell{{i, texts[i%2]}}}.Write(dir)
		}
		done <- err
	}()
	for {
		_, err := ReadSession(dir)
		require.NoError(t, err)
		select {
		case err := <-done:
			require.NoError(t, err)
			return
		default:
		}
	}
}

func TestASessionThatCannotBeWrittenOrReadIsAnError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	require.ErrorIs(t, Session{}.Write(missing), os.ErrNotExist)
	_, err := ReadSession(missing)
	require.ErrorIs(t, err, os.ErrNotExist)

	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cell.json"), []byte("{"), 0o600))
	_, err = ReadSession(dir)
	require.Error(t, err)

	dir = t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "cell.json", "x"), 0o700))
	require.Error(t, Session{}.Write(dir))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing is left behind")
}
