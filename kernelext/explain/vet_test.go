package explain_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

// vet is what go vet says of a program, of which the cells are the text.
func vet(t *testing.T, cells ...string) (c explain.Case, output []byte) {
	t.Helper()
	c = explain.Case{Dir: t.TempDir(), Root: newRoot(t)}
	program := "package main\n\n"
	for i, text := range cells {
		c.Cells = append(c.Cells, source.Cell{Number: i + 1, Text: text})
		program += text + "\n"
	}
	folder := filepath.Join(c.Dir, "gonb_0123abcd")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte(program), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "go.mod"), []byte("module gonb_0123abcd\n\ngo 1.21\n"), 0o600))
	cmd := exec.CommandContext(t.Context(), "go", "vet", "-json", "-copylocks", "-lostcancel", "-loopclosure", "-waitgroup", ".")
	cmd.Dir = folder
	output, err := cmd.Output()
	require.NoError(t, err)
	return c, output
}

// noted are the lines and texts of the notes of a sight.
func noted(seen sight.Sight) (said []string) {
	for _, n := range seen.Notes {
		said = append(said, n.At.Name+" | "+n.Text)
	}
	return said
}

func TestACopiedLock(t *testing.T) {
	c, output := vet(t, "import \"sync\"\n\ntype compte struct {\n\tmu sync.Mutex\n}\n\nfunc (c compte) lire() {}\n\nfunc main() {}\n")
	seen, ok := c.Warnings(output)
	require.True(t, ok)
	require.Equal(t, sight.Warning, seen.Kind)
	require.Equal(t, "go vet met en garde\u00a0: un verrou est copié", seen.Title)
	require.Equal(t, []string{"ligne 7 | La fonction lire reçoit une copie d’une valeur de type compte, qui contient une valeur de type sync.Mutex. Donnez-lui un pointeur."}, noted(seen))
	require.Equal(t, "lire passes lock by value: compte contains sync.Mutex", seen.Notes[0].English)
	require.Equal(t, "Lignes de la cellule que go vet signale\u00a0: ligne 7.", seen.Alt)
	require.Equal(t, sight.Lesson{Title: "sync.Mutex", File: "04-mutex.ipynb"}, seen.Lesson)
	require.Contains(t, seen.Notes[0].At.Code, "func (c compte) lire() {}")
}

func TestEveryWayToCopyALock(t *testing.T) {
	ways := []string{
		"d := *p", "var d = *p", "*p = *q", "_ = *p", "for _, d := range all { _ = &d }", "f(*p)", "_ = append(all, *p)",
		"_ = struct{ compte }{*p}", "_ = func() compte { return *p }", "_ = func(wg sync.WaitGroup) {}",
		"for d := *p; ; { _ = &d }",
	}
	body := ""
	for _, way := range ways {
		body += "\tfunc() { " + way + "; _ = p }()\n"
	}
	body = strings.ReplaceAll(strings.ReplaceAll(body, "d := *p; _", "d := *p; _ = &d; _"), "var d = *p;", "var d = *p; _ = &d;")
	c, output := vet(t, "import \"sync\"\n\ntype compte struct{ mu sync.Mutex }\n\nfunc f(any) {}\n\nvar p, q = &compte{}, &compte{}\n\nvar all []compte\n\nfunc main() {\n"+body+"}\n")
	seen, ok := c.Warnings(output)
	require.True(t, ok)
	require.Len(t, seen.Notes, len(ways), string(output))
	require.Equal(t, "11\u00a0mises en garde de go vet", seen.Title)
	require.Len(t, seen.Sentences, 2)
	for _, n := range seen.Notes {
		require.Contains(t, n.Text, " copie d’une valeur de type ", n.English)
		require.NotContains(t, n.Text, "noCopy")
	}
}

func TestALostContext(t *testing.T) {
	c, output := vet(t, "import \"context\"\n\nfunc f() {\n\tctx, _ := context.WithCancel(context.Background())\n\tctx, stop := context.WithCancel(ctx)\n\tif ctx == nil {\n\t\treturn\n\t}\n\tstop()\n}\n\nfunc main() {}\n")
	seen, ok := c.Warnings(output)
	require.True(t, ok)
	require.Equal(t, []string{
		"ligne 4 | La fonction d’annulation que rend context.WithCancel est jetée. Recevez-la dans une variable, cancel, puis écrivez defer cancel().",
		"ligne 5 | La fonction d’annulation stop n’est pas toujours appelée. Écrivez defer stop() sur la ligne suivante. Elle ne l’est pas quand le return de la ligne 7 est atteint.",
	}, noted(seen))
}

func TestALoopsVariable(t *testing.T) {
	c, output := vet(t, "func main() {\n\tfor i := range []int{1} {\n\t\tgo func() {\n\t\t\tprintln(i, i)\n\t\t}()\n\t}\n}\n")
	seen, ok := c.Warnings(output)
	require.True(t, ok)
	require.Equal(t, []string{"ligne 4 | La fonction se sert de la variable i de la boucle, que chaque tour change. Passez i en argument à la fonction, ou copiez-la dans une variable déclarée dans la boucle."}, noted(seen))
	require.Contains(t, seen.Sentences[0], "Avant Go 1.22")
}

func TestALateAdd(t *testing.T) {
	c, output := vet(t, "import \"sync\"\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\tgo func() {\n\t\twg.Add(1)\n\t\tdefer wg.Done()\n\t}()\n\twg.Wait()\n}\n")
	seen, ok := c.Warnings(output)
	require.True(t, ok)
	require.Equal(t, []string{"ligne 6 | Add est appelé dans la goroutine elle-même, donc trop tard. Appelez-le avant l’instruction go, ou lancez la goroutine par la méthode Go du WaitGroup."}, noted(seen))
	require.Equal(t, "go vet met en garde\u00a0: une goroutine est comptée trop tard", seen.Title)
}

func TestOnlyTheCellItselfIsWarnedAbout(t *testing.T) {
	c, output := vet(t, "import \"sync\"\n\nfunc f(mu sync.Mutex) {}\n", "func main() {}\n")
	require.Contains(t, string(output), "passes lock by value")
	_, ok := c.Warnings(output)
	require.False(t, ok)
}

func TestWhatGoVetCannotSayIsNoWarning(t *testing.T) {
	c, output := vet(t, "import \"sync\"\n\nfunc f(mu sync.Mutex) {}\n\nfunc main() {}\n")
	_, ok := c.Warnings(output)
	require.True(t, ok)
	failed, err := json.Marshal(map[string]any{"m": map[string]any{"copylocks": map[string]string{"error": "boum"}}})
	require.NoError(t, err)
	for _, bad := range [][]byte{nil, []byte("{}"), failed, output[:len(output)/2], []byte("# m\nvet: ./main.go:1:1: boum\n")} {
		_, ok := c.Warnings(bad)
		require.False(t, ok, string(bad))
	}
}

func FuzzWarnings(f *testing.F) {
	dir := f.TempDir()
	program := filepath.Join(dir, "main.go")
	cell := "func main() {\n\tprintln()\n}\n"
	require.NoError(f, os.WriteFile(program, []byte("package main\n\n"+cell), 0o600))
	c := explain.Case{Cells: []source.Cell{{Number: 1, Text: cell}}, Dir: dir, Root: dir}
	f.Add(`{"m": {"copylocks": [{"posn": "MAIN:4:1", "end": "MAIN:4:2", "message": "func passes lock by value: sync.WaitGroup contains sync.noCopy"}]}}`)
	f.Add(`{"m": {"lostcancel": [{"posn": "MAIN:3:1", "message": "the x function is not used on all paths (possible context leak)"},
		{"posn": "MAIN:4:1", "message": "this return statement may be reached without using the x var defined on line 3"}]}}`)
	f.Add(`{"m": {"waitgroup": {"error": "boum"}, "loopclosure": [{"posn": "MAIN:4:1", "message": "é"}]}} {`)
	f.Fuzz(func(t *testing.T, output string) {
		seen, ok := c.Warnings([]byte(strings.ReplaceAll(output, "MAIN", program)))
		require.Equal(t, ok, len(seen.Notes) > 0)
		for _, n := range seen.Notes {
			require.True(t, n.At.Exists())
			require.NotEmpty(t, n.Text)
		}
	})
}
