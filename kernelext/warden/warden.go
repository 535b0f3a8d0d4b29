// Package warden is the process that stands between a kernel's front and GoNB,
// in a session of its own: it runs GoNB, and when one of the two ends, ends all
// that descends from here, whatever they were killed by.
package warden

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
	"cahiers/kernelext/private"
)

// lockDescriptor is the folder's lock, inherited from the kernel.
const lockDescriptor = 3

// patience is how long to wait for killed processes to go.
const patience = 5 * time.Second

// Name is the name under which the program of the cells is a warden.
const Name = "cahiers-warden"

// Run runs the GoNB at path gonb, with a connection file, in the private folder
// dir. When GoNB ends, or when the front at the other end of standard input
// does, it ends all that descends from here and removes dir.
func Run(gonb, connectionFile, dir string) error {
	syscall.CloseOnExec(lockDescriptor)
	// The signal that ends GoNB with us belongs to this thread.
	runtime.LockOSThread()
	if err := lineage.Adopt(); err != nil {
		return fmt.Errorf("adopting orphans: %w", err)
	}
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	frontGone := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(frontGone)
	}()

	process, err := start(gonb, connectionFile, dir)
	if err != nil {
		return err
	}
	var asked atomic.Bool // to stop
	go func() {
		for {
			select {
			case s := <-signals:
				if s == syscall.SIGINT {
					interrupt(process, dir)
					continue
				}
				// GoNB has nothing to put in order that we do not, and panics in its
				// log when a message reaches it while it does.
				asked.Store(true)
				_ = process.Kill()
			case <-frontGone:
				asked.Store(true)
				_ = process.Kill()
				return
			}
		}
	}()
	status, err := reap(process.Pid)
	lineage.KillDescendants(patience)
	if removed := remove(dir); err == nil {
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

// remove removes the folder, in which those that just died, or are about to,
// may still write.
func remove(dir string) (err error) {
	for late := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if err = os.RemoveAll(dir); err == nil || time.Now().After(late) {
			return err
		}
	}
}

// start starts GoNB in a group of its own, where no signal meant for
// Jupyter or for us reaches it.
func start(gonb, connectionFile, dir string) (*os.Process, error) {
	devNull, err := os.Open(os.DevNull)
	if err != nil {
		return nil, err
	}
	defer devNull.Close()
	args := []string{
		"gonb", "--kernel", connectionFile,
		// Errors as text, which every reader of a notebook shows, a terminal too.
		"-raw_error",
		// What GoNB logs is for those who mend it, not for the terminal
		// in which a teacher started Jupyter.
		"-logtostderr=false", "-stderrthreshold=FATAL", "-log_dir=" + filepath.Join(dir, private.LogDir),
	}
	process, err := os.StartProcess(gonb, args, &os.ProcAttr{
		Files: []*os.File{devNull, os.Stdout, os.Stderr},
		Sys:   lineage.Attributes(syscall.SIGKILL),
	})
	if err != nil {
		return nil, errors.New(cannotStartGonb(err))
	}
	return process, nil
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
