package lsp_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/modfile"

	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/lineage"
	"cahiers/kernelext/lsp"
)

// A bench is the real gopls in a module like that of the cells.
type bench struct {
	*lsp.Server
	t     testing.TB
	dir   string
	env   []string
	niced int // niceness of gopls

	options lsp.Options

	started []*exec.Cmd
}

// newBench is a bench whose gopls starts with the caches that set-up would
// fill, of its own: it writes seven files at each letter that is typed.
func newBench(t testing.TB) *bench {
	t.Helper()
	layout := installtest.Layout(t)
	filled := filepath.Join(layout.Dir(), "cache", "gopls")
	prepared.Do(func() {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		b := newModule(t, layout, filled)
		require.NoError(t, lsp.Prepare(ctx, b.options, filepath.Join(filled, "goimports"), at(t, "▮")))
	})
	cache := filepath.Join(t.TempDir(), "cache")
	require.NoError(t, lsp.Seed(cache, filled))
	return newModule(t, layout, cache)
}

var prepared sync.Once

// newModule is a bench whose gopls keeps its caches in a folder.
func newModule(t testing.TB, layout install.Layout, cache string) *bench {
	t.Helper()
	goenv, err := install.ReadGoEnv(layout)
	require.NoError(t, err)
	b := &bench{t: t, dir: filepath.Join(t.TempDir(), "Mes études 😀", "gonb_1")}
	b.env = []string{
		"PATH=" + filepath.Dir(goenv.Go), "HOME=" + t.TempDir(), "TMPDIR=" + t.TempDir(),
		"GOCACHE=" + layout.GoCache(), "GOMODCACHE=" + layout.GoModCache(), "GOPLSCACHE=" + cache, "XDG_CACHE_HOME=" + cache,
		"XDG_CONFIG_HOME=" + layout.Config(), // telemetry is off
		"GOPROXY=off", "GOFLAGS=-modcacherw -buildvcs=false", "GOWORK=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0",
		"GOGC=off", "GOMEMLIMIT=160MiB",
	}
	b.write("go.mod", cellModule(t, layout.Root()))
	sum, err := os.ReadFile(filepath.Join(layout.Root(), "go.sum"))
	require.NoError(t, err)
	b.write("go.sum", string(sum))
	// What GoNB writes has the declarations of the cells too.
	b.write("main.go", strings.Replace(earlier, "// Compte", "type SurLeDisque struct{}\n\n// Compte", 1)+"\nfunc main() {}\n")
	b.write("main_test.go", "package main\n")
	b.options = lsp.Options{Dir: b.dir, Hide: []string{"cahiers/kernelext"}, Command: func() *exec.Cmd {
		cmd := exec.Command(layout.GoplsProgram())
		if b.niced != 0 {
			cmd = exec.Command("nice", "-n", fmt.Sprint(b.niced), layout.GoplsProgram())
		}
		cmd.Dir, cmd.Env, cmd.SysProcAttr = b.dir, b.env, lineage.Attributes(syscall.SIGKILL)
		b.started = append(b.started, cmd)
		return cmd
	}}
	b.Server = lsp.New(b.options)
	t.Cleanup(b.Close)
	return b
}

// cellModule is the go.mod of cells, as the package gotool writes it.
func cellModule(t testing.TB, root string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	module, err := modfile.Parse("go.mod", data, nil)
	require.NoError(t, err)
	require.NoError(t, module.AddModuleStmt("gonb_1"))
	for _, tool := range slices.Clone(module.Tool) {
		require.NoError(t, module.DropTool(tool.Path))
	}
	module.Cleanup()
	text, err := module.Format()
	require.NoError(t, err)
	return fmt.Sprintf("%s\nrequire cahiers v0.0.0\n\nreplace (\n\tcahiers => %s\n\t// le cours\n)\n", text, modfile.AutoQuote(root))
}

func (b *bench) write(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.dir, name)
	require.NoError(b.t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(b.t, os.WriteFile(path, []byte(text), 0o600))
}

const header = `package main; import ("fmt"; "strings"; "cahiers/helpers/metered")` + "\n"

const earlier = `package main

import "fmt"

// Compte est ce que tient un Compteur.
type Compte int

// Un Compteur compte.
type Compteur struct{ valeur Compte }

// Incrémente ajoute un, sans *aucun* verrou.
func (c *Compteur) Incrémente() { c.valeur++ }

// Appliquer rend ce que f fait de chaque élément.
func Appliquer[T, U any](liste []T, f func(T) U) []U { return nil }

func bonjour() { fmt.Println("bonjour") }
`

// at is a cell whose cursor is at the mark ▮, with the header of the course.
func at(t testing.TB, cell string) lsp.Document {
	t.Helper()
	return raw(t, header+cell)
}

// raw is a cell with a header of its own.
func raw(t testing.TB, cell string) lsp.Document {
	t.Helper()
	before, after, found := strings.Cut(cell, "▮")
	require.True(t, found)
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return lsp.Document{Cell: before + after, Earlier: earlier, Line: strings.Count(before, "\n"), Column: len(line)}
}

func inMain(cell string) string { return "func main() {\n\t" + cell + "\n}\n" }

func texts(c lsp.Completion) []string {
	var texts []string
	for _, item := range c.Items {
		texts = append(texts, item.Text)
	}
	return texts
}

func TestRealCompletions(t *testing.T) {
	b := newBench(t)
	for name, test := range map[string]struct {
		cell     string
		want     lsp.Item
		replaced string
	}{
		"a function of an earlier cell": {inMain("bon▮"), item("bonjour", "function", "func()"), "bon"},
		"a type of an earlier cell":     {inMain("var c Compteu▮"), item("Compteur", "struct", "struct{...}"), "Compteu"},
		"a method of an earlier cell":   {inMain("var c Compteur; c.Inc▮"), item("Incrémente", "method", "func()"), "Inc"},
		"a field of an earlier cell":    {inMain("_ = Compteur{va▮}"), item("valeur", "field", "Compte"), "va"},
		"a generic function":            {inMain("App▮"), item("Appliquer", "function", "func(liste []T, f func(T) U) []U"), "App"},
		"of a generic function's value": {inMain("Appliquer([]Compteur{}, func(c Compteur) int { return 0 })[0].▮"), lsp.Item{}, ""},
		"of a generic type":             {"type Pile[T any] struct{ haut T }\n" + inMain("var p Pile[Compteur]; p.haut.Inc▮"), item("Incrémente", "method", "func()"), "Inc"},
		"a declaration of the cell":     {"func ailleurs() {}\n" + inMain("ail▮"), item("ailleurs", "function", "func()"), "ail"},
		"a local variable":              {inMain("accumulé := 1; _ = accu▮"), item("accumulé", "variable", "int"), "accu"},
		"a type of the course":          {inMain("var m metered.Mu▮"), item("Mutex", "struct", "struct{...}"), "Mu"},
		"a method of the course":        {inMain("var m metered.Mutex; m.▮"), item("Lock", "method", "func()"), ""},
		"the standard library":          {inMain("fmt.Printl▮"), item("Println", "function", "func(a ...any) (n int, err error)"), "Printl"},
		"a package not imported":        {inMain("strconv.Ato▮"), item("Atoi", "function", `func (from "strconv")`), "Ato"},
		"the name of such a package":    {inMain("strco▮"), item("strconv", "module", `"strconv"`), "strco"},
		"a keyword":                     {inMain("retu▮"), item("return", "keyword", ""), "retu"},
		"range":                         {inMain("for i := ran▮"), item("range", "keyword", ""), "ran"},
		"after é":                       {inMain(`_ = "é"; fmt.Printl▮`), item("Println", "function", "func(a ...any) (n int, err error)"), "Printl"},
		"after 😀":                       {inMain(`_ = "😀"; var c Compteur; c.Incr▮()`), item("Incrémente", "method", "func()"), "Incr"},
		"inside a word":                 {inMain(`var c Compteur; c.Inc▮émente()`), item("Incrémente", "method", "func()"), "Incémente"},
		"an address":                    {inMain("valeur := 0; var p *int = vale▮"), item("&valeur", "variable", "int"), "vale"},
		"in a string":                   {inMain(`_ = "fmt.Printl▮"`), lsp.Item{}, ""},
		"in a cell with a mistake":      {"func f( {\n" + inMain("bonj▮"), item("bonjour", "function", "func()"), "bonj"},
		"not what GoNB wrote":           {inMain("SurLeD▮"), lsp.Item{}, ""},
		"no program of the course":      {inMain("proofr▮"), lsp.Item{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := at(t, test.cell)
			c, err := b.Complete(t.Context(), d)
			require.NoError(t, err)
			line := strings.Split(d.Cell, "\n")[d.Line]
			require.Equal(t, test.replaced, line[c.Start:c.End])
			if test.want == (lsp.Item{}) {
				require.Empty(t, c.Items)
				return
			}
			require.NotEmpty(t, c.Items)
			require.Equal(t, test.want, c.Items[0])
		})
	}
	require.Len(t, b.started, 1)
}

func TestRealCompletionsOfImports(t *testing.T) {
	b := newBench(t)
	for name, test := range map[string]struct {
		header string
		want   []string
	}{
		"the course's":         {`package main; import "cahiers/helpers/la▮"`, []string{"latency"}},
		"no program of it":     {`package main; import "cahiers/▮"`, []string{"helpers/"}},
		"the standard library": {`package main; import "encoding/js▮`, []string{`json"`, `json/"`}},
	} {
		t.Run(name, func(t *testing.T) {
			var c lsp.Completion
			for range 100 { // what gopls has not read in its time it reads when asked again
				var err error
				c, err = b.Complete(t.Context(), raw(t, test.header+"\nfunc main() {}\n"))
				require.NoError(t, err)
				if len(c.Items) > 0 {
					break
				}
			}
			require.Equal(t, test.want, texts(c))
		})
	}
}

func TestRealCompletionsFollowTheNotebook(t *testing.T) {
	b := newBench(t)
	d := at(t, inMain("plusT▮"))
	d.Earlier = ""
	for _, test := range []struct {
		earlier string
		want    []string
	}{
		{"", nil},
		{"package main\n\nfunc plusTard() {}\n", []string{"plusTard"}},
		{"package main\n\nfunc plusTôt() {}\n", []string{"plusTôt"}},
		{"package main\n\nfunc (", nil},
		{"", nil},
	} {
		d.Earlier = test.earlier
		c, err := b.Complete(t.Context(), d)
		require.NoError(t, err)
		require.Equal(t, test.want, texts(c))
	}
}

func TestARealModuleThatACellFetchedIsSeen(t *testing.T) {
	b := newBench(t)
	cell := raw(t, `package main; import "exemple.fr/voisin"`+"\n"+inMain("voisin.Bons▮"))
	c, err := b.Complete(t.Context(), cell)
	require.NoError(t, err)
	require.Empty(t, c.Items)
	voisin := filepath.Join(filepath.Dir(b.dir), "voisin")
	b.write("../voisin/go.mod", "module exemple.fr/voisin\n\ngo 1.26.0\n")
	b.write("../voisin/voisin.go", "package voisin\n\nfunc Bonsoir() {}\n")
	module, err := os.ReadFile(filepath.Join(b.dir, "go.mod"))
	require.NoError(t, err)
	b.write("go.mod", fmt.Sprintf("%s\nrequire exemple.fr/voisin v0.0.0\n\nreplace (\n\texemple.fr/voisin => %s\n\t// autre\n)\n", module, modfile.AutoQuote(voisin)))
	c, err = b.Complete(t.Context(), cell)
	require.NoError(t, err)
	require.Equal(t, []string{"Bonsoir"}, texts(c))
}

func TestRealDocumentation(t *testing.T) {
	b := newBench(t)
	for name, test := range map[string]struct{ cell, want string }{
		"the standard library": {inMain(`_ = "é😀"; fmt.Prin▮tln()`), "```go\nfunc fmt.Println(a ...any) (n int, err error)\n```\n\n---\n\nPrintln formats using the default formats for its operands and writes to standard output."},
		"at the end of a name": {inMain("bonjour▮()"), "```go\nfunc bonjour()\n```"},
		"an earlier cell":      {inMain("var c Compteur; c.Incr▮émente()"), "```go\nfunc (c *Compteur) Incrémente()\n```\n\n---\n\nIncrémente ajoute un, sans \\*aucun\\* verrou."},
		"a type argument":      {inMain("_ = Appli▮quer[int, string]"), "```go\nfunc Appliquer(liste []int, f func(int) string) []string // func[T, U any](liste []T, f func(T) U) []U\n```\n\n---\n\nAppliquer rend ce que f fait de chaque élément."},
		"the course":           {inMain("var m metered.Mutex; m.Lo▮ck()"), "```go\nfunc (m *metered.Mutex) Lock()\n```"},
		"a package":            {inMain("▮strings.ToUpper()"), "```go\npackage strings\n```"},
		"nothing":              {inMain(`_ = "a▮b"`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			markdown, err := b.Hover(t.Context(), at(t, test.cell))
			require.NoError(t, err)
			if test.want == "" {
				require.Empty(t, markdown)
				return
			}
			require.True(t, strings.HasPrefix(markdown, test.want), markdown)
			require.NotContains(t, markdown, "pkg.go.dev")
		})
	}
}

func TestRealSignatures(t *testing.T) {
	b := newBench(t)
	for name, test := range map[string]struct{ cell, want string }{
		"outside":         {inMain("▮fmt.Println()"), ""},
		"the outer call":  {inMain(`fmt.Printf("é😀%s", strings.Repeat("a", 3), ▮)`), "`Printf(format string, `**`a ...any`**`) (n int, err error)`\n\nPrintf formats"},
		"the inner call":  {inMain(`fmt.Printf("é😀%s", strings.Repeat("a", ▮3))`), "`Repeat(s string, `**`count int`**`) string`\n\nRepeat returns"},
		"its first":       {inMain(`fmt.Printf("é😀%s", strings.Repeat(▮"a", 3))`), "`Repeat(`**`s string`**`, count int) string`"},
		"an earlier cell": {inMain("Appliquer(nil, ▮"), "`Appliquer(liste []T, `**`f func(T) U`**`) []U`\n\nAppliquer rend"},
		"in a string":     {inMain(`fmt.Printf("é😀▮%s")`), "`Printf(`**`format string`**`, a ...any) (n int, err error)`"},
		"a name":          {inMain(`f := strings.Rep▮eat`), "`Repeat(s string, count int) string`\n\n"},
		"no parameter":    {inMain("new(metered.Mutex).Lock(▮)"), "`Lock()`\n\n"},
		"a built-in":      {inMain("x := append([]int{}, ▮)"), "`append(slice []Type, `**`elems ...Type`**`) []Type`"},
	} {
		t.Run(name, func(t *testing.T) {
			markdown, err := b.Signature(t.Context(), at(t, test.cell))
			require.NoError(t, err)
			if test.want == "" {
				require.Empty(t, markdown)
				return
			}
			require.True(t, strings.HasPrefix(markdown, test.want), markdown)
		})
	}
}

func TestARealGoplsThatIsKilledIsReplaced(t *testing.T) {
	b := newBench(t)
	d := at(t, inMain("bonj▮"))
	_, err := b.Complete(t.Context(), d)
	require.NoError(t, err)
	ended := b.SessionEnded()
	require.NoError(t, b.started[0].Process.Kill())
	<-ended
	c, err := b.Complete(t.Context(), d)
	require.NoError(t, err)
	require.Equal(t, []string{"bonjour"}, texts(c))
	require.Len(t, b.started, 2)
}

func TestARealGoplsThatIsWarmAnswers(t *testing.T) {
	b := newBench(t)
	b.Warm()
	b.Warmed()
	c, err := b.Complete(t.Context(), at(t, inMain("bonj▮")))
	require.NoError(t, err)
	require.Equal(t, []string{"bonjour"}, texts(c))
	b.Close()
	lsp.NothingLeft(b.t)
	require.Len(t, b.started, 1)
	require.NotNil(t, b.started[0].ProcessState)
}

func TestARealGoplsEndsWhileItStarts(t *testing.T) {
	b := newBench(t)
	b.Warm()
	said := make(chan error, 1)
	go func() {
		_, err := b.Complete(context.Background(), at(t, inMain("bonj▮")))
		said <- err
	}()
	b.Close()
	require.ErrorIs(t, <-said, lsp.ErrClosed)
	lsp.NothingLeft(t)
}

func item(text, kind, detail string) lsp.Item {
	return lsp.Item{Text: text, Kind: kind, Detail: detail}
}
