package kernel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lineage"
	"cahiers/kernelext/precompiled"
	"cahiers/kernelext/private"
	"cahiers/kernelext/warden"
	"cahiers/kernelext/wire"
)

// Options says what to run.
type Options struct {
	ConnectionFile string         // written by Jupyter
	Layout         install.Layout // where set-up put everything
}

const (
	// patience is how long to wait for killed processes to go.
	patience = 5 * time.Second
	// goodbye is how long to wait for clients to take what was sent to them.
	goodbye = time.Second
)

// Run is a kernel from Jupyter's first message to its last. It returns nil
// when the kernel was asked to stop, and an error when it cannot go on:
// Jupyter then starts another.
//
// ctx stops the kernel, as SIGTERM does. The process must do nothing else: Run
// takes its signals, and ends its children.
func Run(ctx context.Context, o Options) error {
	jupyter, _ := strconv.Atoi(os.Getenv("JPY_PARENT_PID")) // 0 when someone else starts us
	jupyterGone := lineage.ParentGone(jupyter)
	if err := lineage.Adopt(); err != nil {
		return fmt.Errorf("adopting orphans: %w", err)
	}
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)

	connection, err := wire.ReadConnection(o.ConnectionFile)
	if err != nil {
		return err
	}
	f := newFront(connection, o.Layout)
	if err := f.listen(); err != nil {
		return err
	}
	defer f.close()

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended, stop := f.startGonb(ctx, o)
	err = f.run(ctx, signals, jupyterGone, ended, stop)
	f.closeLanguage()
	lineage.KillDescendants(patience)
	return err
}

// run serves until the kernel is asked to stop, or until GoNB ends. It then
// waits for the end of GoNB, which stop asks for.
func (f *front) run(ctx context.Context, signals <-chan os.Signal, jupyterGone <-chan struct{}, ended <-chan error, stop func()) error {
	cancelled := ctx.Done()
	asked := false
	ask := func() {
		asked = true
		f.closeLanguage() // it writes in the folder that the warden removes
		stop()
	}
	for {
		select {
		case do := <-f.events:
			do()
			if f.stopping && !asked {
				f.drain()
				ask()
			}
		case s := <-signals:
			if s == syscall.SIGINT {
				f.interrupt()
				continue
			}
			ask()
		case <-cancelled:
			cancelled = nil
			ask()
		case <-jupyterGone:
			jupyterGone = nil
			ask()
		case err := <-ended:
			if err == nil || asked {
				return nil
			}
			return errors.New(gonbDied(err))
		}
	}
}

// startGonb starts the warden, and GoNB with it, and connects to it when it
// listens. When that cannot be, cells say why, and ended is sent to by stop
// alone.
func (f *front) startGonb(ctx context.Context, o Options) (ended <-chan error, stop func()) {
	w, err := f.startWarden(o)
	if err != nil {
		f.unable = err
		stopped := make(chan error, 1)
		return stopped, func() { stopped <- nil }
	}
	f.signalWarden = w.signal
	go func() {
		g := connectGonb(ctx, gonbConnection(f.dir.Path, f.connection.Key), handlers{
			shell: f.later(f.fromShell), stdin: f.later(f.fromStdin), iopub: f.later(f.fromIOPub),
		})
		if g != nil {
			f.events <- func() {
				f.gonb = g
				f.language = newLanguage(f.layout, f.dir.Path)
				for _, do := range f.early {
					do()
				}
				f.early = nil
				f.next()
			}
		}
	}()
	return w.ended, func() { w.signal(syscall.SIGTERM) }
}

// later has the front handle messages that other goroutines receive.
func (f *front) later(handle func(wire.Message)) func(wire.Message) {
	return func(m wire.Message) { f.events <- func() { handle(m) } }
}

// A wardenProcess is the warden as the front sees it.
type wardenProcess struct {
	cmd   *exec.Cmd
	ended chan error
}

func (f *front) startWarden(o Options) (*wardenProcess, error) {
	private.Sweep()
	// Cells do without the list as they do without its archives: slower.
	_ = precompiled.Keep(o.Layout.Precompiled(), time.Now())
	dir, err := private.Make()
	if err != nil {
		return nil, err
	}
	f.dir = dir
	// Under Jupyter's name, in which GoNB reads the kernel's identity.
	file := filepath.Join(dir.Path, filepath.Base(o.ConnectionFile))
	if err := gonbConnection(dir.Path, f.connection.Key).Write(file); err != nil {
		return nil, err
	}
	environment, err := environment(o.Layout, dir.Path)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(o.Layout.Cell())
	cmd.Args = []string{warden.Name, o.Layout.Gonb(), file, dir.Path}
	cmd.Env = environment
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	// Held until the warden ends, so that no other kernel sweeps the folder.
	cmd.ExtraFiles = []*os.File{dir.Lock}
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

func (w *wardenProcess) signal(s syscall.Signal) { _ = w.cmd.Process.Signal(s) }
