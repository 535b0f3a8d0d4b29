package gotool

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"cahiers/kernelext/private"
)

// Main does what `go` was asked to do with these arguments (the program's
// name left out) and returns its exit status. It does not return when the real
// go takes over.
func Main(args []string) int {
	c, err := newCall(args)
	if err == nil {
		err = c.run()
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	default:
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
}

// A call is one use of the go command.
type call struct {
	real string   // path of the real go
	args []string // without the program's name
	dir  string   // working directory
}

func newCall(args []string) (*call, error) {
	real, err := realGo()
	if err != nil {
		return nil, err
	}
	// Telemetry would start a process of its own.
	if config := os.Getenv(private.EnvConfig); config != "" {
		_ = os.Setenv("XDG_CONFIG_HOME", config)
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("finding the working directory: %w", err)
	}
	return &call{real: real, args: args, dir: dir}, nil
}

func (c *call) run() error {
	switch {
	case c.initialisesCells():
		return c.initialise()
	case c.fetchesForCell():
		return c.interruptible(c.fetch)
	case c.buildsCell():
		return c.interruptible(c.build)
	case c.vetsCells():
		return c.vet()
	default:
		return c.become(c.args)
	}
}

// interruptible does a part of what a cell waits for, which an interrupt ends.
func (c *call) interruptible(do func() error) error {
	done, err := private.Build(os.Getenv(private.EnvDir))
	if err != nil { // interrupted, for one: the kernel knows
		return err
	}
	defer done()
	return do()
}

// become gives this process to the real go.
func (c *call) become(args []string) error {
	argv := append([]string{c.real}, args...)
	err := syscall.Exec(c.real, argv, os.Environ())
	return fmt.Errorf("%s\n%w", goMoved(c.real), err)
}

// listen runs the real go, with more in its environment, and returns all that
// it says. The error is an *exec.ExitError when it is what go itself says.
func (c *call) listen(args []string, environ ...string) (said []byte, err error) {
	cmd := exec.Command(c.real, args...)
	cmd.Env = append(os.Environ(), environ...)
	said, err = cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, fmt.Errorf("%s\n%w", goMoved(c.real), err)
	}
	return said, err
}

// realGo is the path of the go that set-up chose, or of the first go in PATH
// that is not this program when it is called outside a kernel.
func realGo() (string, error) {
	if path := os.Getenv(private.EnvGo); path != "" {
		if _, err := os.Stat(path); err != nil {
			return "", errors.New(goMoved(path))
		}
		return path, nil
	}
	self, err := executable()
	if err != nil {
		return "", err
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		path := filepath.Join(dir, "go")
		info, err := os.Stat(path)
		if err == nil && !info.IsDir() && info.Mode()&0o111 != 0 && !os.SameFile(info, self) {
			return path, nil
		}
	}
	return "", errors.New(noGo())
}

func executable() (os.FileInfo, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	return os.Stat(path)
}
