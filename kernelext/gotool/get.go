package gotool

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
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
//
// What goes wrong is left for the build to say, which fails at the line of the
// import: GoNB would show the command line of go get, and no line of the cell.
func (c *call) fetch() error {
	missing, err := c.missingImports()
	if err != nil || len(missing) == 0 {
		return err
	}
	said, err := c.listen(append(slices.Clone(c.args), missing...))
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*exec.ExitError](err); !ok {
		return err
	}
	if err := os.WriteFile(c.fetchFailure(), said, 0o600); err != nil {
		return fmt.Errorf("keeping what go get said: %w", err)
	}
	return nil
}

// fetchFailure is the file of what the last go get said, if it failed.
func (c *call) fetchFailure() string { return filepath.Join(c.dir, "get.failed") }

// takeFetchFailure says, once, what went wrong with the last go get, or "".
func (c *call) takeFetchFailure() string {
	said, err := os.ReadFile(c.fetchFailure())
	if err != nil {
		return ""
	}
	_ = os.Remove(c.fetchFailure())
	text := strings.ToLower(string(said))
	has := func(sign string) bool { return strings.Contains(text, sign) }
	switch {
	case slices.ContainsFunc([]string{
		"dial tcp", "no such host", "i/o timeout", "handshake timeout", "connection re", "network is unreachable",
		"name resolution", "proxyconnect", "module lookup disabled",
	}, has):
		return noNetwork
	case slices.ContainsFunc([]string{
		"not found", "410 gone", "403 forbidden", "no matching versions", "does not contain package",
		"unrecognized import path", "malformed module path",
	}, has):
		return noPackage
	default:
		return strings.TrimSpace(string(said))
	}
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
		if file != nil {
			imports = append(imports, importsOf(file)...)
		}
	}
	slices.Sort(imports)
	return slices.Compact(imports), nil
}

// importsOf lists what one file imports.
func importsOf(file *ast.File) []string {
	var imports []string
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			imports = append(imports, path)
		}
	}
	return imports
}
