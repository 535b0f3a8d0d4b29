package gotool

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/notebook"
	"cahiers/kernelext/private"
	"cahiers/kernelext/standard"
)

// An importsBench is a cell's folder, with the real goimports.
type importsBench struct {
	*directBench
	library standard.List
}

func newImportsBench(t *testing.T) *importsBench {
	t.Helper()
	b := &importsBench{directBench: newDirectBench(t, helloProgram)}
	var err error
	b.library, err = standard.Read(b.layout.Standard())
	require.NoError(t, err)
	t.Setenv(private.EnvStandard, b.layout.Standard())
	t.Setenv(private.EnvGoimports, b.layout.Goimports())
	return b
}

// goimports is what the real one makes of a program.
func (b *importsBench) goimports(program string) string {
	b.t.Helper()
	b.write(mainGo, program)
	said, err := exec.Command(b.layout.Goimports(), "-w", b.main()).CombinedOutput()
	require.NoError(b.t, err, string(said))
	return b.program()
}

func (b *importsBench) main() string { return filepath.Join(b.call.dir, mainGo) }

func (b *importsBench) program() string {
	b.t.Helper()
	made, err := os.ReadFile(b.main())
	require.NoError(b.t, err)
	return string(made)
}

// agrees requires that GoNB reads the same in what withImports makes of a
// program and in what goimports does, and reports whether withImports made
// anything of it.
func (b *importsBench) agrees(program string) bool {
	b.t.Helper()
	made, ok := withImports([]byte(program), b.library)
	if ok {
		require.Equal(b.t, readByGoNB(b.t, b.goimports(program)), readByGoNB(b.t, string(made)), program)
	}
	return ok
}

// readByGoNB is all that GoNB v0.11.4 keeps of the result of goimports
// (internal/goexec, GoImports): the imports, and the keys of the declarations,
// whose text it then takes from the cells; and, since the keys of variables
// named _ are random, their text.
func readByGoNB(t *testing.T, program string) []string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, mainGo, program, parser.SkipObjectResolution|parser.ParseComments)
	require.NoError(t, err, program)
	text := func(n ast.Node) string {
		return program[fset.Position(n.Pos()).Offset:fset.Position(n.End()).Offset]
	}
	var read []string
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			key := "func " + d.Name.Name
			if d.Recv != nil {
				switch receiver := d.Recv.List[0].Type.(type) {
				case *ast.Ident:
					key += " of " + receiver.Name
				case *ast.StarExpr:
					key += " of " + text(receiver.X)
				}
			}
			read = append(read, key)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.ImportSpec:
					name := ""
					if s.Name != nil {
						name = s.Name.Name
					}
					read = append(read, "import "+name+" "+s.Path.Value)
				case *ast.TypeSpec:
					read = append(read, "type "+s.Name.Name)
				case *ast.ValueSpec:
					for _, name := range s.Names {
						read = append(read, d.Tok.String()+" "+name.Name)
						if name.Name == "_" {
							read = append(read, text(s))
						}
					}
				}
			}
		}
	}
	slices.Sort(read)
	return read
}

// coursePrograms are, as far as imports go, those that GoNB composes of the
// cells of the course: each declares what the cells before it do.
func coursePrograms(t *testing.T, layout install.Layout) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(layout.Notebooks(), "*.ipynb"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var programs []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		book, err := notebook.Parse(data)
		require.NoError(t, err)
		imports, declarations := map[string]string{}, map[string]string{}
		for _, cell := range book.Cells {
			if cell.Kind != notebook.Code {
				continue
			}
			if program, ok := composed(cell.Source, imports, declarations); ok {
				programs = append(programs, program)
			}
		}
	}
	require.NotEmpty(t, programs)
	return programs
}

// composed adds a cell to what is declared, and is the program of both. It is
// not ok when the cell is not Go.
func composed(cell string, imports, declarations map[string]string) (program string, ok bool) {
	var text strings.Builder
	text.WriteString("package main\n\n")
	closing := ""
	for line := range strings.Lines(cell) {
		switch {
		case strings.HasPrefix(line, "%%"):
			text.WriteString("func main() {\n\tflag.Parse()\n")
			closing = "\n}\n"
		case strings.HasPrefix(line, "%"), strings.HasPrefix(line, "!"):
		default:
			text.WriteString(line)
		}
	}
	source := text.String() + closing
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, mainGo, source, 0)
	if err != nil {
		return "", false
	}
	main := "func main() { flag.Parse() }"
	for _, decl := range file.Decls {
		text := source[fset.Position(decl.Pos()).Offset:fset.Position(decl.End()).Offset]
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == "main" {
				main = text
				continue
			}
			key := d.Name.Name
			if d.Recv != nil {
				key = source[fset.Position(d.Recv.Pos()).Offset:fset.Position(d.Name.End()).Offset]
			}
			declarations[key] = text
		case *ast.GenDecl:
			switch s := d.Specs[0].(type) {
			case *ast.ImportSpec:
				for _, spec := range d.Specs {
					imports[source[fset.Position(spec.Pos()).Offset:fset.Position(spec.End()).Offset]] = ""
				}
			case *ast.TypeSpec:
				declarations[s.Name.Name] = text
			case *ast.ValueSpec:
				declarations[s.Names[0].Name] = text
			}
		}
	}
	program = "package main\n\n"
	if len(imports) > 0 {
		program += "import (\n\t" + strings.Join(slices.Sorted(maps.Keys(imports)), "\n\t") + "\n)\n\n"
	}
	for _, key := range slices.Sorted(maps.Keys(declarations)) {
		program += declarations[key] + "\n\n"
	}
	return program + "\n" + main + "\n", true
}

func TestTheProgramsOfTheCourseGetTheImportsOfGoimports(t *testing.T) {
	b := newImportsBench(t)
	for _, program := range coursePrograms(t, b.layout) {
		require.True(t, b.agrees(program), "left to goimports:\n%s", program)
	}
}

func TestChangedProgramsGetTheImportsOfGoimports(t *testing.T) {
	b := newImportsBench(t)
	programs := coursePrograms(t, b.layout)
	random := rand.New(rand.NewPCG(1, 2))
	const tries = 300
	done := 0
	for range tries {
		program := programs[random.IntN(len(programs))]
		for range 1 + random.IntN(4) {
			program = changed(program, random)
		}
		if b.agrees(program) {
			done++
		}
	}
	t.Logf("%d of %d programs left to goimports", tries-done, tries)
	require.Greater(t, done, tries/4)
}

// changed is a program with one change to what it imports or mentions.
func changed(program string, random *rand.Rand) string {
	lines := strings.SplitAfter(program, "\n")
	from := slices.Index(lines, "import (\n")
	switch kind := random.IntN(4); {
	case kind == 0 && from >= 0: // one import less
		end := from + slices.Index(lines[from:], ")\n")
		if end > from+1 {
			i := from + 1 + random.IntN(end-from-1)
			return strings.Join(slices.Delete(lines, i, i+1), "")
		}
		return program
	case kind == 1 && from >= 0: // one more
		more := []string{
			`"encoding/json"`, `"math/rand"`, `r "math/rand/v2"`, `str "strings"`, `"example.org/go-list"`, `"example.org/sub/v3"`,
			`"gopkg.in/yaml.v3"`, `"time"`, `time "example.org/time"`, `flag "example.org/drapeau"`, `"context"`, `"example.org/a-fmt"`, `"os"`,
		}
		line := "\t" + more[random.IntN(len(more))] + "\n"
		if slices.Contains(lines, line) {
			return program
		}
		return strings.Join(slices.Insert(lines, from+1, line), "")
	}
	mentions := []string{
		"time.Sleep(time.Second)", "strings.ToUpper(`a`)", "rand.IntN(3)", "rand.Int()", "rand.Intn(2)", "rand.Reader.Read(nil)", "rand.Float64()",
		"atomic.AddInt64(nil, 1)", "list.New()", "heap.Init(nil)", "template.New(`a`)", "template.HTML(`a`)", "sync.OnceFunc(nil)", "errors.AsType[error](nil)",
		"context.WithCancel(nil)", "http.Get(`a`)", "json.Marshal(1)", "yaml.Marshal(1)", "sub.Do()", "slices.Sort([]int{})", "maps.Keys[map[int]int]",
		"iter.Pull[int]", "pprof.Index", "pprof.Lookup(`a`)", "trace.Start(nil)", "scanner.ErrorHandler(nil)", "r.IntN(1)", "str.ToUpper(`a`)", "unsafe.Pointer(nil)",
		"flag.Pars()", "metered.New()", "synctest.Test(nil, nil)", "debug.Stack()", "os.Args[0]", "fmt.Sprint()", "runtime.GC()", "v2.IntN(1)", "drapeau.A()", "flag.a()", "a.fmt.B()",
		"func() { time := 1; _ = time.Second }()", "func(os struct{ Args int }) { _ = os.Args }", "struct{ sync.Mutex }{}", "map[string]time.Duration{}", "[]int{math.MaxInt8: bits.Len(1)}",
	}
	mention := mentions[random.IntN(len(mentions))]
	return fmt.Sprintf("%s\nfunc mention%d() { _ = %s }\n", program, random.IntN(1e9), mention)
}

func TestProgramsOfManyShapesGetTheImportsOfGoimports(t *testing.T) {
	b := newImportsBench(t)
	for name, program := range map[string]string{
		"no import":                        "package main\n\nfunc main() { flag.Parse() }\n",
		"one line":                         "package main; import \"os\"; func main() { flag.Parse() }",
		"one import, not in a group":       "package main\n\nimport \"fmt\" // dire\n\nfunc main() { fmt.Println(time.Now()) }\n",
		"comments":                         "// Paquet.\npackage main // ici\n\n/* avant */ import ( // dans\n\t// sur\n\t\"fmt\" // après\n) // fin\n\nfunc main() { flag.Parse() }\n",
		"lines said to be others":          "package main\n\n//line cellule.go:7\nimport \"fmt\"\n\n//line autre.go:99\nfunc main() { flag.Parse(); fmt.Println() }\n",
		"generic receivers":                "package main\n\ntype M[K comparable, V any] struct{}\n\nfunc (m *M[K, V]) A() {}\nfunc (M[K, _]) B() {}\n\nfunc main() { flag.Parse() }\n",
		"a name that a function declares":  "package main\n\nfunc f(strings []int) { strings.Fields() }\n\nfunc main() { flag.Parse() }\n",
		"a name that the package declares": "package main\n\nimport \"time\"\n\nvar time = clock{}\n\nfunc main() { flag.Parse(); time.Now() }\n",
		"an embedded type":                 "package main\n\ntype a struct {\n\tsync.Mutex\n\t*bytes.Buffer\n}\n\nfunc main() { flag.Parse() }\n",
		"accents":                          "package main\n\nimport \"fmt\"\n\nfunc main() { flag.Parse(); été := 1; fmt.Println(été, `\"`, \"日本\") }\n",
		"badly formatted":                  "package main\n\nimport (\n   \"os\"\n\"fmt\")\n\nfunc   main( ){fmt . Println( 1 );flag.\nParse()}",
		"returns of the carriage":          "package main\r\n\r\nimport (\r\n\t\"fmt\"\r\n)\r\n\r\nfunc main() {\r\n\tflag.Parse()\r\n\tfmt.Println()\r\n}\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			require.True(t, b.agrees(program))
		})
	}
}

func TestWhatIsInDoubtIsLeftToGoimports(t *testing.T) {
	b := newImportsBench(t)
	program := func(imports, declarations string) string {
		return "package main\n\n" + imports + "\n\n" + declarations + "\n\nfunc main() { flag.Parse() }\n"
	}
	for name, text := range map[string]string{
		"a syntax error":                program("", "func f() {"),
		"C":                             program("import \"C\"", ""),
		"a dot":                         program("import . \"fmt\"", ""),
		"an import for its effects":     program("import _ \"embed\"", ""),
		"a path between other quotes":   program("import `fmt`", "var a = fmt.Sprint()"),
		"two groups of imports":         program("import \"fmt\"\nimport \"os\"", "var a = fmt.Sprint(os.Args)"),
		"an unknown name":               program("", "var a = inconnu.Chose()"),
		"a symbol that is not exported": program("", "var a = strings.Majuscules()"),
		"one of two packages":           program("", "var a = template.New(``)"),
		"two imports of one key":        program("import \"example.org/a-strings\"", "var x, y = strings.ToUpper(``), a.B()"),
		"a variable without a name":     program("", "var _ = 1"),
		"another one":                   program("", "var a, _ = f()"),
		"a receiver with spaces":        program("", "type T[K, V any] struct{}\n\nfunc (t *T[K,V]) F() {}"),
		"a receiver in parentheses":     program("", "type T int\n\nfunc (t (T)) F() {}"),
		"no package":                    "func main() { flag.Parse() }\n",
		"no import at all":              "package main\n\nfunc main() {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, ok := withImports([]byte(text), b.library)
			require.False(t, ok)
		})
	}
}

func TestGoimportsIsStartedWhereThingsAreNotAsSetUp(t *testing.T) {
	missing := "package main\n\nfunc main() { flag.Parse() }\n"
	for name, change := range map[string]func(*importsBench) (args []string){
		"other arguments": func(b *importsBench) []string { return []string{"-l", b.main()} },
		"another folder": func(b *importsBench) []string {
			b.t.Setenv("GONB_TMP_DIR", b.t.TempDir())
			return nil
		},
		"another file": func(b *importsBench) []string {
			b.write("other.go", "package main\n")
			return nil
		},
		"a workspace": func(b *importsBench) []string {
			b.write("go.work", "go 1.26.0\n")
			return nil
		},
		"flags": func(b *importsBench) []string {
			b.t.Setenv("GOFLAGS", "-tags=a")
			return nil
		},
		"no list": func(b *importsBench) []string {
			b.t.Setenv(private.EnvStandard, filepath.Join(b.call.dir, "none"))
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newImportsBench(t)
			b.write(mainGo, missing)
			require.True(t, completeImports([]string{"-w", b.main()}))
			require.Contains(t, b.program(), `"flag"`)
			b.write(mainGo, missing)
			args := change(b)
			if args == nil {
				args = []string{"-w", b.main()}
			}
			require.False(t, completeImports(args))
			require.Equal(t, missing, b.program())
		})
	}
}

func TestTheRealGoimportsTakesOver(t *testing.T) {
	b := newImportsBench(t)
	self, err := os.Executable()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "goimports")
	require.NoError(t, os.Symlink(self, path))
	b.write(mainGo, "package main\n\nimport _ \"embed\"\nfunc main( ) { flag.Parse() }\n")
	said, err := exec.Command(path, "-w", b.main()).CombinedOutput()
	require.NoError(t, err, string(said))
	require.Equal(t, "package main\n\nimport (\n\t_ \"embed\"\n\t\"flag\"\n)\n\nfunc main() { flag.Parse() }\n", b.program())

	b.write(mainGo, "package main\n\nfunc main() {\n")
	said, err = exec.Command(path, "-w", b.main()).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(said), "main.go:3:15: expected '}'")

	gone := filepath.Join(t.TempDir(), "goimports")
	t.Setenv(private.EnvGoimports, gone)
	said, err = exec.Command(path, "-w", b.main()).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(said), goimportsMoved(gone))
}
