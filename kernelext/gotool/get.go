package gotool

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// fetchesForCell reports whether GoNB asks for what a cell may miss.
func (c *call) fetchesForCell() bool {
	return os.Getenv("GONB_TMP_DIR") == c.dir &&
		(slices.Equal(c.args, []string{"get"}) || slices.Equal(c.args, []string{"get", "-t"}))
}

// fetch answers at once when no import of the cell can be missing. Otherwise
// the real go fetches the packages that are, by name, which spares it the rest.
func (c *call) fetch() error {
	missing, err := c.missingImports()
	if err != nil || len(missing) == 0 {
		return err
	}
	return c.become(append(c.args, missing...))
}

// missingImports lists what the cell imports and no module here provides.
func (c *call) missingImports() ([]string, error) {
	imports, err := importsIn(c.dir)
	if err != nil {
		return nil, err
	}
	imports = slices.DeleteFunc(imports, isLocal)
	if len(imports) == 0 {
		return nil, nil
	}
	modules, err := requirements(c.dir)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(imports, func(path string) bool {
		return slices.ContainsFunc(modules, func(module string) bool { return provides(module, path) })
	}), nil
}

// isLocal reports whether no network can provide the package: like the go
// command, it takes a first element without a dot for the standard library's,
// or for the course's.
func isLocal(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// provides reports whether the module may hold the package: it does not look
// for its folder, the compiler says so better.
func provides(module, path string) bool {
	rest, ok := strings.CutPrefix(path, module)
	return ok && (rest == "" || rest[0] == '/')
}

// importsIn lists, sorted, what the Go files of dir import.
func importsIn(dir string) ([]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("listing the files of a cell: %w", err)
	}
	var imports []string
	for _, entry := range files {
		if filepath.Ext(entry.Name()) != ".go" {
			continue
		}
		// What does not parse, the compiler reports better.
		file, _ := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, entry.Name()), nil, parser.ImportsOnly)
		if file == nil {
			continue
		}
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				imports = append(imports, path)
			}
		}
	}
	slices.Sort(imports)
	return slices.Compact(imports), nil
}
