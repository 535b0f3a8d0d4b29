package execute_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cahiers/kernelext/execute"
	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
)

// installed returns a runner over the installation, and writes a notebook of these
// cells. A cell that starts with "!panic\n" announces that failure.
func installed(t *testing.T, timeout time.Duration, cells ...string) (execute.Runner, string) {
	t.Helper()
	l := installtest.Layout(t)
	list := []any{}
	for i, source := range cells {
		metadata := map[string]any{}
		if announced, ok := strings.CutPrefix(source, "!"); ok {
			expect, rest, _ := strings.Cut(announced, "\n")
			metadata["cahiers"] = map[string]any{"expect": expect}
			metadata["tags"] = []string{"raises-exception"}
			source = rest
		}
		list = append(list, map[string]any{
			"cell_type": "code", "id": fmt.Sprint("c", i), "metadata": metadata,
			"source": source, "outputs": []any{}, "execution_count": nil,
		})
	}
	data, err := json.Marshal(map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": list})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "essai.ipynb")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return execute.Runner{Python: l.Python(), Kernel: install.KernelName, Env: l.Environ(), Timeout: timeout}, path
}

func TestRealCellsEndAsTheyAnnounce(t *testing.T) {
	runner, path := installed(t, time.Minute,
		"%%\nfmt.Println(\"bonjour\")",
		"!compile\n%%\nvar x int = \"a\"",
		"!panic\n%%\npanic(\"aïe\")",
		"!deadlock\n%%\nch := make(chan int)\n<-ch",
		"!panic\n%%\nvar x int = \"a\"",
		"!deadlock\n%%\nfmt.Println(\"libre\")",
		"%%\nos.Exit(3)",
	)
	result := runner.Run(t.Context(), path, execute.Silent{})
	require.NoError(t, result.Err)
	var got []string
	for _, c := range result.Cells {
		got = append(got, fmt.Sprintf("%s %t", c.Outcome, c.OK))
	}
	require.Equal(t, []string{
		" true", "compile true", "panic true", "deadlock true", "compile false", " false", "exit false",
	}, got)
	require.Equal(t, "bonjour\n", result.Notebook.Cells[0].Outputs[0]["text"])
}

func TestARealCellThatRunsTooLongIsInterruptedAndTheNextOneRuns(t *testing.T) {
	runner, path := installed(t, 5*time.Second,
		"%%\nselect { case <-time.After(time.Hour): }",
		"%%\nfmt.Println(\"encore là\")",
	)
	result := runner.Run(t.Context(), path, execute.Silent{})
	require.NoError(t, result.Err)
	require.Equal(t, "timeout", result.Cells[0].Outcome)
	require.True(t, result.Cells[1].OK, result.Cells[1])
}

// stuck runs a notebook whose cell never ends, and calls end when the cell's
// program runs. It returns what the run came to, and fails unless every
// process that the run started has ended then.
func stuck(t *testing.T, ctx context.Context, end func(driver int)) execute.Result {
	t.Helper()
	fifo := filepath.Join(t.TempDir(), "en-marche")
	require.NoError(t, unix.Mkfifo(fifo, 0o600))
	runner, path := installed(t, time.Minute,
		fmt.Sprintf("%%%%\nos.WriteFile(%q, []byte(\"oui\"), 0)\nselect { case <-time.After(time.Hour): }", fifo))
	results := make(chan execute.Result, 1)
	before := descendants(t, os.Getpid())
	go func() { results <- runner.Run(ctx, path, execute.Silent{}) }()
	running := make(chan error, 1)
	go func() {
		_, err := os.ReadFile(fifo) // waits for the cell
		running <- err
	}()
	select {
	case err := <-running:
		require.NoError(t, err)
	case r := <-results:
		require.Fail(t, "the run ended before its cell ran", "%v %+v", r.Err, r.Cells)
	}
	var started []int
	for _, pid := range descendants(t, os.Getpid()) {
		if !slices.Contains(before, pid) {
			started = append(started, pid)
		}
	}
	require.GreaterOrEqual(t, len(started), 4, "driver, kernel, gonb, cell")
	ends := map[int]int{}
	for _, pid := range started {
		if fd, err := unix.PidfdOpen(pid, 0); err == nil {
			ends[pid] = fd
			defer func() { require.NoError(t, unix.Close(fd)) }()
		}
	}
	end(driverOf(t, started))
	result := <-results
	for pid, fd := range ends {
		n, err := pollOnce(fd, 20*time.Second)
		require.NoError(t, err)
		require.Equal(t, 1, n, "process %d outlives the run", pid)
	}
	return result
}

func TestCancelLeavesNoProcess(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("assez")
	result := stuck(t, ctx, func(int) { cancel(stop) })
	require.ErrorIs(t, result.Err, stop)
}

func TestADriverKilledLeavesNoProcess(t *testing.T) {
	result := stuck(t, t.Context(), func(driver int) { require.NoError(t, syscall.Kill(driver, syscall.SIGKILL)) })
	require.ErrorContains(t, result.Err, "signal: killed")
}

// pollOnce waits for a process to end, whatever signals interrupt the wait.
func pollOnce(fd int, limit time.Duration) (int, error) {
	deadline := time.Now().Add(limit)
	for {
		n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, int(time.Until(deadline).Milliseconds()))
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

// descendants lists the processes below pid.
func descendants(t *testing.T, pid int) []int {
	t.Helper()
	children := map[int][]int{}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(t, err)
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		_, after, _ := strings.Cut(string(data[strings.LastIndexByte(string(data), ')'):]), " ")
		fields := strings.Fields(after) // state, ppid, …
		child, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		require.NoError(t, err)
		parent, err := strconv.Atoi(fields[1])
		require.NoError(t, err)
		children[parent] = append(children[parent], child)
	}
	var all []int
	for next := []int{pid}; len(next) > 0; next = next[1:] {
		all = append(all, children[next[0]]...)
		next = append(next, children[next[0]]...)
	}
	return all
}

// driverOf finds the driver among the processes of a run.
func driverOf(t *testing.T, pids []int) int {
	t.Helper()
	for _, pid := range pids {
		command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err == nil && strings.Contains(string(command), "nbclient") {
			return pid
		}
	}
	require.Fail(t, "no driver")
	return 0
}
