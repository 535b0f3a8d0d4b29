package kernel_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/sight"
)

// sights are what the kernel drew of a cell, each in every form.
func sights(t *testing.T, c kerneltest.Cell) []sight.Sight {
	t.Helper()
	var seen []sight.Sight
	for _, m := range c.OfType("display_data") {
		data, ok := m.Content["data"].(map[string]any)
		require.True(t, ok)
		if data[sight.MIME] == nil {
			continue
		}
		raw, err := json.Marshal(data[sight.MIME])
		require.NoError(t, err)
		var s sight.Sight
		require.NoError(t, json.Unmarshal(raw, &s))
		require.Contains(t, data["text/html"], "<figure")
		text, ok := data["text/plain"].(string)
		require.True(t, ok)
		require.Contains(t, words(text), words(s.Title))
		seen = append(seen, s)
	}
	return seen
}

// words is a text without the ends of its lines.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }

const racy = `func main() {
	n, done := 0, make(chan bool)
	go func() { n++; close(done) }()
	n++
	<-done
}`

// raceDetector skips a test where there is none.
func raceDetector(t *testing.T) {
	t.Helper()
	env, err := install.ReadGoEnv(layout(t))
	require.NoError(t, err)
	if !env.Race {
		t.Skip("no race detector on this machine")
	}
}

func TestARaceIsDrawnHoweverItIsAskedFor(t *testing.T) {
	raceDetector(t)
	k := startKernel(t)
	for name, test := range map[string]struct {
		first string
		line  int
	}{
		"by a directive": {"//cahiers:race\n", 4},
		"by a flag":      {"%goflags -race\n", 4},
	} {
		t.Run(name, func(t *testing.T) {
			c := execute(t, k, test.first+racy)
			require.True(t, c.OK(), "%v", c.Reply.Content)
			require.Empty(t, c.Stream("stderr"))
			seen := sights(t, c)
			require.Len(t, seen, 1)
			require.Len(t, seen[0].Races, 1)
			lines := []int{seen[0].Races[0].Accesses[0].At.Line, seen[0].Races[0].Accesses[1].At.Line}
			require.ElementsMatch(t, []int{test.line, test.line + 1}, lines)
			require.Equal(t, "n", seen[0].Races[0].Variable)
			require.True(t, execute(t, k, "%goflags").OK())
		})
	}
}

func TestADirectiveIsGoodForItsCellAlone(t *testing.T) {
	raceDetector(t)
	k := startKernel(t)
	require.Len(t, sights(t, execute(t, k, "//cahiers:race\n"+racy)), 1)
	require.Empty(t, sights(t, execute(t, k, racy)))
}

func TestAllDirectivesAtOnce(t *testing.T) {
	raceDetector(t)
	c := execute(t, startKernel(t), "//cahiers:race\n//cahiers:leaks\n//cahiers:film\n%%\nch := make(chan int)\ngo func() { ch <- 1 }()\n")
	require.True(t, c.OK(), "%v", c.Reply.Content)
	var kinds []sight.Kind
	for _, s := range sights(t, c) {
		kinds = append(kinds, s.Kind)
	}
	require.Equal(t, []sight.Kind{sight.Race, sight.Film, sight.Leak}, kinds)
}

func TestADirectiveThatDoesNothingIsSaid(t *testing.T) {
	k := startKernel(t)
	for _, code := range []string{
		"//cahiers:rase\nfunc main() {}",
		"//cahiers:film\n%test\nfunc TestA(t *testing.T) {}",
		"//cahiers:leaks\n%%\nos.Exit(0)",
	} {
		seen := sights(t, execute(t, k, code))
		require.Len(t, seen, 1)
		require.Equal(t, sight.Warning, seen[0].Kind)
		require.Equal(t, 1, seen[0].Notes[0].At.Line)
	}
}

func TestAStuckCellIsDrawnWhenItIsInterrupted(t *testing.T) {
	k := startKernel(t)
	r := begin(t, k, `func main() {
	go func() { time.Sleep(time.Hour) }()
	answers := make(chan int)
	fmt.Println("prêt")
	<-answers
}`)
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	c := finish(t, r)
	require.Equal(t, "interrupt", c.Reply.Text("ename"))
	seen := sights(t, c)
	require.Len(t, seen, 1)
	require.Equal(t, sight.Stuck, seen[0].Kind)
	require.Equal(t, "answers", seen[0].Waits.Things[0].Name)
	require.Len(t, seen[0].Waits.Goroutines, 2)
}

// What a cell of a silent request does is shown to nobody.
func TestWhatASilentCellDoesIsNotDrawn(t *testing.T) {
	k := startKernel(t)
	r, err := k.Request("shell", "execute_request", map[string]any{
		"code": "//cahiers:leaks\n%%\nch := make(chan int)\ngo func() { ch <- 1 }()\n", "silent": true,
	})
	require.NoError(t, err)
	require.Empty(t, sights(t, finish(t, r)))
}

// The detector's settings hold a path: that of a folder with spaces.
func TestARaceIsDrawnInAFolderWithSpaces(t *testing.T) {
	raceDetector(t)
	c := newCourse(t, layout(t).Root())
	c.tmp = filepath.Join(c.tmp, "a b")
	require.NoError(t, os.Mkdir(c.tmp, 0o700))
	seen := sights(t, execute(t, c.start(t), "//cahiers:race\n"+racy))
	require.Len(t, seen, 1)
	require.Len(t, seen[0].Races, 1)
}
