// Command cahiers extends GoNB and serves the course: it sets it up, opens
// JupyterLab on it, runs and exports its notebooks. What runs behind a notebook
// is the command cahiers-kernel.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// SIGHUP is the terminal's window being closed.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
