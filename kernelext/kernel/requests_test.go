package kernel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/sight"
)

func fields(text string) []string { return strings.Fields(text) }

// ask sends a request and returns its reply, having seen the kernel become
// busy and idle for it.
func ask(t *testing.T, k *kerneltest.Kernel, channel, kind string, content map[string]any) kerneltest.Message {
	t.Helper()
	r, err := k.Request(channel, kind, content)
	require.NoError(t, err)
	c := finish(t, r)
	require.Equal(t, strings.TrimSuffix(kind, "_request")+"_reply", c.Reply.Header.Type)
	states := c.OfType("status")
	require.GreaterOrEqual(t, len(states), 2)
	require.Equal(t, "busy", states[0].Text("execution_state"))
	return c.Reply
}

func complete(t *testing.T, k *kerneltest.Kernel, code string) (matches []any, start, end int) {
	t.Helper()
	before, after, _ := strings.Cut(code, "▮")
	reply := ask(t, k, "shell", "complete_request", map[string]any{"code": before + after, "cursor_pos": len([]rune(before))})
	require.Equal(t, "ok", reply.Text("status"))
	return reply.Content["matches"].([]any), int(reply.Content["cursor_start"].(float64)), int(reply.Content["cursor_end"].(float64))
}

func TestTheKernelSaysWhatItIs(t *testing.T) {
	info := ask(t, startKernel(t), "shell", "kernel_info_request", map[string]any{})
	require.Equal(t, "cahiers", info.Text("implementation"))
	require.Contains(t, info.Text("banner"), "GoNB")
	require.Equal(t, "go", info.Content["language_info"].(map[string]any)["pygments_lexer"])
	require.Regexp(t, `^1\.\d+`, info.Content["language_info"].(map[string]any)["version"])
}

func TestCompletionKnowsEarlierCellsHelpersAndWhatWillBeImported(t *testing.T) {
	k := startKernel(t)
	require.True(t, execute(t, k, "// Compte compte.\ntype Compte struct{ total int }\n\nfunc (c *Compte) Ajouter(n int) { c.total += n }").OK())
	for code, want := range map[string]string{
		"%%\nvar c Compte\nc.Aj▮": "Ajouter",
		"%%\nstrings.EqualFol▮":   "EqualFold",
		"strings.EqualFol▮":       "EqualFold", // before the %% is typed
		"import \"cahiers/helpers/metered\"\n%%\nvar m metered.Mut▮": "Mutex",
		"%%\nvar m metered.Mut▮":                                     "Mutex",
		"%%\nfmt.Println(\"é😀\", strings.EqualFol▮)":                 "EqualFold",
		"%%\nfmt.Println(\"é😀\", strings.EqualFol▮":                  "EqualFold", // the call is open
	} {
		matches, start, end := complete(t, k, code)
		require.Contains(t, matches, want, code)
		before, _, _ := strings.Cut(code, "▮")
		require.Equal(t, len([]rune(before)), end, code)
		require.Less(t, start, end, code)
	}
	matches, _, _ := complete(t, k, "%%bash\nech▮")
	require.Empty(t, matches)
}

func TestCompletionIsAnsweredBeforeGoNBIsThere(t *testing.T) {
	matches, _, _ := complete(t, startKernel(t), "%%\nstrings.EqualFol▮") // the first thing it is asked
	require.Contains(t, matches, "EqualFold")
}

func TestInspectionShowsDocumentationThenTheCall(t *testing.T) {
	k := startKernel(t)
	inspect := func(code string) kerneltest.Message {
		before, after, _ := strings.Cut(code, "▮")
		return ask(t, k, "shell", "inspect_request", map[string]any{"code": before + after, "cursor_pos": len([]rune(before)), "detail_level": 0})
	}
	require.True(t, execute(t, k, "// Double double n.\nfunc Double(n int) int { return 2 * n }").OK())
	require.Contains(t, inspect("%%\nfmt.Print▮ln()").Data("text/markdown"), "Println formats using the default formats")
	require.Contains(t, inspect("%%\nDou▮ble(1)").Data("text/markdown"), "Double double n.")
	require.Contains(t, inspect("%%\nDouble(▮)").Data("text/markdown"), "n int")
	require.Equal(t, false, inspect("%%\n▮").Content["found"])
}

func TestCompletionIsAnsweredWhileACellRuns(t *testing.T) {
	k := startKernel(t)
	r := begin(t, k, `func main() { fmt.Println("prêt"); for {} }`)
	matches, _, _ := complete(t, k, "%%\nstrings.EqualFol▮")
	require.Contains(t, matches, "EqualFold")
	// To those who watch, the cell runs again after each answer.
	request, err := k.Request("shell", "is_complete_request", map[string]any{"code": "%%"})
	require.NoError(t, err)
	c := finish(t, request)
	require.Equal(t, "incomplete", c.Reply.Text("status"))
	_, err = r.Next(within(t, time.Minute), func(m kerneltest.Message) bool {
		return m.Header.Type == "status" && m.Text("execution_state") == "busy"
	})
	require.NoError(t, err)
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	require.False(t, finish(t, r).OK())
}

func TestTheHistoryIsThatOfAllCells(t *testing.T) {
	k := startKernel(t)
	require.True(t, execute(t, k, "const essai = 1").OK())
	require.True(t, execute(t, k, "const essai = 2").OK())
	reply := ask(t, k, "shell", "history_request", map[string]any{"hist_access_type": "tail", "n": 2, "output": false, "raw": true})
	entries := reply.Content["history"].([]any)
	require.Len(t, entries, 2)
	require.Equal(t, "const essai = 2", entries[1].([]any)[2])
	// Another kernel remembers.
	reply = ask(t, startKernel(t), "shell", "history_request", map[string]any{"hist_access_type": "search", "pattern": "const essai*", "n": 1, "output": false, "raw": true})
	require.Equal(t, "const essai = 2", reply.Content["history"].([]any)[0].([]any)[2])
}

func TestCommsAreListed(t *testing.T) {
	k := startKernel(t)
	_, err := k.Request("shell", "comm_open", map[string]any{"comm_id": "c1", "target_name": "cible", "data": map[string]any{}})
	require.NoError(t, err)
	reply := ask(t, k, "shell", "comm_info_request", map[string]any{})
	require.Equal(t, map[string]any{"c1": map[string]any{"target_name": "cible"}}, reply.Content["comms"])
	require.Empty(t, ask(t, k, "shell", "comm_info_request", map[string]any{"target_name": "autre"}).Content["comms"])
}

func TestCellsBehindAnErrorAreAborted(t *testing.T) {
	k := startKernel(t)
	first, err := k.Begin("%%\ntime.Sleep(200 * time.Millisecond)\npanic(1)")
	require.NoError(t, err)
	second, err := k.Begin(`!echo jamais`)
	require.NoError(t, err)
	require.False(t, finish(t, first).OK())
	aborted := finish(t, second)
	require.Equal(t, map[string]any{"status": "aborted"}, aborted.Reply.Content, "Lab would show a number")
	require.Empty(t, aborted.Stream("stdout"))
	require.True(t, execute(t, k, `func main() {}`).OK())
}

func TestAnInterruptEndsACompilation(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	// A package of this size takes the compiler many seconds.
	var code strings.Builder
	code.WriteString("var grand = [][]string{\n")
	for range 40_000 {
		code.WriteString("{\"a\", \"b\", fmt.Sprint(1), fmt.Sprint(2)},\n")
	}
	code.WriteString("}\nfunc main() {}\n")
	r, err := k.Begin(code.String())
	require.NoError(t, err)
	require.Eventually(t, func() bool { return len(c.ofKernel(c.alive(), "compile")) > 0 }, time.Minute, time.Millisecond)
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	require.Equal(t, "interrupt", finish(t, r).Reply.Text("ename"))
	require.Empty(t, c.ofKernel(c.alive(), "compile"))
	require.True(t, execute(t, k, `func main() {}`).OK())
}

func TestAnInterruptEndsShellLinesWithAllTheyStarted(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	r := begin(t, k, "!sleep 1000 & sleep 1000 & echo prêt; wait")
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	finish(t, r)
	require.Empty(t, c.ofKernel(c.alive(), "sleep"))
	require.True(t, execute(t, k, `func main() {}`).OK())
}

func TestAnInterruptedCellSaysWhereItWas(t *testing.T) {
	k := startKernel(t)
	r := begin(t, k, "var mu sync.Mutex\n\nfunc main() {\n\tmu.Lock()\n\tfmt.Println(\"prêt\")\n\tmu.Lock()\n}\n\nfunc init_autre() { go func() { for { time.Sleep(time.Hour) } }() }")
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	c := finish(t, r)
	require.Equal(t, "interrupt", c.Reply.Text("ename"))
	require.Equal(t, "Cellule interrompue.", c.Reply.Text("evalue"))
	require.Len(t, c.Reply.Content["traceback"], 1)
	seen := sights(t, c)
	require.Len(t, seen, 1)
	require.Equal(t, sight.Stuck, seen[0].Kind)
	require.Equal(t, 6, seen[0].Waits.Goroutines[0].At.Line)
	require.Empty(t, c.Stream("stderr"))
}
