package kernel

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
)

// wardenVar makes of this program a warden: its value is the private folder.
const wardenVar = "CAHIERS_WARDEN"

// lockDescriptor is the folder's lock, inherited from the kernel.
const lockDescriptor = 3

// farewell is how long GoNB may take to end when asked to.
const farewell = time.Second

// ward runs GoNB and, when it ends, or when the kernel at the other end of
// standard input does, ends all that descends from here and removes dir.
func ward(dir string, o Options) error {
	_ = os.Unsetenv(wardenVar)
	syscall.CloseOnExec(lockDescriptor)
	// The signal that ends GoNB with us belongs to this thread.
	runtime.LockOSThread()
	if err := lineage.Adopt(); err != nil {
		return fmt.Errorf("adopting orphans: %w", err)
	}
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	kernelGone := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(kernelGone)
	}()

	gonb, err := startGonb(dir, o)
	if err != nil {
		return err
	}
	var asked atomic.Bool // to stop
	go func() {
		for {
			select {
			case s := <-signals:
				if s != syscall.SIGINT {
					asked.Store(true)
					time.AfterFunc(farewell, func() { _ = gonb.Kill() })
				}
				_ = gonb.Signal(s)
			case <-kernelGone:
				asked.Store(true)
				_ = gonb.Kill()
				return
			}
		}
	}()
	status, err := reap(gonb.Pid)
	lineage.KillDescendants(patience)
	if removed := os.RemoveAll(dir); err == nil {
		err = removed
	}
	if err != nil {
		return err
	}
	if !asked.Load() && (status.Signaled() || status.ExitStatus() != 0) {
		return errors.New(gonbEnded(status))
	}
	return nil
}

// startGonb starts GoNB in a group of its own, where no signal meant for
// Jupyter or for us reaches it.
func startGonb(dir string, o Options) (*os.Process, error) {
	devNull, err := os.Open(os.DevNull)
	if err != nil {
		return nil, err
	}
	defer devNull.Close()
	args := []string{
		"gonb", "--kernel", o.ConnectionFile,
		// Errors as text, which every reader of a notebook shows, a terminal too.
		"-raw_error",
		// What GoNB logs is for those who mend it, not for the terminal
		// in which a teacher started Jupyter.
		"-logtostderr=false", "-stderrthreshold=FATAL", "-log_dir=" + filepath.Join(dir, logDir),
	}
	gonb, err := os.StartProcess(o.Layout.Gonb(), args, &os.ProcAttr{
		Files: []*os.File{devNull, os.Stdout, os.Stderr},
		Sys:   lineage.Attributes(syscall.SIGKILL),
	})
	if err != nil {
		return nil, errors.New(cannotStartGonb(err))
	}
	return gonb, nil
}

// reap buries those we adopt until pid itself ends.
func reap(pid int) (syscall.WaitStatus, error) {
	for {
		var status syscall.WaitStatus
		dead, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return 0, fmt.Errorf("waiting for GoNB: %w", err)
		case dead == pid:
			return status, nil
		}
	}
}
