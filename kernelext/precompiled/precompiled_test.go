package precompiled

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// written makes a list of a folder with one source and one archive.
func written(t *testing.T) (path, source, archive string, l List) {
	t.Helper()
	dir := t.TempDir()
	source, archive = filepath.Join(dir, "course", "a.go"), filepath.Join(dir, "archive")
	require.NoError(t, os.Mkdir(filepath.Dir(source), 0o700))
	require.NoError(t, os.WriteFile(source, []byte("package a\n"), 0o600))
	require.NoError(t, os.WriteFile(archive, nil, 0o600))
	stamps, err := Stamps(filepath.Dir(source))
	require.NoError(t, err)
	data, err := List{Tools: "/outils", Version: "go1.26.0", Imports: []string{"a", "fmt"}, Stamps: stamps}.Bytes([]string{"a=" + archive})
	require.NoError(t, err)
	path = filepath.Join(dir, "list")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	l, err = Read(path)
	require.NoError(t, err)
	require.Equal(t, "/outils", l.Tools)
	return path, source, archive, l
}

func TestAListServesWhatItNames(t *testing.T) {
	_, _, _, l := written(t)
	require.True(t, l.Serves(nil))
	require.True(t, l.Serves([]string{"fmt", "a"}))
	require.False(t, l.Serves([]string{"fmt", "os"}))
}

func TestAListServesNoMoreWhenSomethingChanged(t *testing.T) {
	for name, change := range map[string]func(source string) error{
		"edited":  func(source string) error { return os.WriteFile(source, []byte("package a // autre\n"), 0o600) },
		"touched": func(source string) error { return os.Chtimes(source, time.Time{}, time.Unix(1, 0)) },
		"removed": os.Remove,
		"joined": func(source string) error {
			// Whatever the grain of the file system's clock.
			if err := os.WriteFile(filepath.Join(filepath.Dir(source), "b.go"), nil, 0o600); err != nil {
				return err
			}
			return os.Chtimes(filepath.Dir(source), time.Time{}, time.Unix(2, 0))
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, source, _, l := written(t)
			require.NoError(t, change(source))
			require.False(t, l.Serves([]string{"fmt"}))
		})
	}
}

func TestWhatIsNoListIsAnError(t *testing.T) {
	_, err := Read(filepath.Join(t.TempDir(), "none"))
	require.ErrorIs(t, err, os.ErrNotExist)
	path := filepath.Join(t.TempDir(), "list")
	require.NoError(t, os.WriteFile(path, []byte("packagefile a=b\n"), 0o600))
	_, err = Read(path)
	require.Error(t, err)
}

func TestArchivesAreKeptOnceADay(t *testing.T) {
	path, _, archive, _ := written(t)
	modified := func() time.Time {
		info, err := os.Stat(archive)
		require.NoError(t, err)
		return info.ModTime()
	}
	before := modified()
	require.NoError(t, Keep(path, before.Add(time.Hour)))
	require.Equal(t, before, modified(), "not yet")
	later := before.Add(48 * time.Hour)
	require.NoError(t, Keep(path, later))
	require.True(t, later.Equal(modified()))
}
