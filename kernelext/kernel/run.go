package kernel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lineage"
	"cahiers/kernelext/precompiled"
)

// Options says what to run.
type Options struct {
	ConnectionFile string         // written by Jupyter
	Layout         install.Layout // where set-up put everything
}

// patience is how long to wait for killed processes to go.
const patience = 5 * time.Second

// Run is a kernel from Jupyter's first message to its last. It returns nil
// when the kernel was asked to stop, and an error when it cannot go on:
// Jupyter then starts another.
//
// ctx stops the kernel, as SIGTERM does. The process must do nothing else: Run
// takes its signals, and ends its children.
func Run(ctx context.Context, o Options) error {
	if dir := os.Getenv(wardenVar); dir != "" {
		return ward(dir, o)
	}
	jupyterGone := lineage.ParentGone()
	if err := lineage.Adopt(); err != nil {
		return fmt.Errorf("adopting orphans: %w", err)
	}
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)

	sweepPrivate()
	// Cells do without the list as they do without its archives: slower.
	_ = precompiled.Keep(o.Layout.Precompiled(), time.Now())
	private, err := makePrivate()
	if err != nil {
		return err
	}
	defer private.remove()
	// The protocol front will stand here: it will bind Jupyter's sockets and
	// give GoNB a connection file of its own.
	warden, err := startWarden(o, private)
	if err != nil {
		return err
	}
	err = warden.wait(ctx, signals, jupyterGone)
	lineage.KillDescendants(patience)
	return err
}

// A wardenProcess is the warden as the kernel sees it.
type wardenProcess struct {
	cmd   *exec.Cmd
	ended chan error
}

func startWarden(o Options, private *privateDir) (*wardenProcess, error) {
	environment, err := environment(o.Layout, private.path)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	cmd := exec.Command(self, o.ConnectionFile)
	cmd.Env = append(environment, wardenVar+"="+private.path)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	// Held until the warden ends, so that no other kernel sweeps the folder.
	cmd.ExtraFiles = []*os.File{private.lock}
	// Jupyter kills the kernel's whole group.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	// Nothing is ever written there: it closes when we end, however we end.
	if _, err := cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the warden: %w", err)
	}
	w := &wardenProcess{cmd: cmd, ended: make(chan error, 1)}
	go func() { w.ended <- cmd.Wait() }()
	return w, nil
}

// wait hands the warden what the kernel is asked, until the warden ends.
func (w *wardenProcess) wait(ctx context.Context, signals <-chan os.Signal, jupyterGone <-chan struct{}) error {
	cancelled := ctx.Done()
	asked := false
	stop := func() {
		asked = true
		_ = w.cmd.Process.Signal(syscall.SIGTERM)
	}
	for {
		select {
		case s := <-signals:
			if s == syscall.SIGINT {
				_ = w.cmd.Process.Signal(s)
				continue
			}
			stop()
		case <-cancelled:
			cancelled = nil
			stop()
		case <-jupyterGone:
			jupyterGone = nil
			stop()
		case err := <-w.ended:
			var exit *exec.ExitError
			switch {
			case err == nil || asked:
				return nil
			case errors.As(err, &exit):
				return errors.New(gonbDied(exit.String()))
			default:
				return fmt.Errorf("waiting for the warden: %w", err)
			}
		}
	}
}
