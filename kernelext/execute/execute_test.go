package execute_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/execute"
)

// source is a notebook of four code cells; the third is to panic.
const source = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
	{"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# Essai"},
	{"cell_type": "code", "id": "a", "metadata": {}, "source": "un", "outputs": [], "execution_count": null},
	{"cell_type": "code", "id": "b", "metadata": {}, "source": "deux", "outputs": [], "execution_count": null},
	{"cell_type": "markdown", "id": "s", "metadata": {}, "source": "## Fin"},
	{"cell_type": "code", "id": "c", "metadata": {"cahiers": {"expect": "panic"}, "tags": ["raises-exception"]}, "source": "trois", "outputs": [], "execution_count": null},
	{"cell_type": "code", "id": "d", "metadata": {}, "source": "quatre", "outputs": [], "execution_count": null}
]}`

// played returns a runner whose driver is a shell script: it says what the
// real one would, with no Python and no kernel.
func played(t *testing.T, script string) (execute.Runner, string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "essai.ipynb")
	require.NoError(t, os.WriteFile(path, []byte(source), 0o600))
	python := filepath.Join(dir, "python")
	require.NoError(t, os.WriteFile(python, []byte("#!/bin/sh\n"+script), 0o700))
	return execute.Runner{Python: python, Kernel: "cahiers", Env: os.Environ(), Timeout: time.Minute}, path
}

const wholeRun = `cat >/dev/null
exec >&3
echo '{"event": "ready"}'
echo '{"event": "start", "cell": 1}'
echo '{"event": "end", "cell": 1, "status": "ok", "seconds": 0.25, "outputs": [{"output_type": "stream", "name": "stdout", "text": "bonjour"}]}'
echo '{"event": "end", "cell": 2, "status": "error", "seconds": 1, "outputs": [{"output_type": "error", "ename": "panic", "evalue": "aïe", "traceback": ["panic: aïe", "", "goroutine 1"]}]}'
echo '{"event": "end", "cell": 4, "status": "ok", "seconds": 0, "outputs": []}'
echo '{"event": "end", "cell": 5, "status": "timeout", "seconds": 65, "outputs": []}'
echo '{"event": "done"}'
`

func TestRunJudgesEachCell(t *testing.T) {
	runner, path := played(t, wholeRun)
	result := runner.Run(t.Context(), path, execute.Silent{})
	require.NoError(t, result.Err)
	require.False(t, result.OK())
	require.Equal(t, []execute.Cell{
		{Index: 1, ID: "a", Number: 1, Section: "Essai", Seconds: .25, OK: true},
		{Index: 2, ID: "b", Number: 2, Section: "Essai", Outcome: "panic", Seconds: 1, Reason: "elle a paniqué", Detail: "panic: aïe"},
		{Index: 4, ID: "c", Number: 3, Section: "Fin", Expect: "panic", Reason: "elle devait paniquer, et elle a fini sans erreur"},
		{Index: 5, ID: "d", Number: 4, Section: "Fin", Outcome: "timeout", Seconds: 65, Reason: "elle a dépassé son délai et a été interrompue"},
	}, result.Cells)
	require.Len(t, result.Failures(), 3)
	require.Equal(t, "bonjour", result.Notebook.Cells[1].Outputs[0]["text"])
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, source, string(kept), "the source is not changed")
}

func TestCellsAfterADeadKernelDidNotRun(t *testing.T) {
	runner, path := played(t, `exec >&3
echo '{"event": "end", "cell": 1, "status": "dead", "seconds": 1, "outputs": []}'
echo '{"event": "done"}'`)
	result := runner.Run(t.Context(), path, execute.Silent{})
	require.NoError(t, result.Err)
	var outcomes []string
	for _, c := range result.Failures() {
		outcomes = append(outcomes, c.Outcome)
	}
	require.Equal(t, []string{"dead", "not-run", "not-run", "not-run"}, outcomes)
}

func TestRunSaysWhatStoppedTheDriver(t *testing.T) {
	for name, test := range map[string]struct{ script, want string }{
		"it fails":             {"echo 'ImportError: nbclient' >&2; exit 1", "ImportError: nbclient"},
		"it ends early":        {"echo 'au revoir'", "au revoir"},
		"it says no JSON":      {"echo '{' >&3", "unexpected EOF"},
		"it dies of a signal":  {"kill -9 $$", "signal: killed"},
		"it talks to no end":   {"yes bavardage | head -c 100000; exit 3", "exit status 3"},
		"it names no such one": {`echo '{"event": "end", "cell": 99}' >&3; exit 4`, "exit status 4"},
	} {
		t.Run(name, func(t *testing.T) {
			runner, path := played(t, test.script)
			result := runner.Run(t.Context(), path, execute.Silent{})
			require.ErrorContains(t, result.Err, test.want)
			require.Less(t, len(result.Err.Error()), 8192)
			require.False(t, result.OK())
		})
	}
	missing, path := played(t, "")
	missing.Python += "-absent"
	require.ErrorContains(t, missing.Run(t.Context(), path, execute.Silent{}).Err, "go run ./kernelext doctor")
}

func TestRunOfAFileThatIsNoNotebook(t *testing.T) {
	runner, path := played(t, "")
	result := runner.Run(t.Context(), path+"-absent", execute.Silent{})
	require.ErrorIs(t, result.Err, fs.ErrNotExist)
	require.ErrorContains(t, result.Err, "n’existe pas")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	require.ErrorContains(t, runner.Run(t.Context(), path, execute.Silent{}).Err, "pas un cahier Jupyter lisible")
}

// stopper cancels a run when its first cell starts.
type stopper struct {
	execute.Silent
	cancel func()
}

func (s stopper) Cell(string, execute.Cell) { s.cancel() }

func TestCancelStopsTheDriverAndIsTheError(t *testing.T) {
	dir := t.TempDir()
	runner, path := played(t, `trap 'echo arrêt >"$MARK"; exit 130' TERM
echo '{"event": "start", "cell": 1}' >&3
sleep 60 & wait`)
	mark := filepath.Join(dir, "mark")
	runner.Env = append(runner.Env, "MARK="+mark)
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("assez")
	result := runner.Run(ctx, path, stopper{cancel: func() { cancel(stop) }})
	require.ErrorIs(t, result.Err, stop)
	said, err := os.ReadFile(mark)
	require.NoError(t, err, "the driver was told, not killed")
	require.Equal(t, "arrêt\n", string(said))
}

func TestProgressOutsideATerminalIsALineACell(t *testing.T) {
	runner, path := played(t, wholeRun)
	var out bytes.Buffer
	runner.Run(t.Context(), path, execute.NewProgress(&out, 0))
	lines := strings.Split(breakable(out.String()), "\n")
	require.Equal(t, []string{
		"✓ essai [1/4] 0,2 s · Essai",
		"✗ essai [2/4] 1,0 s · Essai · elle a paniqué : panic: aïe",
		"✗ essai [3/4] 0,0 s · Fin · elle devait paniquer, et elle a fini sans erreur",
		"✗ essai [4/4] 1 min 05 s · Fin · elle a dépassé son délai et a été interrompue",
	}, lines[:4])
	require.Contains(t, lines[4], "✗ essai : 3 cellules sur 4 n’ont pas fait ce qu’elles devaient")
}

func TestProgressOnATerminalKeepsOnlyFailures(t *testing.T) {
	runner, path := played(t, wholeRun)
	var out bytes.Buffer
	runner.Run(t.Context(), path, execute.NewProgress(&out, 40))
	var shown []string // what stands on the screen in the end
	for line := range strings.SplitSeq(strings.TrimSuffix(breakable(out.String()), "\n"), "\n") {
		frames := strings.Split(line, "\r\x1b[K")
		for _, frame := range frames[:len(frames)-1] {
			require.LessOrEqual(t, len([]rune(frame)), 39, "a bar never wraps")
		}
		shown = append(shown, frames[len(frames)-1])
	}
	require.Len(t, shown, 4)
	require.Contains(t, shown[0], "✗ essai [2/4]")
	require.Contains(t, shown[3], "✗ essai : 3 cellules")
	require.Contains(t, out.String(), "█████░░░░░░░░░░░░░░░ essai 1/4")
}

func TestReportForMachines(t *testing.T) {
	runner, path := played(t, wholeRun)
	var out bytes.Buffer
	require.NoError(t, execute.WriteJSON(&out, []execute.Result{
		runner.Run(t.Context(), path, execute.Silent{}),
		runner.Run(t.Context(), "absent.ipynb", execute.Silent{}),
	}))
	var report map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &report))
	require.Equal(t, false, report["ok"])
	require.EqualValues(t, 1, report["version"])
	first := report["notebooks"].([]any)[0].(map[string]any)
	require.Equal(t, path, first["notebook"])
	require.NotContains(t, first, "error")
	require.Equal(t, map[string]any{
		"index": 2., "id": "b", "number": 2., "section": "Essai", "outcome": "panic", "seconds": 1., "ok": false,
		"reason": "elle a paniqué", "detail": "panic: aïe",
	}, first["cells"].([]any)[1])
	second := report["notebooks"].([]any)[1].(map[string]any)
	require.Contains(t, second["error"], "n’existe pas")
	require.Equal(t, []any{}, second["cells"])

	out.Reset()
	require.NoError(t, execute.WriteJSON(&out, nil))
	require.JSONEq(t, `{"version": 1, "ok": true, "notebooks": []}`, out.String())
}

// breakable makes no-break spaces plain, so that a test reads easily.
func breakable(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
