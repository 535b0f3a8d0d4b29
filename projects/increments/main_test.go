package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Notebook 03 explains the report line by line: the exit status, and where
// main.go adds one.
func TestTheDetectorReportsTheLineThatAddsOne(t *testing.T) {
	program := filepath.Join(t.TempDir(), "increments")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-race", "-o", program, "main.go").CombinedOutput()
	require.NoError(t, err, string(out))

	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), "GORACE=")
	out, err = cmd.CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 66, exit.ExitCode())
	require.Contains(t, string(out), "projects/increments/main.go:14")
}
