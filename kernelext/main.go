// Command cahiers extends GoNB and serves the course: it sets it up, opens
// JupyterLab on it, runs and exports its notebooks, and is the kernel that
// Jupyter starts.
//
// One program stands at three places (see design in CONTRIBUTING.md): in front
// of go in the kernel's PATH, at the place of each cell's program, and as the
// command a user types.
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/gotool"
)

func main() {
	if filepath.Base(os.Args[0]) == "go" {
		os.Exit(gotool.Main(os.Args[1:]))
	}
	if cell.Supervises(os.Args[0]) {
		os.Exit(cell.Main(os.Args))
	}
	// SIGHUP is the terminal's window being closed.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
