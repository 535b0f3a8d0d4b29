package explain_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/source"
)

// A crashing is a program of testdata/crashes.txt that dies, by its own fault
// or the runtime's, and what is to be said of it.
type crashing struct {
	name, source string
	ename        string
	says         []string
	varies       bool // the places that follow depend on the scheduler
}

func crashingPrograms(t *testing.T) (programs []crashing) {
	t.Helper()
	data, err := os.ReadFile("testdata/crashes.txt")
	require.NoError(t, err)
	for section := range strings.SplitSeq(strings.TrimPrefix(string(data), "== "), "\n== ") {
		name, rest, _ := strings.Cut(section, "\n")
		p := crashing{name: name}
		for line := range strings.Lines(rest) {
			line = strings.TrimSuffix(line, "\n")
			if ename, ok := strings.CutPrefix(line, "ename: "); ok {
				p.ename = ename
			} else if said, ok := strings.CutPrefix(line, "says: "); ok {
				p.says = append(p.says, said)
			} else if line == "varies" {
				p.varies = true
			} else {
				p.source += line + "\n"
			}
		}
		programs = append(programs, p)
	}
	return programs
}

func TestCrashesAreFrench(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module m\n\ngo 1.26\n"), 0o600))
	programs := crashingPrograms(t)
	for _, p := range programs {
		folder := filepath.Join(dir, p.name)
		require.NoError(t, os.Mkdir(folder, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte("package main\n"+p.source), 0o600))
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-ldflags=-w", "-o", filepath.Join(dir, "bin")+"/", "./...")
	build.Dir = dir
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	for _, p := range programs {
		// What the kernel makes of func main is not in the cell.
		cell, _, _ := strings.Cut(p.source, "\nfunc main() {\n\tcahiersMain()")
		cell = strings.ReplaceAll(cell, "cahiersMain", "main")
		require.NoError(t, os.WriteFile(filepath.Join(dir, p.name, "main.go"), []byte("package main\n"+cell), 0o600))
		c := explain.Case{Cells: []source.Cell{{Number: 1, Text: cell}}, Dir: dir, Root: newRoot(t)}
		for _, traceback := range []string{"system", "single"} {
			t.Run(p.name+"/"+traceback, func(t *testing.T) {
				run := exec.CommandContext(t.Context(), filepath.Join(dir, "bin", p.name))
				run.Env = append(os.Environ(), "GOTRACEBACK="+traceback, "GOMAXPROCS=4")
				words, err := run.CombinedOutput()
				require.Error(t, err)
				why := c.Explain(explain.Failure{Value: "exit status 2"}, string(words), false)
				require.Equal(t, p.ename, why.Name)
				said := strings.Split(shown(why), "\n")
				if p.varies {
					require.GreaterOrEqual(t, len(said), len(p.says))
					said = said[:len(p.says)]
				}
				require.Equal(t, p.says, said)
			})
		}
	}
}

// newRoot is a course that has one notebook.
func newRoot(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(root, "notebooks"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(root, "notebooks", "04-mutex.ipynb"), nil, 0o600))
	return root
}

// What takes a rare meeting of goroutines is looked for in the source of Go.
func TestRareMessagesAreThoseOfGo(t *testing.T) {
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	require.NoError(t, err)
	for message, file := range map[string]string{
		"sync: WaitGroup misuse: Add called concurrently with Wait":   "sync/waitgroup.go",
		"sync: WaitGroup is reused before previous Wait has returned": "sync/waitgroup.go",
		"sync.Cond is copied":                "sync/cond.go",
		"concurrent map clone and map write": "internal/runtime/maps/map.go",
		"growslice: len out of range":        "runtime/slice.go",
	} {
		text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "src", file))
		require.NoError(t, err)
		require.Contains(t, string(text), `"`+message+`"`)
		why := explain.Case{}.Explain(explain.Failure{}, "panic: "+message+"\n", false)
		require.Len(t, why.Traceback, 3, message)
	}
}

func FuzzCrash(f *testing.F) {
	dir := f.TempDir()
	program := filepath.Join(dir, "main.go")
	cell := "func main() {\n\tpanic(7)\n}\n"
	require.NoError(f, os.WriteFile(program, []byte("package main\n\n"+cell), 0o600))
	c := explain.Case{Cells: []source.Cell{{Number: 1, Text: cell}}, Dir: dir, Root: dir}
	for _, words := range []string{
		"panic: 7\n\ngoroutine 1 [running]:\nmain.main()\n\tMAIN:4 +0x1\nexit status 2\n",
		"panic: a [recovered, repanicked]\n\tpanic: b\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]\n\n" +
			"goroutine 7 gp=0x1 m=0 mp=0x2 [running, locked to thread]:\npanic(...)\nmain.main.func1()\n\tMAIN:4 +0x1 fp=0x1 sp=0x2 pc=0x3\n" +
			"created by main.main in goroutine 1\n\tMAIN:3 +0x1\n",
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\nruntime stack:\n",
		"fatal error: all goroutines are asleep - deadlock!\n", "panic: \n\t", "",
	} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		why := c.Explain(explain.Failure{Value: "exit status 2"}, strings.ReplaceAll(words, "MAIN", program), false)
		require.NotEmpty(t, why.Name)
		require.NotEmpty(t, why.Traceback)
		require.LessOrEqual(t, len(why.Traceback), 50)
	})
}
