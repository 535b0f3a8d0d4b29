package leaks_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/leaks"
)

func TestTheListNamesWhereAGoroutineIsBlocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "leaks")
	t.Setenv(leaks.Variable, path)
	never := make(chan int)
	leaks.Main(func() { go stayBehind(never) })
	list, err := os.ReadFile(path)
	require.NoError(t, err)
	header, dump, _ := strings.Cut(string(list), "\n")
	require.Contains(t, []string{leaks.Profile, leaks.Dump}, header)
	require.Contains(t, dump, "[chan receive")
	require.Contains(t, dump, "stayBehind")
	close(never)
}

func stayBehind(never chan int) { <-never }

func TestWithoutAFileNothingIsWritten(t *testing.T) {
	t.Setenv(leaks.Variable, "")
	called := false
	leaks.Main(func() { called = true })
	require.True(t, called)
}

func TestAPanicPassesThrough(t *testing.T) {
	path := filepath.Join(t.TempDir(), "leaks")
	t.Setenv(leaks.Variable, path)
	require.PanicsWithValue(t, "stop", func() { leaks.Main(func() { panic("stop") }) })
	require.NoFileExists(t, path)
}
