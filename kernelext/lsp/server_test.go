package lsp

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var cell = Document{Cell: "package main\n"}

// completing asks for a completion in the background.
func (f *fake) completing(ctx context.Context) <-chan error {
	said := make(chan error, 1)
	go func() {
		_, err := f.Complete(ctx, cell)
		said <- err
	}()
	return said
}

func TestNothingStartsUntilItIsUseful(t *testing.T) {
	f := newFake(t, "patient")
	_, err := f.Complete(t.Context(), Document{Line: 1})
	require.Error(t, err)
	f.Close()
	require.Zero(t, f.processes())
}

func TestWarmStartsOneGoplsAndWaitsForNothing(t *testing.T) {
	f := newFake(t, "patient")
	for range 3 {
		f.Warm()
	}
	f.heard("textDocument/completion")
	f.Close()
	require.Equal(t, 1, f.processes())
	f.Warm()
	require.Equal(t, 1, f.processes())
}

func TestWarmLeavesAloneAGoplsThatIsAsked(t *testing.T) {
	f := newFake(t, "patient")
	said := f.completing(t.Context())
	f.heard("textDocument/completion")
	f.Warm()
	_, err := f.Hover(t.Context(), cell)
	require.NoError(t, err)
	f.Close()
	require.ErrorIs(t, <-said, ErrClosed, "a completion of Warm's would have superseded it")
}

func TestANewerCompletionEndsTheOlder(t *testing.T) {
	f := newFake(t, "patient")
	older := f.completing(t.Context())
	f.heard("textDocument/completion")
	ctx, cancel := context.WithCancel(t.Context())
	newer := f.completing(ctx)
	require.ErrorIs(t, <-older, ErrSuperseded)
	f.heard("$/cancelRequest")
	cancel()
	require.ErrorIs(t, <-newer, context.Canceled)
	_, err := f.Hover(t.Context(), cell)
	require.NoError(t, err, "it goes on")
}

func TestAWaitForGoplsEndsWithItsContext(t *testing.T) {
	f := newFake(t, "patient")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := f.Complete(ctx, cell)
	require.ErrorIs(t, err, context.Canceled)
}

func TestWhatWaitsIsToldAtOnceThatGoplsDied(t *testing.T) {
	f := newFake(t, "mortal")
	_, err := f.Complete(t.Context(), cell)
	require.ErrorContains(t, err, "gopls ended (exit status 2): ")
	require.ErrorContains(t, err, "panic: at the disco")
	_, err = f.Hover(t.Context(), cell)
	require.NoError(t, err, "another one runs")
	f.Close()
	require.Equal(t, 2, f.processes())
}

func TestAGoplsThatKeepsDyingIsLeftAlone(t *testing.T) {
	f := newFake(t, "stillborn")
	for range maxStarts {
		_, err := f.Signature(t.Context(), cell)
		require.NotErrorIs(t, err, ErrUnstable)
		require.ErrorContains(t, err, "no room on the disk")
	}
	_, err := f.Complete(t.Context(), cell)
	require.ErrorIs(t, err, ErrUnstable)
	require.ErrorContains(t, err, "no room on the disk")
	f.Warm()
	f.Close()
	require.Equal(t, maxStarts, f.processes())
}

func TestGoplsIsGivenAnotherChanceAMinuteLater(t *testing.T) {
	var s starts
	now := time.Now()
	for range maxStarts {
		require.True(t, s.allow(now))
	}
	require.False(t, s.allow(now.Add(59*time.Second)))
	require.True(t, s.allow(now.Add(time.Minute)))
	require.Len(t, s, 1)
}

func TestAGoplsThatTalksNonsenseIsKilled(t *testing.T) {
	f := newFake(t, "babbling")
	_, err := f.Hover(t.Context(), cell)
	require.ErrorContains(t, err, "gopls ended (signal: killed): reading what gopls says: a message without Content-Length")
}

func TestAGoplsThatIsNotThereIsAnError(t *testing.T) {
	s := New(Options{Dir: t.TempDir(), Command: func() *exec.Cmd { return exec.Command("/no/such/gopls") }})
	_, err := s.Hover(t.Context(), cell)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, "starting gopls: ")
	s.Close()
	nothingLeft(t)
}

func TestCloseIsPolite(t *testing.T) {
	f := newFake(t, "patient")
	_, err := f.Hover(t.Context(), cell)
	require.NoError(t, err)
	f.Close()
	f.heard("shutdown")
	f.heard("exit")
	require.Equal(t, 1, f.processes())
	require.True(t, f.started[0].ProcessState.Success())
	_, err = f.Hover(t.Context(), cell)
	require.ErrorIs(t, err, ErrClosed)
}

func TestCloseLeavesNoChildOfGopls(t *testing.T) {
	f := newFake(t, "stubborn")
	_, err := f.Hover(t.Context(), cell)
	require.NoError(t, err)
	f.Close()
	f.silent()
	require.Equal(t, 1, f.processes())
}

func TestCloseEndsAGoplsThatHasJustBeenAskedFor(t *testing.T) {
	for range 10 {
		f := newFake(t, "patient")
		f.Warm()
		f.Close()
		f.silent()
		require.LessOrEqual(t, f.processes(), 1)
	}
}

func TestEverythingMayBeAskedAtOnce(t *testing.T) {
	f := newFake(t, "mortal")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { f.Warm() })
		all.Go(func() { _, _ = f.Complete(t.Context(), cell) })
		all.Go(func() { _, _ = f.Hover(t.Context(), cell) })
	}
	all.Go(f.Close)
	all.Wait()
	f.Close()
	f.silent()
}
