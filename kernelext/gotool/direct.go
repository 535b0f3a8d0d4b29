package gotool

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/precompiled"
	"cahiers/kernelext/private"
)

// asWritten is the copy of go.mod that initialise keeps beside it.
const asWritten = "go.mod.cells"

// compileDirectly compiles and links the cell's program to out with Go's own
// compiler and linker, as `go build -ldflags=-s` would, when all that it
// imports is compiled already. It reports whether it did; if not, whatever the
// reason, the go command says why.
func (c *call) compileDirectly(out string) bool {
	if !slices.Equal(c.args, []string{"build", "-o", out}) || !c.builtAsSetUp() {
		return false
	}
	config := os.Getenv(private.EnvPrecompiled)
	list, err := precompiled.Read(config)
	if err != nil {
		return false
	}
	imports, plain := c.plainProgram()
	if !plain || !list.Serves(imports) {
		return false
	}
	object := filepath.Join(c.dir, "main.o")
	defer func() { _ = os.Remove(object) }()
	return runTool(list.Tools, "compile",
		"-o", object, "-p", "main", "-complete", "-pack", "-nolocalimports", "-c=2",
		"-lang="+list.Language, "-goversion", list.Version, "-importcfg", config, filepath.Join(c.dir, mainGo)) &&
		runTool(list.Tools, "link",
			"-o", cell.Program(out), "-s", "-buildmode=exe", "-importcfg", config, object)
}

// runTool runs the compiler or the linker; what they have to say, the go
// command says better.
func runTool(dir, name string, args ...string) bool {
	cmd := exec.Command(filepath.Join(dir, name), args...)
	// The linker writes where Go is into the places of the standard library;
	// the tools are in GOROOT/pkg/tool/OS_ARCH.
	root := filepath.Dir(filepath.Dir(filepath.Dir(dir)))
	cmd.Env = append(append(os.Environ(), sparing()...), "GOROOT="+root)
	return cmd.Run() == nil
}

// builtAsSetUp reports whether nothing the learner did changes how Go builds:
// neither in the environment nor in the module of the cells.
func (c *call) builtAsSetUp() bool {
	if os.Getenv("GOFLAGS") != private.GoFlags {
		return false
	}
	for _, name := range []string{"CGO_ENABLED", "GOOS", "GOARCH", "GOAMD64", "GOARM64", "GOEXPERIMENT", "GOWORK", "GOFIPS140"} {
		if os.Getenv(name) != "" {
			return false
		}
	}
	if _, err := os.Stat(filepath.Join(c.dir, "go.work")); err == nil {
		return false
	}
	written, err := os.ReadFile(filepath.Join(c.dir, asWritten))
	if err != nil {
		return false
	}
	now, err := os.ReadFile(filepath.Join(c.dir, "go.mod"))
	return err == nil && bytes.Equal(written, now)
}

const mainGo = "main.go"

// plainProgram returns what the cell's program imports, if it is all in
// main.go and asks nothing of the go command: neither a directive, nor a C
// compiler, nor to be told how it was built.
func (c *call) plainProgram() (imports []string, plain bool) {
	files, err := os.ReadDir(c.dir)
	if err != nil || slices.ContainsFunc(files, func(file os.DirEntry) bool {
		return file.Name() != mainGo && slices.Contains([]string{".go", ".s", ".S", ".c", ".h"}, filepath.Ext(file.Name()))
	}) {
		return nil, false
	}
	source, err := os.ReadFile(filepath.Join(c.dir, mainGo))
	if err != nil || bytes.Contains(source, []byte("//go:")) {
		return nil, false
	}
	file, err := parser.ParseFile(token.NewFileSet(), mainGo, source, parser.ImportsOnly)
	if err != nil || file.Name.Name != "main" {
		return nil, false
	}
	imports = importsOf(file)
	return imports, !slices.ContainsFunc([]string{"C", "runtime/debug", "embed"}, func(path string) bool {
		return slices.Contains(imports, path)
	})
}
