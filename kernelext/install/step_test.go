package install

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// newCourse is an empty repository in a folder of the kind students have.
func newCourse(t *testing.T) Layout {
	t.Helper()
	l := NewLayout(filepath.Join(t.TempDir(), "Mes études"))
	require.NoError(t, prepare(l))
	return l
}

// writing is a step that writes text to a file of the course.
func writing(l Layout, text string, runs *int) step {
	path := filepath.Join(l.Dir(), "made")
	return step{
		name: "writing", title: "Écriture", inputs: []string{text}, makes: []string{path},
		run: func(context.Context, *work) error {
			*runs++
			return os.WriteFile(path, []byte(text), 0o600)
		},
	}
}

func TestAStepIsDoneOnceForItsInputs(t *testing.T) {
	l := newCourse(t)
	runs := 0
	do := func(text string) {
		require.NoError(t, writing(l, text, &runs).do(t.Context(), l, silence{}))
	}
	do("one")
	do("one")
	require.Equal(t, 1, runs)

	do("two")
	require.Equal(t, 2, runs, "other inputs")

	require.NoError(t, os.Remove(filepath.Join(l.Dir(), "made")))
	do("two")
	require.Equal(t, 3, runs, "what it made is gone")

	stale := writing(l, "two", &runs)
	stale.holds = func() bool { return false }
	require.NoError(t, stale.do(t.Context(), l, silence{}))
	require.Equal(t, 4, runs, "what it made is no longer true")
}

func TestInputsDoNotRunIntoEachOther(t *testing.T) {
	require.NotEqual(t, step{inputs: []string{"ab", "c"}}.stamp(), step{inputs: []string{"a", "bc"}}.stamp())
}

func TestAStepThatFailsIsDoneAgain(t *testing.T) {
	l := newCourse(t)
	runs := 0
	s := writing(l, "text", &runs)
	require.NoError(t, s.do(t.Context(), l, silence{}))

	failing := s
	failing.inputs = []string{"other"}
	failing.run = func(_ context.Context, w *work) error {
		_, err := w.Write([]byte("dial tcp: lookup proxy: no such host\n"))
		return errors.Join(err, errors.New("exit status 1"))
	}
	err := failing.do(t.Context(), l, silence{})
	var problem *UserError
	require.ErrorAs(t, err, &problem)
	require.Equal(t, adviceNetwork, problem.Advice)
	require.FileExists(t, problem.Log)

	require.NoError(t, s.do(t.Context(), l, silence{}))
	require.Equal(t, 2, runs, "the failure has taken the old stamp with it")
}

func TestAStepStopsWithItsContextAndTakesItsProgramsAlong(t *testing.T) {
	l := newCourse(t)
	ctx, cancel := context.WithCancel(t.Context())
	s := step{name: "sleeping", title: "Sommeil", run: func(ctx context.Context, w *work) error {
		// The shell's own child holds the pipe open: Run returns only when
		// both are gone.
		return w.run(ctx, l.Dir(), os.Environ(), "sh", "-c", "echo started; sleep 1000; echo done")
	}}
	progress := &watcher{detail: func(string) { cancel() }}
	require.ErrorIs(t, s.do(ctx, l, progress), context.Canceled)
	require.False(t, s.isDone(l))
}

// watcher hears the lines of programs, and that another process is waited for.
type watcher struct {
	silence
	detail  func(line string)
	waiting func(holder int)
}

func (w *watcher) Detail(_, line string) { w.detail(line) }
func (w *watcher) Waiting(holder int)    { w.waiting(holder) }

// TestHelperProcess is not a test: it is the process that the next one kills
// in the middle of a step, holding the lock.
func TestHelperProcess(t *testing.T) {
	root := os.Getenv("INSTALL_TEST_ROOT")
	if root == "" {
		t.Skip("only as a process of TestSetUpGoesOnAfterAKill")
	}
	l := NewLayout(root)
	release, err := acquire(t.Context(), l, func(int) {})
	require.NoError(t, err)
	defer release()
	runs := 0
	require.NoError(t, writing(l, "first", &runs).do(t.Context(), l, silence{}))
	half := step{name: "half", title: "Moitié", run: func(context.Context, *work) error {
		if err := os.WriteFile(filepath.Join(l.Dir(), "half"), []byte("ha"), 0o600); err != nil {
			return err
		}
		fmt.Println("in the middle")
		select {}
	}}
	require.NoError(t, half.do(t.Context(), l, silence{}))
}

func TestSetUpGoesOnAfterAKill(t *testing.T) {
	l := newCourse(t)
	killed := exec.Command(os.Args[0], "-test.run=^TestHelperProcess$")
	killed.Env = append(os.Environ(), "INSTALL_TEST_ROOT="+l.Root())
	out, err := killed.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, killed.Start())
	for lines := bufio.NewScanner(out); lines.Scan() && !strings.Contains(lines.Text(), "in the middle"); {
	}

	// Another set-up waits for this one, and learns which process it is.
	waited := 0
	release, err := acquire(t.Context(), l, func(holder int) {
		waited = holder
		require.NoError(t, killed.Process.Kill())
		require.Error(t, killed.Wait())
	})
	require.NoError(t, err)
	defer release()
	require.Equal(t, killed.Process.Pid, waited)

	runs := 0
	require.NoError(t, writing(l, "first", &runs).do(t.Context(), l, silence{}))
	require.Zero(t, runs, "the step that had ended is not done again")
	whole := step{name: "half", title: "Moitié", makes: []string{filepath.Join(l.Dir(), "half")}, run: func(context.Context, *work) error {
		return os.WriteFile(filepath.Join(l.Dir(), "half"), []byte("half"), 0o600)
	}}
	require.NoError(t, whole.do(t.Context(), l, silence{}))
	made, err := os.ReadFile(filepath.Join(l.Dir(), "half"))
	require.NoError(t, err)
	require.Equal(t, "half", string(made), "the step cut in the middle is done again, although its file was there")
}

func TestWaitingForTheLockEndsWithTheContext(t *testing.T) {
	l := newCourse(t)
	release, err := acquire(t.Context(), l, func(int) { t.Error("the lock is free") })
	require.NoError(t, err)
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, err = acquire(ctx, l, func(holder int) {
		require.Equal(t, os.Getpid(), holder)
		cancel()
	})
	require.ErrorIs(t, err, context.Canceled)
}
