package kernel_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/modfile"

	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/notebook"
)

// tutorialLeftOut are the cells of GoNB's tutorial, by their place in it, that
// need packages from the network: none of them is in our module cache.
var tutorialLeftOut = map[int]string{
	17: "github.com/schollz/progressbar",
	23: "github.com/benc-uk/gofract",
	25: "github.com/ajstarks/svgo",
	27: "go get of github.com/erkkah/margaid",
	28: "github.com/erkkah/margaid",
	30: "github.com/erkkah/margaid",
	32: "gonum.org/v1/plot",
	34: "gonum.org/v1/plot",
	36: "github.com/MetalBlueberry/go-plotly",
}

// tutorialWidgets is the cell with widgets.
const tutorialWidgets = 49

// tutorialBefore is what stands for a cell that is left out and that a later
// one needs.
var tutorialBefore = map[int]string{
	tutorialWidgets: `func mgSinPlot(width, height int, freq float64) string { return "<svg/>" }`,
}

// tutorialWords are the cells whose text is not compared, with the reason.
var tutorialWords = map[int]string{
	15: "GoNB removes what it is told to in any order",
	42: "GoNB removes what it is told to in any order",
	54: "the list of the files in GoNB's folder: ours has a program and its supervisor",
	64: "go.mod, which says where the packages of the cells are",
	66: "GoNB's list of what it mended in go.mod",
}

func TestTheTutorialOfGoNBDoesTheSameInBothKernels(t *testing.T) {
	l := layout(t)
	modules, err := filepath.Glob(filepath.Join(l.GoModCache(), "github.com", "janpfeifer", "gonb@*"))
	require.NoError(t, err)
	require.Len(t, modules, 1)
	nb, err := notebook.Read(filepath.Join(modules[0], "examples", "tutorial.ipynb"))
	require.NoError(t, err)

	// The tutorial's author develops GoNB in his home.
	home, work := t.TempDir(), t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(home, "Projects"), 0o700))
	require.NoError(t, os.Symlink(modules[0], filepath.Join(home, "Projects", "gonb")))
	gocache, err := exec.Command("go", "env", "GOCACHE").Output() // std is compiled there, as with who tests
	require.NoError(t, err)
	c := newCourse(t, l.Root())
	start := func(command func(connectionFile string) *exec.Cmd) *page {
		k, err := kerneltest.Start(within(t, 2*time.Minute), func(connectionFile string) *exec.Cmd {
			cmd := command(connectionFile)
			cmd.Dir = work
			cmd.Env = append(
				cmd.Env, c.mark, "HOME="+home, "GOCACHE="+strings.TrimSpace(string(gocache)), "GOTOOLCHAIN=local",
				"GOPROXY=file://"+filepath.Join(l.GoModCache(), "cache", "download"), "GOSUMDB=off",
			)
			return cmd
		})
		require.NoError(t, err)
		t.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			assert.NoError(t, k.Shutdown(ctx)) // killed, stock GoNB leaves its gopls
			assert.NoError(t, k.Close())
		})
		return &page{kernel: k}
	}
	stock, err := kerneltest.Stock(l, t.TempDir())
	require.NoError(t, err)
	theirs := start(stock)
	ours := start(func(connectionFile string) *exec.Cmd { return c.command(l.Kernel(), connectionFile) })

	// Ours knows them.
	require.True(t, execute(t, theirs.kernel, "!*go mod edit "+requirements(t, l.Root())).OK())

	compared := 0
	for i, cell := range nb.Cells {
		if _, out := tutorialLeftOut[i]; out || cell.Kind != notebook.Code {
			continue
		}
		for _, code := range []string{tutorialBefore[i], cell.Source} {
			if code == "" {
				continue
			}
			_, loose := tutorialWords[i]
			var want, got string
			first := theirs.begin(t, code)
			if i == tutorialWidgets { // they wait for their page, which has one cell at a time
				want = did(theirs.watch(t, first, nil), !loose)
				got = did(ours.watch(t, ours.begin(t, code), nil), !loose)
			} else {
				second := ours.begin(t, code)
				want = did(theirs.watch(t, first, nil), !loose)
				got = did(ours.watch(t, second, nil), !loose)
			}
			assert.Equal(t, want, got, "cell %d:\n%s", i, code)
			compared++
		}
	}
	require.Equal(t, 24, compared)
	for i := range maps.Keys(tutorialLeftOut) {
		require.Equal(t, notebook.Code, nb.Cells[i].Kind)
	}
}

// requirements are those of the course, as `go mod edit` takes them: the
// versions that are in its module cache.
func requirements(t *testing.T, root string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	module, err := modfile.ParseLax("go.mod", data, nil)
	require.NoError(t, err)
	var flags []string
	for _, r := range module.Require {
		flags = append(flags, "-require="+r.Mod.String())
	}
	return strings.Join(flags, " ")
}

// did is what a cell did: how it ended, its displays, its text.
func did(c kerneltest.Cell, words bool) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.Reply.Text("status"))
	for _, m := range c.Messages {
		if data, ok := m.Content["data"].(map[string]any); ok && strings.HasSuffix(m.Header.Type, "display_data") {
			fmt.Fprintln(&b, m.Header.Type, slices.Sorted(maps.Keys(data)))
		}
	}
	for _, name := range []string{"stdout", "stderr"} {
		text := c.Stream(name)
		switch {
		case words:
			fmt.Fprintf(&b, "%s: %s\n", name, changing.ReplaceAllString(text, "#"))
		case text != "":
			fmt.Fprintln(&b, name)
		}
	}
	return b.String()
}

// changing is what two runs of a cell in the same kernel write differently.
var changing = regexp.MustCompile(`gonb_[0-9a-f]{8}|[0-9]+(\.[0-9]+)?| +`)
