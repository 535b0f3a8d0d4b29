package gotool

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/private"
)

// buildsCell reports whether GoNB builds the program of a cell, or its tests.
func (c *call) buildsCell() bool {
	if len(c.args) == 0 || os.Getenv("GOOS") == "js" {
		return false
	}
	dir := os.Getenv("GONB_TMP_DIR")
	out, ok := output(c.args)
	return ok && dir != "" && out == filepath.Join(dir, filepath.Base(dir)) &&
		(c.args[0] == "build" || c.args[0] == "test" && slices.Contains(c.args, "-c"))
}

// build builds the cell's program beside the place GoNB gave it, which is its
// supervisor's.
func (c *call) build() error {
	out, _ := output(c.args)
	asked := c.asked()
	c.warn()
	args := withOutput(c.args, cell.Program(out))
	if asked.Race && !hasFlag(args, "race") {
		args = slices.Insert(args, 1, "-race")
	}
	var environ []string
	if asked.Leaks {
		environ = []string{"GOEXPERIMENT=" + private.LeakProfile}
	}
	if asked.Leaks || asked.Film {
		overlay, remove, err := c.wrap(asked)
		if err != nil {
			return err
		}
		defer remove()
		args = slices.Insert(args, 1, "-overlay="+overlay)
	}
	if !hasFlag(args, "ldflags") {
		// A cell is not debugged: half of its link time is DWARF. What a panic
		// or a race report needs to name lines is kept apart from it.
		args = slices.Insert(args, 1, "-ldflags=-s")
	}
	failure := c.takeFetchFailure()
	if failure == "" && asked == (private.Built{}) && c.compileDirectly(out) {
		return finish(out, asked)
	}
	said, err := c.compile(args, environ...)
	if err != nil && bytes.Contains(said, []byte("unknown GOEXPERIMENT")) { // a Go that has no leak profile, or another
		said, err = c.compile(args)
	}
	_, _ = os.Stderr.Write(withoutNoise(said))
	if err == nil {
		return finish(out, asked)
	}
	if failure != "" {
		fmt.Fprintln(os.Stderr, failure)
	}
	if missesCompiler(said) {
		fmt.Fprintln(os.Stderr, noCompiler)
	}
	return err
}

// finish puts the supervisor in its place, and tells the kernel's front how the
// program was built.
func finish(out string, how private.Built) error {
	if dir := os.Getenv(private.EnvDir); dir != "" {
		if err := how.Write(dir); err != nil {
			return err
		}
	}
	return placeSupervisor(out)
}

// compile runs the real go without cgo, which would link the system's resolver
// into everything that imports net, and then hide deadlocks from the runtime;
// or with it, when the cell cannot do without.
func (c *call) compile(args []string, environ ...string) (said []byte, err error) {
	sparing := append(sparing(), environ...)
	with := func(cgo string) []string { return append(slices.Clone(sparing), "CGO_ENABLED="+cgo) }
	if os.Getenv("CGO_ENABLED") != "" { // the learner's choice
		return c.listen(args, sparing...)
	}
	if hasFlag(args, "race") || hasFlag(args, "msan") || hasFlag(args, "asan") || importsC(c.dir) {
		return c.listen(args, with("1")...)
	}
	said, err = c.listen(args, with("0")...)
	if err != nil && needsCgo(said) {
		return c.listen(args, with("1")...)
	}
	return said, err
}

// sparing is what spares the collector's work to Go's tools: one short build
// after the other has nothing to collect. A big one must not take all the
// memory.
func sparing() []string { return []string{"GOGC=off", "GOMEMLIMIT=512MiB"} }

// withoutNoise drops what no one who writes a cell has heard of: the lines
// that name GoNB's module, and the go get that GoNB does for them.
func withoutNoise(said []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(said) {
		if bytes.HasPrefix(line, []byte("# gonb_")) || bytes.HasPrefix(line, []byte("\tgo get ")) {
			continue
		}
		kept = append(kept, bytes.Replace(line, []byte("; to add it:"), nil, 1)...)
	}
	return kept
}

// needsCgo reports whether a build failed for want of cgo in a package the
// cell imports.
func needsCgo(said []byte) bool {
	return bytes.Contains(said, []byte("build constraints exclude all Go files")) ||
		bytes.Contains(said, []byte("C source files not allowed when not using cgo"))
}

func missesCompiler(said []byte) bool {
	return bytes.Contains(said, []byte("C compiler")) && bytes.Contains(said, []byte("not found"))
}

func importsC(dir string) bool {
	imports, err := importsIn(dir)
	return err == nil && slices.Contains(imports, "C")
}

// output is the value of -o in the arguments.
func output(args []string) (string, bool) {
	for i, arg := range args {
		if arg == "-o" && i+1 < len(args) {
			return args[i+1], true
		}
		if value, ok := strings.CutPrefix(arg, "-o="); ok {
			return value, true
		}
	}
	return "", false
}

// withOutput is the arguments with another value of -o.
func withOutput(args []string, path string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if arg == "-o" && i+1 < len(args) {
			args[i+1] = path
		} else if strings.HasPrefix(arg, "-o=") {
			args[i] = "-o=" + path
		}
	}
	return args
}

// hasFlag reports whether the arguments, or GOFLAGS, set the flag.
func hasFlag(args []string, name string) bool {
	return slices.ContainsFunc(append(slices.Clone(args), strings.Fields(os.Getenv("GOFLAGS"))...), func(arg string) bool {
		flag, ok := strings.CutPrefix(arg, "-")
		flag, value, valued := strings.Cut(strings.TrimPrefix(flag, "-"), "=")
		return ok && flag == name && (!valued || value != "false")
	})
}
