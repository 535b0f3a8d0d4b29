package kernel_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/kernel/kerneltest"
)

// asked waits for the next question of a cell.
func asked(t *testing.T, r *kerneltest.Request) kerneltest.Message {
	t.Helper()
	m, err := r.Next(within(t, time.Minute), func(m kerneltest.Message) bool { return m.Header.Type == "input_request" })
	require.NoError(t, err)
	return m
}

// GoNB asks again as long as the command has not ended: every question is
// answered, at once.
func TestCommandsAskForWhatTheyRead(t *testing.T) {
	k := startKernel(t)
	for name, hidden := range map[string]bool{"%with_inputs": false, "%with_password": true} {
		r, err := k.Begin(name + "\n!read mot; echo \"$mot, ouvre-toi\"")
		require.NoError(t, err)
		questions := 0
		c, err := r.Watch(within(t, time.Minute), func(m kerneltest.Message) {
			if m.Header.Type == "input_request" {
				questions++
				require.Equal(t, hidden, m.Content["password"], name)
				require.NoError(t, k.Input("sésame"))
			}
		})
		require.NoError(t, err)
		require.NotZero(t, questions, name)
		require.True(t, c.OK(), "%v", c.Reply.Content)
		require.Equal(t, "sésame, ouvre-toi\n", c.Stream("stdout"))
	}
}

func TestAQuestionMayBeInterrupted(t *testing.T) {
	k := startKernel(t)
	r, err := k.Begin("%with_inputs\n!read mot; echo jamais")
	require.NoError(t, err)
	asked(t, r)
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	require.NotContains(t, finish(t, r).Stream("stdout"), "jamais")
	require.True(t, execute(t, k, `func main() {}`).OK())
}

func TestShellLinesRunInTheFolderOfTheNotebookOrOfTheProgram(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	work := t.TempDir()
	k := c.startAs(t, func(program, connectionFile string) *exec.Cmd {
		cmd := c.command(program, connectionFile)
		cmd.Dir = work
		return cmd
	})
	cell := execute(t, k, "!pwd; echo erreur >&2\n!*ls go.mod\n!echo un \\\n  deux\n\n%%\nfmt.Println(\"puis Go\")")
	require.True(t, cell.OK(), "%v", cell.Reply.Content)
	require.Equal(t, work+"\ngo.mod\nun deux\npuis Go\n", cell.Stream("stdout"))
	require.Equal(t, "erreur\n", cell.Stream("stderr"))
	// To GoNB, one that fails is no error.
	cell = execute(t, k, "!exit 3\n!echo ensuite")
	require.True(t, cell.OK(), "%v", cell.Reply.Content)
	require.Equal(t, "exit status 3\n", cell.Stream("stderr"))
	require.Equal(t, "ensuite\n", cell.Stream("stdout"))
}

func TestADeclarationThatIsRemovedIsGoneEverywhere(t *testing.T) {
	k := startKernel(t)
	require.True(t, execute(t, k, "func vieux() int { return 1 }\nfunc garde() int { return 2 }").OK())
	cell := execute(t, k, "%rm vieux")
	require.True(t, cell.OK(), "%v", cell.Reply.Content)
	require.Contains(t, cell.Stream("stdout"), "vieux")
	matches, _, _ := complete(t, k, "%%\nvieu▮")
	require.NotContains(t, matches, "vieux")
	require.Equal(t, "compile", execute(t, k, "%%\nvieux()").Reply.Text("ename"))
	require.True(t, execute(t, k, "%%\ngarde()").OK())
}

func TestTestsThatFailAndBenchmarks(t *testing.T) {
	k := startKernel(t)
	cell := execute(t, k, `%test
func TestFaux(t *testing.T) {
	t.Error("raté")
}`)
	require.Equal(t, "exit", cell.Reply.Text("ename"), "%v", cell.Reply.Content)
	require.Contains(t, cell.Stream("stdout"), "--- FAIL: TestFaux")
	require.Contains(t, cell.Stream("stdout"), "raté")
	cell = execute(t, k, `%test -test.bench=. -test.run=Benchmark -test.benchtime=10x
func BenchmarkRien(b *testing.B) {
	for b.Loop() {
	}
}`)
	require.True(t, cell.OK(), "%v", cell.Reply.Content)
	require.Regexp(t, `BenchmarkRien\S*\s+10\s`, cell.Stream("stdout"))
}

// GoNB 0.11.4 looks for a file of Go's where it was before Go 1.24: no cell
// runs in the browser, in stock GoNB either.
func TestACellForTheBrowserSaysThatItCannotRun(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	work := t.TempDir()
	k := c.startAs(t, func(program, connectionFile string) *exec.Cmd {
		// The shell stands for Jupyter, in whose folder GoNB writes.
		cmd := c.command("sh", "-c", `JPY_PARENT_PID=$$ "$0" "$1"; true`, program, connectionFile)
		cmd.Dir = work
		return cmd
	})
	cell := execute(t, k, "%wasm\n%%\nfmt.Println(1)")
	require.Equal(t, "refused", cell.Reply.Text("ename"), "%v", cell.Reply.Content)
	require.Contains(t, cell.Reply.Text("evalue"), "Go 1.24")
	require.True(t, execute(t, k, "%%\nfmt.Println(1)").OK())
	found, err := os.ReadDir(filepath.Join(work, "jupyter_files"))
	require.NoError(t, err)
	require.Len(t, found, 1)
}
