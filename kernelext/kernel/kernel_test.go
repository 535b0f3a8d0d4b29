package kernel_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel/kerneltest"
)

const figureType = "application/vnd.cahiers.figure+json"

// installed sets up what is tested, as `lab` does.
var installed = sync.OnceValues(func() (install.Layout, error) {
	return install.Ensure(context.Background(), install.Options{})
})

func layout(t *testing.T) install.Layout {
	t.Helper()
	l, err := installed()
	require.NoError(t, err)
	return l
}

// within is a context that ends with the test, or before the test would hang.
func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	return ctx
}

// A course is where kernels of a test run: they keep their files in tmp, and
// everything that descends from them has mark in its environment.
type course struct{ root, tmp, mark string }

func newCourse(t *testing.T, root string) course {
	t.Helper()
	// Not t.TempDir, whose path is too long for gopls's socket.
	tmp, err := os.MkdirTemp("", "k")
	require.NoError(t, err)
	c := course{root: root, tmp: tmp, mark: "CAHIERS_TEST=" + filepath.Base(tmp)}
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(tmp)) })
	t.Cleanup(func() {
		require.Eventually(t, func() bool { return len(c.alive()) == 0 }, 20*time.Second, 10*time.Millisecond,
			"processes outlive their kernel")
	})
	return c
}

func (c course) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "CAHIERS_ROOT="+c.root, "TMPDIR="+c.tmp, c.mark)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // as Jupyter does
	return cmd
}

// start starts a kernel, which ends with the test if not before.
func (c course) start(t *testing.T) *kerneltest.Kernel {
	t.Helper()
	return c.startAs(t, func(program, connectionFile string) *exec.Cmd {
		return c.command(program, connectionFile)
	})
}

func (c course) startAs(t *testing.T, command func(program, connectionFile string) *exec.Cmd) *kerneltest.Kernel {
	t.Helper()
	program := install.NewLayout(c.root).Kernel()
	k, err := kerneltest.Start(within(t, 2*time.Minute), func(connectionFile string) *exec.Cmd {
		return command(program, connectionFile)
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, k.Close()) })
	return k
}

func startKernel(t *testing.T) *kerneltest.Kernel {
	t.Helper()
	return newCourse(t, layout(t).Root()).start(t)
}

func execute(t *testing.T, k *kerneltest.Kernel, code string) kerneltest.Cell {
	t.Helper()
	c, err := k.Execute(within(t, 2*time.Minute), code)
	require.NoError(t, err)
	return c
}

// begin starts a cell and returns when it has printed a line.
func begin(t *testing.T, k *kerneltest.Kernel, code string) *kerneltest.Request {
	t.Helper()
	r, err := k.Begin(code)
	require.NoError(t, err)
	_, err = r.Next(within(t, 2*time.Minute), func(m kerneltest.Message) bool {
		require.NotEqual(t, "error", m.Header.Type, "%v", m.Content)
		return m.Header.Type == "stream" && m.Text("name") == "stdout"
	})
	require.NoError(t, err)
	return r
}

func finish(t *testing.T, r *kerneltest.Request) kerneltest.Cell {
	t.Helper()
	c, err := r.Finish(within(t, time.Minute))
	require.NoError(t, err)
	return c
}

// aFigure declares the function débit, which makes a small figure.
const aFigure = `
import "cahiers/helpers/figure"

func débit(n float64) figure.Figure {
	return figure.Figure{
		Kind: figure.Line, Title: "Débit", Caption: "Deux points.", Alt: "Une droite.",
		X:      figure.Axis{Title: "goroutines", Unit: figure.Count, Scale: figure.Linear},
		Y:      figure.Axis{Title: "débit", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{{Name: "s", Points: []figure.Point{{X: 1, Y: n}, {X: 2, Y: 3}}}},
	}
}
`

func TestACellPrints(t *testing.T) {
	c := execute(t, startKernel(t), `func main() { fmt.Println("bonjour") }`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	require.Equal(t, "bonjour\n", c.Stream("stdout"))
	require.Empty(t, c.Stream("stderr"))
}

func TestAFigureArrivesInThreeFormsAndInOrder(t *testing.T) {
	c := execute(t, startKernel(t), aFigure+`
func main() {
	fmt.Println("avant")
	show.Figure(débit(1))
	fmt.Println("après")
}`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	var order []string
	for _, m := range c.Messages {
		order = append(order, m.Header.Type)
		if m.Header.Type != "display_data" {
			continue
		}
		require.Contains(t, m.Data("text/html"), "<figure")
		require.Contains(t, m.Data("text/plain"), "Débit")
		require.Equal(t, "Débit", m.Data(figureType).(map[string]any)["title"])
	}
	require.Equal(t, []string{"status", "execute_input", "stream", "display_data", "stream", "status"}, order)
}

func TestAnUpdateTakesThePlaceOfItsFigure(t *testing.T) {
	c := execute(t, startKernel(t), aFigure+`
func main() {
	show.Update("a", débit(1))
	show.Figure(débit(2))
	show.Update("a", débit(4))
}`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	displays, updates := c.OfType("display_data"), c.OfType("update_display_data")
	require.Len(t, displays, 2)
	require.Len(t, updates, 1)
	id := func(m kerneltest.Message) any { return m.Content["transient"].(map[string]any)["display_id"] }
	require.Equal(t, id(displays[0]), id(updates[0]))
	require.NotEqual(t, id(displays[0]), id(displays[1]))
}

func TestGonbuiWorksBesideFigures(t *testing.T) {
	c := execute(t, startKernel(t), `
import "github.com/janpfeifer/gonb/gonbui"
`+aFigure+`
func main() {
	gonbui.DisplayHtml("<b>un</b>")
	gonbui.Sync()
	show.Figure(débit(1))
	gonbui.UpdateHtml("n", "1")
	gonbui.UpdateHtml("n", "2")
	gonbui.DisplayHtml("<b>fin</b>") // not synchronised: the supervisor sees to it
}`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	var seen []any
	for _, m := range append(c.OfType("display_data"), c.OfType("update_display_data")...) {
		if html := m.Data("text/html"); m.Data(figureType) != nil {
			seen = append(seen, "figure")
		} else {
			seen = append(seen, html)
		}
	}
	require.Equal(t, []any{"<b>un</b>", "figure", "1", "<b>fin</b>", "2"}, seen)
}

func TestATestCellIsSupervisedToo(t *testing.T) {
	c := execute(t, startKernel(t), `%test
import "testing"
`+aFigure+`
func TestDébit(t *testing.T) { show.Figure(débit(1)) }`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	require.Len(t, c.OfType("display_data"), 1)
	require.Contains(t, c.Stream("stdout"), "--- PASS: TestDébit")
}

func TestACompileErrorNamesTheLineOfTheCellAndNothingElse(t *testing.T) {
	c := execute(t, startKernel(t), "func main() {\n\tfmt.Println(\"a\")\n\tfmt.Println(inconnu)\n}")
	require.False(t, c.OK())
	said := c.Reply.Text("evalue")
	for _, line := range c.Reply.Content["traceback"].([]any) {
		said += line.(string)
	}
	require.Contains(t, said, "undefined: inconnu")
	require.Contains(t, said, "ligne 3")
	require.NotContains(t, said, "main.go")
	require.NotContains(t, said, "# gonb_")
	require.NotContains(t, said, "failed to run")
}

func TestAFailingCellEndsWithOneErrorInItsOwnLines(t *testing.T) {
	k := startKernel(t)
	require.True(t, execute(t, k, "func crie(n int) {\n\tpanic(n)\n}").OK()) // cell 1
	for name, cell := range map[string]struct {
		code, ename, evalue, traceback string
	}{
		"panic":                    {"func main() {\n\tvar m map[int]int\n\tm[0]++\n}", "panic", "assignment to entry in nil map", "ligne 3\u00a0: m[0]++"},
		"panic after %%":           {"%%\npanic(1)", "panic", "1", "ligne 2\u00a0: panic(1)"},
		"panic in another cell":    {"%%\n\ncrie(7)", "panic", "7", "cellule 1, ligne 2\u00a0: panic(n)"},
		"status":                   {`func main() { os.Exit(3) }`, "exit", "Le programme de la cellule s’est terminé avec l’état 3.", "l’état 3"},
		"deadlock":                 {"func main() {\n<-make(chan int)\n}", "deadlock", "all goroutines are asleep - deadlock!", "attend"},
		"deadlock, net/http there": {`func main() { fmt.Println(http.StatusOK); <-make(chan int) }`, "deadlock", "all goroutines are asleep - deadlock!", "attend"},
		"deadlock after a figure":  {aFigure + `func main() { show.Figure(débit(1)); <-make(chan int) }`, "deadlock", "all goroutines are asleep - deadlock!", "attend"},
		"a signal":                 {`func main() { syscall.Kill(os.Getpid(), syscall.SIGKILL) }`, "signal", "Le programme de la cellule a été tué", "mémoire"},
		"it does not compile":      {"%%\nx := 1", "compile", "ligne 2\u00a0: la variable x est déclarée, mais jamais utilisée (declared and not used: x)", "^"},
		"it is not Go":             {"x := 1", "compile", "(expected declaration, found x)", "x := 1"},
		"a second main":            {"%%\n%%", "refused", "GoNB ne sait pas lire la ligne 2", ""},
		"a command without a word": {"! ", "refused", "GoNB ne sait pas lire la ligne 1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := execute(t, k, cell.code)
			require.Equal(t, "error", c.Reply.Text("status"))
			require.Equal(t, cell.ename, c.Reply.Text("ename"))
			require.Contains(t, c.Reply.Text("evalue"), cell.evalue)
			errors := c.OfType("error")
			require.Len(t, errors, 1)
			require.Equal(t, c.Reply.Content["traceback"], errors[0].Content["traceback"])
			var traceback strings.Builder
			for _, line := range errors[0].Content["traceback"].([]any) {
				traceback.WriteString(ansi.ReplaceAllString(line.(string), "") + "\n")
			}
			require.Contains(t, traceback.String(), cell.traceback)
			require.NotContains(t, traceback.String(), "main.go")
			require.Empty(t, c.Stream("stderr"))
		})
	}
	require.True(t, execute(t, k, `func main() {}`).OK())
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestStandardInputReachesTheCell(t *testing.T) {
	k := startKernel(t)
	r, err := k.Begin(`
import "github.com/janpfeifer/gonb/gonbui"

func main() {
	gonbui.RequestInput("nom", false)
	var name string
	fmt.Scanln(&name)
	fmt.Println("bonjour", name)
}`)
	require.NoError(t, err)
	_, err = r.Next(within(t, time.Minute), func(m kerneltest.Message) bool { return m.Header.Type == "input_request" })
	require.NoError(t, err)
	require.NoError(t, k.Input("Ada"))
	require.Equal(t, "bonjour Ada\n", finish(t, r).Stream("stdout"))
}

func TestAnInterruptEndsTheCellAndNotTheKernel(t *testing.T) {
	for name, code := range map[string]string{
		"computes": `func main() { fmt.Println("prêt"); for {} }`,
		"waits":    `func main() { fmt.Println("prêt"); select {} }; func init_b() { go func() { for { time.Sleep(time.Hour) } }() }`,
		"refuses":  `func main() { signal.Ignore(os.Interrupt); fmt.Println("prêt"); for {} }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := startKernel(t)
			r := begin(t, k, code)
			require.NoError(t, k.Interrupt(within(t, time.Minute)))
			require.False(t, finish(t, r).OK())
			require.True(t, execute(t, k, `func main() {}`).OK())
		})
	}
}

func TestAProgramMayHandleItsInterrupt(t *testing.T) {
	k := startKernel(t)
	r := begin(t, k, `
func main() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	fmt.Println("prêt")
	<-c
	fmt.Println("au revoir")
}`)
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	c := finish(t, r)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	require.Equal(t, "au revoir\n", c.Stream("stdout"))
}

func TestACourseInAFolderWithSpacesAndAccents(t *testing.T) {
	l := layout(t)
	root := filepath.Join(t.TempDir(), "Mes études, 2026")
	require.NoError(t, os.CopyFS(filepath.Join(root, "helpers"), os.DirFS(filepath.Join(l.Root(), "helpers"))))
	for _, name := range []string{"go.mod", "go.sum", ".cahiers"} {
		require.NoError(t, os.Symlink(filepath.Join(l.Root(), name), filepath.Join(root, name)))
	}
	k := newCourse(t, root).start(t)
	c := execute(t, k, aFigure+`func main() { show.Figure(débit(1)) }`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	require.Len(t, c.OfType("display_data"), 1)
}

func TestShutdownLeavesNothing(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	require.True(t, execute(t, k, `func main() {}`).OK())
	require.NoError(t, k.Shutdown(within(t, time.Minute)))
	require.True(t, k.Cmd.ProcessState.Success(), "%v", k.Cmd.ProcessState)
	require.Empty(t, c.alive())
	require.Empty(t, c.files(t))
}

func TestSIGTERMEndsTheKernelWell(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	begin(t, k, `func main() { fmt.Println("prêt"); for {} }`)
	require.NoError(t, k.Cmd.Process.Signal(syscall.SIGTERM))
	<-k.Exited()
	require.True(t, k.Cmd.ProcessState.Success(), "%v", k.Cmd.ProcessState)
	require.Empty(t, c.alive())
	require.Empty(t, c.files(t))
}

// files lists the temporary files that kernels have left.
func (c course) files(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(c.tmp)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestAKernelSweepsWhatADeadOneLeft(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	dead := filepath.Join(c.tmp, "cahiers-999999999-1")
	other := filepath.Join(c.tmp, "cahiers-de-vacances")
	require.NoError(t, os.MkdirAll(filepath.Join(dead, "gonb_1"), 0o700))
	require.NoError(t, os.Mkdir(other, 0o700))
	first := c.start(t)
	c.start(t)
	require.NoDirExists(t, dead)
	require.DirExists(t, other)
	require.True(t, execute(t, first, `func main() {}`).OK(), "the folder of a living kernel was swept")
}

func (c course) ofKernel(pids []int, name string) []int {
	var found []int
	for _, pid := range pids {
		if commandName(pid) == name {
			found = append(found, pid)
		}
	}
	return found
}
