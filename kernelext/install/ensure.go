package install

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Options say how Ensure works and to whom it speaks.
type Options struct {
	// Root is the repository; FindRoot finds it when it is empty.
	Root string
	// Progress hears about the steps; nil is silence.
	Progress Progress
}

// Ensure brings the installation up to date and says where it is. It does only
// what is missing or out of date: some 0.2 s when nothing is, two to three
// minutes of two cores and 200 MB to fetch when all is. Processes that call it
// at the same time wait for each other.
//
// What goes wrong on the machine (no network, no Python, a full disk, …) comes
// back as a *UserError, in French, with what to do.
func Ensure(ctx context.Context, options Options) (Layout, error) {
	root := options.Root
	if root == "" {
		var err error
		if root, err = FindRoot("."); err != nil {
			return Layout{}, err
		}
	}
	l := NewLayout(root)
	progress := options.Progress
	if progress == nil {
		progress = silence{}
	}
	release, err := acquire(ctx, l, progress.Waiting)
	if err != nil {
		return l, explainDisk(err)
	}
	defer release()
	if err := prepare(l); err != nil {
		return l, explainDisk(err)
	}
	return l, bothHalves(ctx, l, progress)
}

// prepare makes the folders every step counts on, and clears what a set-up
// that was killed left unfinished.
func prepare(l Layout) error {
	if err := os.RemoveAll(l.Tmp()); err != nil {
		return err
	}
	for _, dir := range []string{l.Tmp(), l.steps(), filepath.Join(l.Config(), "go", "telemetry")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	return writeFile(l, filepath.Join(l.Config(), "go", "telemetry", "mode"), []byte("off"))
}

// bothHalves does the steps of Go and those of Python side by side: the first
// keep the processor busy while the second wait for the network and the disk.
// The first failure stops both.
func bothHalves(ctx context.Context, l Layout, progress Progress) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	started := time.Now()
	var both sync.WaitGroup
	for _, half := range []func(context.Context, Layout, Progress) error{goHalf, pythonHalf} {
		both.Go(func() {
			if err := half(ctx, l, progress); err != nil {
				cancel(err)
			}
		})
	}
	both.Wait()
	err := context.Cause(ctx)
	progress.Finish(time.Since(started), err)
	return err
}

func goHalf(ctx context.Context, l Layout, progress Progress) error {
	user, err := probeGo(ctx, l)
	if err != nil {
		return err
	}
	env := user.env(ctx)
	if err := saveGoEnv(l, env); err != nil {
		return explainDisk(err)
	}
	steps, err := goSteps(l, user, env)
	if err != nil {
		return err
	}
	return doAll(ctx, l, steps, progress)
}

func pythonHalf(ctx context.Context, l Layout, progress Progress) error {
	python, err := FindPython(ctx)
	if err != nil {
		return err
	}
	steps, err := pythonSteps(l, python)
	if err != nil {
		return err
	}
	return doAll(ctx, l, steps, progress)
}

func doAll(ctx context.Context, l Layout, steps []step, progress Progress) error {
	for _, s := range steps {
		if err := s.do(ctx, l, progress); err != nil {
			return err
		}
	}
	return nil
}

// IsInterrupted reports whether err says that the user, not the machine,
// stopped the set-up.
func IsInterrupted(err error) bool { return errors.Is(err, context.Canceled) }
