package kernel

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"cahiers/kernelext/gotool"
	"cahiers/kernelext/lineage"
)

// goplsVar names the real gopls.
const goplsVar = "CAHIERS_GOPLS"

// placeGopls puts in dir the gopls that GoNB finds, which is this program: see
// Gopls.
func placeGopls(dir string) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	if err := os.Symlink(self, filepath.Join(dir, "gopls")); err != nil {
		return fmt.Errorf("placing gopls: %w", err)
	}
	return nil
}

// Gopls gives this process to the real gopls, which then takes little memory,
// never a processor that a cell could use, and ends with GoNB, even when
// nobody is left to end it. It returns the exit status of a failure.
func Gopls(args []string) int {
	runtime.LockOSThread() // all this is the thread's, which exec keeps
	lineage.EndWithParent()
	// Where it is not allowed, gopls is merely as quick as the cells.
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 10)
	for name, value := range map[string]string{
		"GOMEMLIMIT":      "80MiB",
		"GOGC":            "50",
		"XDG_CONFIG_HOME": os.Getenv(gotool.EnvConfig), // its telemetry, a process of its own, is off there
	} {
		_ = os.Setenv(name, value)
	}
	path := os.Getenv(goplsVar)
	argv := append([]string{path}, args...)
	err := syscall.Exec(path, append(argv, "-listen.timeout=1m"), os.Environ())
	fmt.Fprintln(os.Stderr, cannotStartGopls(err))
	return 1
}
