package architecture

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A goPackage is what these tests read of `go list -json`.
type goPackage struct {
	ImportPath   string
	Doc          string
	Standard     bool
	Deps         []string
	Imports      []string
	GoFiles      []string
	TestGoFiles  []string
	XTestGoFiles []string
}

const (
	module    = "cahiers"
	helpers   = module + "/helpers"
	kernelext = module + "/kernelext"
	contract  = helpers + "/figure"
)

// under reports whether path is the package root or one below it.
func under(path, root string) bool {
	return path == root || strings.HasPrefix(path, root+"/")
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMOD").Output()
	require.NoError(t, err)
	return filepath.Dir(strings.TrimSpace(string(out)))
}

func list(t *testing.T, args ...string) map[string]goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json"}, args...)...)
	cmd.Dir = repositoryRoot(t)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	packages := map[string]goPackage{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else {
			require.NoError(t, err)
		}
		packages[p.ImportPath] = p
	}
}

func TestWhatACellImportsUsesTheStandardLibraryAlone(t *testing.T) {
	packages := list(t, "-deps", "./helpers/...")
	require.NotEmpty(t, packages)
	for path, p := range packages {
		require.True(t, p.Standard || under(path, helpers), "helpers depend on %s", path)
	}
}

// Each of these costs every cell link time or hides the runtime's own
// "all goroutines are asleep" (see CONTRIBUTING.md).
func TestWhatACellImportsStaysLight(t *testing.T) {
	heavy := []string{"net", "net/http", "os/signal", "runtime/cgo", "html/template", "text/template"}
	for path, p := range list(t, "./helpers/...") {
		for _, dep := range heavy {
			require.NotContains(t, p.Deps, dep, "%s pulls %s into cells", path, dep)
		}
	}
}

// Every cell starts this program four times: what it links costs each cell
// its start. Here is all it may link; net is the first thing to stay out.
func TestWhatRunsWithEachCellStaysLight(t *testing.T) {
	links(t, "./kernelext/cahiers-cell",
		kernelext, contract,
		"github.com/go-echarts/go-echarts/v2",
		"github.com/janpfeifer/gonb/gonbui/protocol",
		"golang.org/x/exp/trace", // reads the trace of a film
		"golang.org/x/mod",
		"golang.org/x/sys",
		"golang.org/x/term", // set-up's progress, in the package that knows where everything is
	)
	for path := range list(t, "-deps", "./kernelext/cahiers-cell") {
		require.NotContains(t, []string{"net", "net/http", "crypto/tls", "runtime/cgo"}, path)
	}
}

// The kernel is in memory as long as its notebook is open.
func TestTheKernelStaysSmall(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0") // as set-up builds it
	links(t, "./kernelext/cahiers-kernel",
		kernelext,
		"github.com/go-zeromq/zmq4",
		"golang.org/x/mod",
		"golang.org/x/sync", "golang.org/x/text", // zmq4's
		"golang.org/x/sys",
		"golang.org/x/term",
	)
	for path := range list(t, "-deps", "./kernelext/cahiers-kernel") {
		require.NotContains(t, []string{"net/http", "crypto/tls", "runtime/cgo"}, path)
	}
}

// links holds a program to what it may link besides the standard library.
func links(t *testing.T, program string, allowed ...string) {
	t.Helper()
	packages := list(t, "-deps", program)
	require.NotEmpty(t, packages)
	for path, p := range packages {
		require.True(t, p.Standard || slices.ContainsFunc(allowed, func(root string) bool { return under(path, root) }),
			"%s links %s", program, path)
	}
}

func TestArrowsPointOneWay(t *testing.T) {
	for path, p := range list(t, "./...") {
		for _, dep := range p.Imports {
			switch {
			case under(path, helpers):
				require.False(t, under(dep, kernelext), "%s imports %s", path, dep)
			case under(path, kernelext):
				require.True(t, !under(dep, helpers) || dep == contract,
					"%s imports %s: kernelext knows helpers by %s alone", path, dep, contract)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	packages := list(t, "./...")
	require.NotEmpty(t, packages)
	for path, p := range packages {
		require.NotEmpty(t, p.Doc, "%s has no package comment", path)
	}
}

func TestNoRoomIsCalledMiscellaneous(t *testing.T) {
	for path := range list(t, "./...") {
		require.NotContains(t, []string{"util", "utils", "common", "base", "types", "misc"}, filepath.Base(path))
	}
}

// The tools' own module stays in step with what set-up reads.
func TestGoVersionIsTheSameInBothModules(t *testing.T) {
	root := repositoryRoot(t)
	line := func(path string) string {
		data, err := os.ReadFile(filepath.Join(root, path))
		require.NoError(t, err)
		for l := range strings.Lines(string(data)) {
			if strings.HasPrefix(l, "go ") {
				return l
			}
		}
		return ""
	}
	require.NotEmpty(t, line("go.mod"))
	require.Equal(t, line("go.mod"), line("kernelext/install/tools/go.mod"))
}
