package explain_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/source"
)

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func shown(why explain.Failure) string {
	return ansi.ReplaceAllString(strings.Join(why.Traceback, "\n"), "")
}

func ExampleCase_Explain() {
	c := explain.Case{Cells: []source.Cell{{Number: 3, Text: "%%\nx := 1"}}}
	why := c.Explain(explain.Failure{
		Value:     "./main.go:9:1: declared and not used: x\n",
		Traceback: []string{"Cell[3]: Line 2\nfunc main() {\n\tflag.Parse()\nx := 1\n^\n\ndeclared and not used: x", ""},
	}, "", false)
	fmt.Println(why.Name, "|", strings.ReplaceAll(why.Value, "\u00a0", " "))
	// Output: compile | ligne 2 : la variable x est déclarée, mais jamais utilisée (declared and not used: x)
}

// composed is a program as GoNB composes it from the cells of cells.
const composed = "package main\n\nimport (\n\t\"flag\"\n)\n\nfunc crie(n int) {\n\tpanic(n)\n}\n\n\nfunc main() {\n\tflag.Parse()\ncrie(7)\n\n}\n"

func newCase(t *testing.T) (c explain.Case, program string) {
	t.Helper()
	c = explain.Case{
		Cells: []source.Cell{{Number: 1, Text: "func crie(n int) {\n\tpanic(n)\n}"}, {Number: 4, Text: "%%\ncrie(7)"}},
		Dir:   t.TempDir(), Root: "/depot",
	}
	program = filepath.Join(c.Dir, "gonb_0123abcd", "main.go")
	require.NoError(t, os.MkdirAll(filepath.Dir(program), 0o700))
	require.NoError(t, os.WriteFile(program, []byte(composed), 0o600))
	return c, program
}

func TestAPanicIsShownOnTheLinesOfTheCells(t *testing.T) {
	c, program := newCase(t)
	why := c.Explain(explain.Failure{Value: "exit status 2"}, "panic: 7\n\ngoroutine 1 [running]:\n"+
		"sync.(*Mutex).Lock(...)\n\t$GOROOT/src/sync/mutex.go:46 +0x1\n"+
		"main.crie(...)\n\t"+program+":8\nmain.main()\n\t"+program+":14 +0x65\n"+
		"cahiers/helpers/x.F()\n\t/depot/helpers/x/x.go:3 +0x1\n", false)
	require.Equal(t, explain.Panic, why.Name)
	require.Equal(t, "7", why.Value)
	require.True(t, why.Built())
	require.Equal(t, "panic: 7\n    cellule 1, ligne 2\u00a0: panic(n)\n    ligne 2\u00a0: crie(7)", shown(why))
}

func TestAnInterruptSaysNoMore(t *testing.T) {
	c, program := newCase(t)
	why := c.Explain(explain.Failure{Value: "exit status 2"}, "SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n"+
		"goroutine 1 gp=0x3 m=nil [sync.Mutex.Lock, 2 minutes]:\nmain.crie(0x7)\n\t"+program+":8 +0xa6 fp=0x33 sp=0x33 pc=0x49\n", true)
	require.Equal(t, explain.Interrupt, why.Name)
	require.False(t, why.Built())
	require.Equal(t, "Cellule interrompue.", shown(why))
}

func TestEachFailureHasItsName(t *testing.T) {
	c, _ := newCase(t)
	for value, test := range map[string]struct{ words, name, says string }{
		"exit status 3":  {name: explain.Exit, says: "l’état 3"},
		"signal: killed": {name: explain.Signal, says: "manqué de mémoire"},
		"signal: hangup": {name: explain.Signal, says: "hangup"},
		"exit status 2":  {words: "fatal error: all goroutines are asleep - deadlock!\n", name: explain.Deadlock, says: "all goroutines"},
		"exit status 2 ": {words: "fatal error: concurrent map writes\n", name: explain.Fatal, says: "concurrent map writes"},
		"Failed to create \"main.go\": " + syscall.ENOSPC.Error(): {name: explain.Refused, says: "Le disque est plein"},
		"open x: " + syscall.EACCES.Error():                       {name: explain.Refused, says: "ne se laisse pas écrire"},
		"failed to read '$GOROOT/misc/wasm/wasm_exec.js'":         {name: explain.Refused, says: "Go 1.24"},
		"quelque chose": {name: explain.Refused, says: "quelque chose"},
	} {
		why := c.Explain(explain.Failure{Value: value}, test.words, false)
		require.Equal(t, test.name, why.Name, value)
		require.Contains(t, shown(why), test.says)
	}
	require.Contains(t, explain.CannotRun(syscall.ENOSPC).Value, "Le disque est plein")
	require.Contains(t, explain.CannotRun(fs.ErrNotExist).Value, "TMPDIR")
	require.Contains(t, explain.CannotRun(errors.New("boum")).Value, "boum")
}

func TestALongMessageIsCut(t *testing.T) {
	c, _ := newCase(t)
	why := c.Explain(explain.Failure{Value: "exit status 2"}, "panic: a\n"+strings.Repeat("\tb\n", 5000), false)
	require.Less(t, len(why.Traceback), 50)
	require.Contains(t, shown(why), "lignes de plus")
}

func TestTheCaretStandsUnderTheLineOfTheCell(t *testing.T) {
	c := explain.Case{Cells: []source.Cell{{Number: 1, Text: "var  n int = \"a\""}}}
	why := c.Explain(explain.Failure{
		Value:     "./main.go:4:10: cannot use",
		Traceback: []string{"Cell[1]: Line 1\nvar (\n\tn int = \"a\"\n         ^\n)\n\ncannot use"},
	}, "", false)
	lines := strings.Split(shown(why), "\n")
	require.Equal(t, "    var  n int = \"a\"", lines[1])
	require.Equal(t, strings.Index(lines[1], `"a"`), strings.Index(lines[2], "^"))
}

func FuzzExplain(f *testing.F) {
	f.Add("exit status 2", "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/tmp/main.go:3 +0x1\n", true)
	f.Add("./main.go:9:1: a\n\thave (b)\n./main.go:9:99: c", "", false)
	f.Fuzz(func(t *testing.T, value, words string, interrupted bool) {
		c := explain.Case{Cells: []source.Cell{{Number: 1, Text: value}}, Dir: "/nowhere"}
		why := c.Explain(explain.Failure{Value: value, Traceback: strings.Split("Cell[1]: Line 1\n"+words, "\n\n")}, words, interrupted)
		require.NotEmpty(t, why.Name)
	})
}
