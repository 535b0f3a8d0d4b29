package tracefile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/film"
	"cahiers/kernelext/film/tracefile"
)

// build builds one of the programs of testdata.
func build(t testing.TB, name string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("go", "build", "-o", program, "./testdata/"+name).CombinedOutput()
	require.NoError(t, err, string(out))
	return program
}

// recorded runs a program of testdata to its end, and returns its trace.
func recorded(t testing.TB, name string) []byte {
	t.Helper()
	cmd := exec.Command(build(t, name))
	path := filepath.Join(t.TempDir(), "film")
	cmd.Env = append(os.Environ(), "CAHIERS_FILM="+path, "GOMAXPROCS=2")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data
}

func read(t testing.TB, trace []byte) film.Film {
	t.Helper()
	f, err := tracefile.Read(bytes.NewReader(trace))
	require.NoError(t, err)
	check(t, f)
	return f
}

// check asserts what holds of every film.
func check(t testing.TB, f film.Film) {
	t.Helper()
	require.LessOrEqual(t, len(f.Goroutines), 60)
	require.LessOrEqual(t, len(f.Arrows), 1000+len(f.Goroutines))
	var parallel, ran time.Duration
	for n, d := range f.Parallel {
		parallel += d
		ran += time.Duration(n) * d
	}
	require.Equal(t, f.Duration, parallel)
	segments := 0
	for _, g := range f.Goroutines {
		var sums film.Mix
		at := g.Born
		for _, s := range g.Segments {
			segments++
			require.Equal(t, at, s.From, "no gap")
			require.Less(t, s.From, s.To)
			at = s.To
			require.Less(t, int(s.Stack), len(f.Stacks))
			switch s.State {
			case film.Running:
				sums.Ran += s.To - s.From
			case film.Ready:
				sums.Ready += s.To - s.From
			case film.Blocked:
				sums.Blocked += s.To - s.From
			case film.Mixed:
				require.Equal(t, s.To-s.From, s.Mix.Ran+s.Mix.Ready+s.Mix.Blocked)
				require.Greater(t, s.Mix.Changes, 1)
				sums.Ran, sums.Ready, sums.Blocked = sums.Ran+s.Mix.Ran, sums.Ready+s.Mix.Ready, sums.Blocked+s.Mix.Blocked
			}
		}
		require.Equal(t, g.End, at)
		require.LessOrEqual(t, g.End, f.Duration)
		require.Equal(t, []time.Duration{g.Ran, g.Ready, g.Blocked}, []time.Duration{sums.Ran, sums.Ready, sums.Blocked})
		ran -= g.Ran
	}
	require.Equal(t, f.Others.Ran, ran)
	require.LessOrEqual(t, segments, max(2000, len(f.Goroutines)))
	for _, a := range f.Arrows {
		require.NotEqual(t, a.From, a.To)
		require.GreaterOrEqual(t, a.At, time.Duration(0))
		require.LessOrEqual(t, a.At, f.Duration)
	}
	for _, s := range f.Stacks {
		for _, i := range s {
			require.Less(t, int(i), len(f.Frames))
		}
	}
}

// place is the line of testdata that a stack comes from, as it is written.
func place(t *testing.T, f film.Film, stack film.Index) string {
	t.Helper()
	if stack == film.None {
		return ""
	}
	for _, i := range f.Stacks[stack] {
		if frame := f.Frames[i]; strings.Contains(frame.File, "testdata") {
			data, err := os.ReadFile(frame.File)
			require.NoError(t, err)
			return strings.TrimSpace(strings.Split(string(data), "\n")[frame.Line-1])
		}
	}
	return ""
}

func named(t *testing.T, f film.Film, name string) (film.Index, film.Goroutine) {
	t.Helper()
	i := slices.IndexFunc(f.Goroutines, func(g film.Goroutine) bool { return g.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	return film.Index(i), f.Goroutines[i]
}

func TestWhatEachGoroutineDid(t *testing.T) {
	f := read(t, recorded(t, "three"))
	require.Equal(t, 2, f.Processors)
	require.False(t, f.Cut)
	require.False(t, f.Truncated)
	require.Zero(t, f.MissingArrows)
	require.Greater(t, f.Duration, 10*time.Millisecond)
	require.Len(t, f.Goroutines, 4, "not those of the runtime and the recording")

	waits := func(g film.Goroutine) map[string]string {
		places := map[string]string{}
		for _, w := range g.Waits {
			require.Positive(t, w.Count)
			require.Positive(t, w.Time)
			places[place(t, f, w.Stack)] = w.Reason
		}
		return places
	}
	main := f.Goroutines[0]
	require.True(t, main.Recorded)
	require.Equal(t, 1, main.Number)
	require.Equal(t, film.None, main.Creator)
	require.Equal(t, "sleep", waits(main)["time.Sleep(10 * time.Millisecond)"])
	require.Equal(t, "syscall", waits(main)["_ = syscall.Nanosleep(&nap, nil) // system"])
	require.Positive(t, main.Ran)

	lock, g := named(t, f, "le verrou")
	require.Equal(t, "sync", waits(g)["mu.Lock() // held: mutex"])
	require.True(t, g.Ended)
	require.Equal(t, film.Index(0), g.Creator)
	require.Equal(t, "wg.Go(func() {", place(t, f, g.Created))

	_, g = named(t, f, "lecteur")
	require.Equal(t, "chan receive", waits(g)["for v := range values { // receive"])

	require.Equal(t, film.None, main.Creator)
	for _, g = range f.Goroutines[1:] {
		if g.Name == "" {
			require.Equal(t, "forever", waits(g)["select {}                        // forever"])
			require.Equal(t, "sleep", waits(g)["time.Sleep(2 * time.Millisecond) // sleep"])
			require.False(t, g.Ended)
			require.Equal(t, f.Duration, g.End)
			require.Equal(t, "main.run.func3", g.Func)
		}
	}

	creations := 0
	var wakers []string
	for _, a := range f.Arrows {
		if a.Kind == film.Creates {
			creations++
			require.Equal(t, film.Index(0), a.From)
			require.Equal(t, f.Goroutines[a.To].Born, a.At)
		} else if a.To == lock {
			wakers = append(wakers, place(t, f, a.Stack))
		}
	}
	require.Equal(t, 3, creations)
	require.Equal(t, []string{"mu.Unlock()"}, wakers)
}

func TestAFilmSurvivesItsEncoding(t *testing.T) {
	f := read(t, recorded(t, "three"))
	data, err := json.Marshal(f)
	require.NoError(t, err)
	var again film.Film
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, f, again)
}

func TestALongFilmOfManyIsMadeSmall(t *testing.T) {
	f := read(t, recorded(t, "many"))
	require.Len(t, f.Goroutines, 60)
	require.Greater(t, f.Others.Count, 100)
	require.Positive(t, f.Others.Ran)
	require.Greater(t, f.Changes, 2000)
	require.True(t, slices.ContainsFunc(f.Goroutines, func(g film.Goroutine) bool {
		return slices.ContainsFunc(g.Segments, func(s film.Segment) bool { return s.State == film.Mixed })
	}))
	require.Positive(t, f.MissingArrows)
	require.True(t, f.Goroutines[0].Recorded)
	data, err := json.Marshal(f)
	require.NoError(t, err)
	require.Less(t, len(data), 1<<20)
}

func TestATruncatedTraceGivesWhatThereIs(t *testing.T) {
	for _, name := range []string{"three", "many"} {
		trace := recorded(t, name)
		for n := 0; n < len(trace); n += 1 + len(trace)/50 {
			f, err := tracefile.Read(bytes.NewReader(trace[:n]))
			if err == nil {
				check(t, f)
			}
		}
	}
	_, err := tracefile.Read(strings.NewReader("go 1.26 trace\x00\x00\x00"))
	require.ErrorIs(t, err, tracefile.ErrEmpty)
	_, err = tracefile.Read(strings.NewReader("autre chose"))
	require.Error(t, err)
	_, err = tracefile.Read(strings.NewReader(""))
	require.Error(t, err)
}

// A film that can never end is interrupted, and shows how it came to that.
func TestAStuckProgramIsFilmedUntilItIsKilled(t *testing.T) {
	program := build(t, "stuck")
	path := filepath.Join(t.TempDir(), "film")
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "CAHIERS_FILM="+path)
	require.NoError(t, cmd.Start())
	// The runtime hands over what it recorded once a second.
	require.Eventually(t, func() bool {
		data, err := os.ReadFile(path)
		if err != nil {
			return false
		}
		_, err = tracefile.Read(bytes.NewReader(data))
		return err == nil
	}, 30*time.Second, 20*time.Millisecond)
	require.NoError(t, cmd.Process.Signal(syscall.SIGQUIT))
	var status *exec.ExitError
	require.True(t, errors.As(cmd.Wait(), &status))

	data, err := os.ReadFile(path)
	require.NoError(t, err)
	f := read(t, data)
	require.True(t, f.Truncated)
	require.False(t, f.Cut)
	require.Len(t, f.Goroutines, 2)
	for _, g := range f.Goroutines {
		last := g.Segments[len(g.Segments)-1]
		require.Equal(t, film.Blocked, last.State)
		require.Equal(t, "sync", last.Reason)
		require.Equal(t, "second.Lock()", place(t, f, last.Stack))
		require.Equal(t, f.Duration, last.To)
		require.False(t, g.Ended)
	}
}

func FuzzRead(f *testing.F) {
	trace := recorded(f, "three")
	f.Add(trace)
	f.Add(trace[:len(trace)/2])
	f.Add([]byte("go 1.26 trace\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := tracefile.Read(bytes.NewReader(data)); err == nil {
			check(t, got)
		}
	})
}
