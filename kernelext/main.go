// Command cahiers extends GoNB and serves the course: it sets it up, opens
// JupyterLab on it, runs and exports its notebooks, and is the kernel that
// Jupyter starts.
//
// One program stands at four places (see design in CONTRIBUTING.md): in front
// of go and of gopls in the kernel's PATH, at the place of each cell's program, and as the
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
	"cahiers/kernelext/kernel"
)

func main() {
	switch filepath.Base(os.Args[0]) {
	case "go":
		os.Exit(gotool.Main(os.Args[1:]))
	case "gopls":
		os.Exit(kernel.Gopls(os.Args[1:]))
	}
	if cell.Supervises(os.Args[0]) {
		os.Exit(cell.Main(os.Args))
	}
	// SIGHUP is the terminal's window being closed.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
