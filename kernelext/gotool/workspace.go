package gotool

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
)

// initialisesCells reports whether GoNB makes the module of its cells.
func (c *call) initialisesCells() bool {
	private := os.Getenv(EnvPrivate)
	return private != "" && len(c.args) == 3 && c.args[0] == "mod" && c.args[1] == "init" &&
		filepath.Dir(c.dir) == private && filepath.Base(c.dir) == c.args[2]
}

// initialise writes the go.mod of the cells and, in the folder above, a
// go.work that joins them to the course, whose packages cells then import
// without network.
//
// The folder above, because GoNB watches every file of the modules named by a
// go.work of its own, or by a replace line in its go.mod: with the course's
// module cache and Python environment, that is tens of thousands of them.
func (c *call) initialise() error {
	root := os.Getenv(EnvRoot)
	course, err := readModule(root)
	if err != nil {
		return err
	}
	// The same version as the course's, to the patch: completion finds nothing
	// in a workspace that asks for less than one of its modules.
	version := course.Go.Version
	mod := fmt.Sprintf("module %s\n\ngo %s\n", c.args[2], version)
	work := fmt.Sprintf("go %s\n\nuse (\n\t./%s\n\t%s\n)\n", version, c.args[2], modfile.AutoQuote(root))
	if err := os.WriteFile(filepath.Join(c.dir, "go.mod"), []byte(mod), 0o600); err != nil {
		return fmt.Errorf("writing the module of the cells: %w", err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(c.dir), "go.work"), []byte(work), 0o600); err != nil {
		return fmt.Errorf("writing the workspace of the cells: %w", err)
	}
	return nil
}

// readModule reads the go.mod in dir.
func readModule(dir string) (*modfile.File, error) {
	path := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading a module: %w", err)
	}
	module, err := modfile.ParseLax(path, data, nil)
	if err != nil {
		return nil, fmt.Errorf("reading a module: %w", err)
	}
	if module.Go == nil {
		return nil, fmt.Errorf("reading a module: no go line in %s", path)
	}
	return module, nil
}
