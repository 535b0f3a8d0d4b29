package install

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// RootVariable is the environment variable that names the repository's root.
// The kernelspec and the image set it; elsewhere FindRoot finds the root.
const RootVariable = "CAHIERS_ROOT"

// A Layout says where everything set-up makes is kept. It only names paths:
// none of its methods touches the disk.
type Layout struct {
	root string
}

// NewLayout is the layout of the repository at root, an absolute path.
func NewLayout(root string) Layout { return Layout{root: root} }

// FindRoot finds the repository: $CAHIERS_ROOT, else the one whose
// .cahiers/bin holds the running program, else the first folder from dir
// upwards whose go.mod is the course's. The answer has no symbolic links.
func FindRoot(dir string) (string, error) {
	if root := os.Getenv(RootVariable); root != "" {
		if !isRoot(root) {
			return "", errNotARepository(root)
		}
		return canonical(root)
	}
	if exe, err := os.Executable(); err == nil {
		if root, found := strings.CutSuffix(filepath.Dir(exe), filepath.FromSlash("/.cahiers/bin")); found && isRoot(root) {
			return canonical(root)
		}
	}
	dir, err := canonical(dir)
	if err != nil {
		return "", err
	}
	for at := dir; ; at = filepath.Dir(at) {
		if isRoot(at) {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", errNotARepository(dir)
		}
	}
}

func canonical(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// isRoot reports whether dir holds the go.mod of the module cahiers.
func isRoot(dir string) bool {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && strings.HasPrefix(string(data), "module cahiers\n")
}

func (l Layout) in(elem ...string) string {
	return filepath.Join(append([]string{l.root, ".cahiers"}, elem...)...)
}

// Root is the repository's root.
func (l Layout) Root() string { return l.root }

// Notebooks is the folder of the course's notebooks, the one JupyterLab shows.
func (l Layout) Notebooks() string { return filepath.Join(l.root, "notebooks") }

// Dir is the folder that holds all that set-up makes.
func (l Layout) Dir() string { return l.in() }

// Bin is the folder of the programs set-up builds.
func (l Layout) Bin() string { return l.in("bin") }

// Cahiers is the program cahiers itself, which a user starts.
func (l Layout) Cahiers() string { return l.in("bin", "cahiers") }

// Kernel is the program cahiers-kernel: the kernel that Jupyter starts.
func (l Layout) Kernel() string { return l.in("bin", "cahiers-kernel") }

// Cell is the program cahiers-cell: the go and the goimports of the cells,
// their supervisor, and the warden of GoNB.
func (l Layout) Cell() string { return l.in("bin", "cahiers-cell") }

// Gonb is the kernel behind ours, which compiles and runs the cells.
func (l Layout) Gonb() string { return l.in("bin", "gonb") }

// Goimports completes the imports of cells, where the standard library does
// not suffice.
func (l Layout) Goimports() string { return l.in("bin", "goimports") }

// GoplsProgram is the language server.
func (l Layout) GoplsProgram() string { return l.in("bin", "gopls") }

// Path is the folder the kernel puts first in PATH: our go and goimports.
func (l Layout) Path() string { return l.in("path") }

// Venv is the Python environment.
func (l Layout) Venv() string { return l.in("venv") }

// Python is the interpreter that has JupyterLab, nbclient and nbconvert.
func (l Layout) Python() string { return l.in("venv", "bin", "python") }

// Kernelspec is the folder of the kernelspec, served by Jupyter under
// {base_url}kernelspecs/cahiers/.
func (l Layout) Kernelspec() string {
	return l.in("venv", "share", "jupyter", "kernels", KernelName)
}

// GoCache is the GOCACHE of cells, warmed by set-up.
func (l Layout) GoCache() string { return l.in("cache", "go-build") }

// Precompiled is the list of the packages that cells need not compile, as
// package precompiled writes it.
func (l Layout) Precompiled() string { return l.in("cache", "precompiled.cfg") }

// Standard is the list of what the standard library exports, as package
// standard writes it.
func (l Layout) Standard() string { return l.in("cache", "standard.txt") }

// GoplsCache is what gopls knows of the packages of cells, filled by set-up.
func (l Layout) GoplsCache() string { return l.in("cache", "gopls") }

// GoModCache is the GOMODCACHE of cells: they need no network.
func (l Layout) GoModCache() string { return l.in("gomod") }

// JupyterConfig is the JUPYTER_CONFIG_DIR of what we start.
func (l Layout) JupyterConfig() string { return l.in("jupyter", "config") }

// JupyterData is the JUPYTER_DATA_DIR of what we start.
func (l Layout) JupyterData() string { return l.in("jupyter", "data") }

// JupyterRuntime is the JUPYTER_RUNTIME_DIR of what we start.
func (l Layout) JupyterRuntime() string { return l.in("jupyter", "runtime") }

// Config is the XDG_CONFIG_HOME of what we start: Go's telemetry is off in it.
func (l Layout) Config() string { return l.in("config") }

// Logs is the folder of what Jupyter and the steps of set-up have written.
func (l Layout) Logs() string { return l.in("log") }

// Tmp is a folder for unfinished work; it is on the same disk as the rest, so
// that a rename out of it is atomic.
func (l Layout) Tmp() string { return l.in("tmp") }

// History is the file of what was run in the kernels.
func (l Layout) History() string { return l.in("history.jsonl") }

// GoEnvFile is where WriteGoEnv keeps what set-up learned about Go.
func (l Layout) GoEnvFile() string { return l.in("go.env.json") }

func (l Layout) steps() string { return l.in("steps") }
func (l Layout) lock() string  { return l.in("lock") }

func (l Layout) requirements() string {
	return filepath.Join(l.root, "kernelext", "install", "requirements.txt")
}

func (l Layout) installer() string {
	return filepath.Join(l.root, "kernelext", "install", "installer.txt")
}

func (l Layout) tools() string {
	return filepath.Join(l.root, "kernelext", "install", "tools")
}

// exists reports whether there is something at path, whatever it is; a
// dangling symbolic link is nothing.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
