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
	"cahiers/kernelext/private"
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
	// grace is how long a program may take to end when the kernel does.
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
	if errors.Is(err, errInterrupted) {
		return 128 + int(syscall.SIGINT)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if status.Signaled() {
		return dieOf(status.Signal())
	}
	return status.ExitStatus()
}

// errInterrupted is the error of a cell that was interrupted before its program
// began.
var errInterrupted = errors.New("interrupted")

func supervise(args []string) (syscall.WaitStatus, error) {
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2)
	kernelGone := lineage.ParentGone(0)
	dir := os.Getenv(private.EnvDir)
	if private.Interrupted(dir) {
		return 0, errInterrupted
	}
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
	observe(dir)
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
	var left []blow // of an interrupt
	var late <-chan time.Time
	strike := func() {
		if left[0].signal == syscall.SIGKILL {
			killGroup()
			left, late = nil, nil
			return
		}
		_ = program.Signal(left[0].signal)
		late, left = time.After(left[0].grace), left[1:]
	}
	for {
		select {
		case s := <-signals:
			switch {
			case late != nil: // it is being ended
			case s == syscall.SIGINT:
				left = blows(path)
				strike()
			case s == syscall.SIGTERM:
				_ = program.Signal(s)
				left, late = []blow{{signal: syscall.SIGKILL}}, time.After(grace)
			default:
				_ = program.Signal(s)
			}
		case <-late:
			strike()
		case <-kernelGone:
			killGroup()
			kernelGone = nil
		case err := <-failed:
			killGroup()
			return 0, fmt.Errorf("waiting for the program: %w", err)
		case state := <-ended:
			killGroup()
			lineage.KillDescendants(patience)
			words := stderr.finish()
			show.finish()
			learner.finish()
			page.flush()
			develop(dir)
			status := state.Sys().(syscall.WaitStatus)
			leave(words, status, dir)
			return status, nil
		}
	}
}

// leave leaves the program's last words to those who explain them. Those of a
// program that ended well, or without a kernel to tell, are merely printed.
func leave(words string, status syscall.WaitStatus, dir string) {
	if words == "" {
		return
	}
	crashed := status.Signaled() || status.ExitStatus() == crashStatus
	if dir == "" || !crashed || (private.Ending{Said: words}).Write(dir) != nil {
		fmt.Fprint(os.Stderr, words)
	}
}

// crashStatus is that of a program whose runtime gave up.
const crashStatus = 2

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
