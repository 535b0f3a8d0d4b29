package cell

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
)

// Program is the path of the program supervised by what stands at path.
func Program(path string) string { return path + ".real" }

// Supervises reports whether a process started as arg0 stands at the place of
// a cell's program.
func Supervises(arg0 string) bool {
	info, err := os.Stat(Program(arg0))
	return err == nil && info.Mode().IsRegular()
}

const (
	// grace is how long a program may take to end on SIGINT or SIGTERM. GoNB
	// kills the supervisor after 5 s.
	grace = 2 * time.Second
	// patience is how long to wait for killed processes to go.
	patience = time.Second
)

// Main runs the program that stands beside args[0], with the arguments after
// it, and returns its exit status, or dies of the signal it died of.
func Main(args []string) int {
	// The signal that ends the program with us belongs to this thread.
	runtime.LockOSThread()
	status, err := supervise(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if status.Signaled() {
		return dieOf(status.Signal())
	}
	return status.ExitStatus()
}

func supervise(args []string) (syscall.WaitStatus, error) {
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2)
	kernelGone := lineage.ParentGone()
	// Without it, a process that left the program's group may outlive the cell.
	_ = lineage.Adopt()

	page := newPage(os.Getenv(pipeVar), os.Getenv(pipeBackVar))
	learner, err := openLearner(args[0], page)
	if err != nil {
		return 0, err
	}
	defer learner.remove()
	show, err := openShow(page)
	if err != nil {
		return 0, err
	}
	stderr, err := openStderr(os.Stderr)
	if err != nil {
		return 0, err
	}
	show.announce()
	learner.announce()
	path := Program(args[0])
	program, err := os.StartProcess(path, append([]string{path}, args[1:]...), &os.ProcAttr{
		Files: []*os.File{os.Stdin, os.Stdout, stderr.pipe.theirs, show.fromProgram.theirs, show.toProgram.theirs},
		Sys:   lineage.Attributes(syscall.SIGKILL),
	})
	if err != nil {
		return 0, errors.New(cannotStart(err))
	}
	yieldMemoryFirst(program.Pid)
	stderr.start()
	show.start()
	learner.start()

	ended := make(chan *os.ProcessState, 1)
	failed := make(chan error, 1)
	go func() {
		state, err := program.Wait()
		if err != nil {
			failed <- err
			return
		}
		ended <- state
	}()
	killGroup := func() { _ = syscall.Kill(-program.Pid, syscall.SIGKILL) }
	var late <-chan time.Time
	for {
		select {
		case s := <-signals:
			_ = program.Signal(s)
			if late == nil && (s == syscall.SIGINT || s == syscall.SIGTERM) {
				late = time.After(grace)
			}
		case <-late:
			fmt.Fprintln(os.Stderr, hadToKill)
			killGroup()
		case <-kernelGone:
			killGroup()
			kernelGone = nil
		case err := <-failed:
			killGroup()
			return 0, fmt.Errorf("waiting for the program: %w", err)
		case state := <-ended:
			killGroup()
			lineage.KillDescendants(patience)
			stderr.finish()
			show.finish()
			learner.finish()
			page.flush()
			return state.Sys().(syscall.WaitStatus), nil
		}
	}
}

// dieOf ends this process as its program ended, so that GoNB says the same of
// it. A signal that would make our own runtime print its stacks becomes the
// status a shell gives it.
func dieOf(s syscall.Signal) int {
	if slices.Contains([]syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL}, s) {
		signal.Reset(s)
		if syscall.Kill(os.Getpid(), s) == nil {
			select {}
		}
	}
	return 128 + int(s)
}

// remove takes away a file that may not be there.
func remove(path string) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, err)
	}
}
