package gotool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"

	"cahiers/kernelext/private"
)

// initialisesCells reports whether GoNB makes the module of its cells.
func (c *call) initialisesCells() bool {
	dir := os.Getenv(private.EnvDir)
	return dir != "" && len(c.args) == 3 && c.args[0] == "mod" && c.args[1] == "init" &&
		filepath.Dir(c.dir) == dir && filepath.Base(c.dir) == c.args[2]
}

// initialise writes the module of the cells: that of the course under another
// name, with the course itself, so that cells import the same versions of the
// same packages, which set-up has fetched.
func (c *call) initialise() error {
	root := os.Getenv(private.EnvRoot)
	mod, err := cellModule(root, c.args[2])
	if err != nil {
		return err
	}
	for _, name := range []string{"go.mod", asWritten} {
		if err := os.WriteFile(filepath.Join(c.dir, name), mod, 0o600); err != nil {
			return fmt.Errorf("writing the module of the cells: %w", err)
		}
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading the course's checksums: %w", err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "go.sum"), sum, 0o600); err != nil {
		return fmt.Errorf("writing the checksums of the cells: %w", err)
	}
	return nil
}

// cellModule is the go.mod of cells of the course at root.
//
// Not a go.work: gopls would load the whole course, three times the memory.
// And GoNB walks and watches every folder named by a go.work of its own or by
// a line that begins with "replace", here with a module cache and a Python
// environment below: in a block GoNB does not see it, and a comment at the end
// keeps the go command from making one line of the block.
func cellModule(root, name string) ([]byte, error) {
	path := filepath.Join(root, "go.mod")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the course's module: %w", err)
	}
	module, err := modfile.Parse(path, data, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the course's module: %w", err)
	}
	if module.Module == nil {
		return nil, fmt.Errorf("reading the course's module: no module line in %s", path)
	}
	course := module.Module.Mod.Path
	if err := module.AddModuleStmt(name); err != nil {
		return nil, fmt.Errorf("naming the module of the cells: %w", err)
	}
	for _, tool := range module.Tool {
		if err := module.DropTool(tool.Path); err != nil {
			return nil, fmt.Errorf("leaving out the course's tools: %w", err)
		}
	}
	module.Cleanup()
	text, err := module.Format()
	if err != nil {
		return nil, fmt.Errorf("writing the module of the cells: %w", err)
	}
	return fmt.Appendf(text, "\nrequire %s v0.0.0\n\nreplace (\n\t%s => %s\n\t// le cours\n)\n",
		course, course, modfile.AutoQuote(root)), nil
}

// requirements lists the paths of the modules that the go.mod in dir requires.
func requirements(dir string) ([]string, error) {
	path := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the module of the cells: %w", err)
	}
	module, err := modfile.ParseLax(path, data, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the module of the cells: %w", err)
	}
	var paths []string
	for _, require := range module.Require {
		paths = append(paths, require.Mod.Path)
	}
	return paths, nil
}
