package film

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/trace"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func newCamera(t *testing.T) (*camera, *bytes.Buffer) {
	t.Helper()
	said := &bytes.Buffer{}
	return &camera{path: filepath.Join(t.TempDir(), "film"), limit: megabyte, err: said}, said
}

func (c *camera) size(t *testing.T) int64 {
	t.Helper()
	info, err := os.Stat(c.path)
	require.NoError(t, err)
	return info.Size()
}

func TestAFilmIsATrace(t *testing.T) {
	c, said := newCamera(t)
	ran := false
	c.show(func() { ran = trace.IsEnabled() })
	require.True(t, ran)
	require.False(t, trace.IsEnabled())
	require.Empty(t, said)
	data, err := os.ReadFile(c.path)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(data, []byte("go 1.")))
	for _, word := range []string{categoryFilm, begin, end} {
		require.Contains(t, string(data), word)
	}
}

func TestACellHasOneFilm(t *testing.T) {
	c, said := newCamera(t)
	runs := 0
	c.show(func() { c.show(func() { runs++ }) })
	require.Empty(t, said, "a film within a film is part of it")
	size := c.size(t)
	c.show(func() { runs++ })
	require.Equal(t, messageSecond+"\n", said.String())
	require.Equal(t, 2, runs)
	require.Equal(t, size, c.size(t))

	other := &camera{path: c.path, limit: megabyte, err: said} // of a program that the cell starts
	said.Reset()
	other.show(func() { runs++ })
	require.Equal(t, messageSecond+"\n", said.String())
	require.Equal(t, 3, runs)
	require.Equal(t, size, c.size(t))
}

func TestWithoutAFilmTheFunctionRuns(t *testing.T) {
	for name, test := range map[string]struct {
		path string
		says string
	}{
		"outside a notebook": {"", "dans un cahier"},
		"nowhere to write":   {filepath.Join(t.TempDir(), "nowhere", "film"), "pas pu être enregistré"},
	} {
		t.Run(name, func(t *testing.T) {
			said := &bytes.Buffer{}
			ran := false
			(&camera{path: test.path, limit: megabyte, err: said}).show(func() { ran = true })
			require.True(t, ran)
			require.Contains(t, said.String(), test.says)
			require.Equal(t, 1, bytes.Count(said.Bytes(), []byte("\n")))
		})
	}
}

func TestAProgramThatTracesItselfKeepsItsTrace(t *testing.T) {
	c, said := newCamera(t)
	require.NoError(t, trace.Start(io.Discard))
	defer trace.Stop()
	ran := false
	c.show(func() { ran = true })
	require.True(t, ran)
	require.Equal(t, messageBusy+"\n", said.String())
	require.True(t, trace.IsEnabled())
	require.NoFileExists(t, c.path)
}

func TestAPanicGoesThrough(t *testing.T) {
	c, _ := newCamera(t)
	boom := errors.New("boum")
	require.PanicsWithValue(t, boom, func() { c.show(func() { panic(boom) }) })
	require.False(t, trace.IsEnabled())
	require.Positive(t, c.size(t))
}

func TestGoexitGoesThrough(t *testing.T) {
	c, _ := newCamera(t)
	var wg sync.WaitGroup
	wg.Go(func() { c.show(runtime.Goexit) })
	wg.Wait()
	require.False(t, trace.IsEnabled())
}

func TestALongFilmIsCut(t *testing.T) {
	c, said := newCamera(t)
	rounds := 0
	c.show(func() {
		ping, pong := make(chan int), make(chan int)
		go func() {
			for n := range ping {
				pong <- n
			}
			close(pong)
		}()
		for ; trace.IsEnabled(); rounds++ {
			ping <- rounds
			<-pong
		}
		close(ping)
		<-pong
	})
	require.Empty(t, said)
	require.Positive(t, rounds)
	require.GreaterOrEqual(t, c.size(t), int64(c.limit))
	require.LessOrEqual(t, c.size(t), int64(absurd*c.limit))
	data, err := os.ReadFile(c.path)
	require.NoError(t, err)
	require.Contains(t, string(data), cut)
}

type full struct{ calls int }

func (f *full) Write([]byte) (int, error) { f.calls++; return 0, io.ErrShortWrite }

func TestAFullDiskIsNobodysTrouble(t *testing.T) {
	disk := &full{}
	r := newReel(disk, 10, func() {})
	for range 3 {
		n, err := r.Write([]byte("abc"))
		require.NoError(t, err)
		require.Equal(t, 3, n)
	}
	require.Equal(t, 1, disk.calls)
}

func TestAReelThrowsAwayWhatIsAbsurd(t *testing.T) {
	var out bytes.Buffer
	stopped := make(chan struct{})
	r := newReel(&out, 10, func() { close(stopped) })
	for range 1000 {
		_, err := r.Write([]byte("abc"))
		require.NoError(t, err)
	}
	<-stopped // once, or it would panic
	require.LessOrEqual(t, out.Len(), absurd*10)
}

func BenchmarkNameWithoutAFilm(b *testing.B) {
	for b.Loop() {
		Name("personne")
	}
}
