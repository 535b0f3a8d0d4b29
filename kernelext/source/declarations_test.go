package source

import (
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// remembering is what is remembered after some cells, numbered from 1.
func remembering(texts ...string) *Declarations {
	var d Declarations
	for _, cell := range numbered(texts...) {
		d.Begin(cell.Text)
		d.Keep(cell)
	}
	return &d
}

// keys are the keys of all that is remembered, sorted.
func keys(d *Declarations) []string {
	var keys []string
	for _, m := range d.all() {
		keys = slices.AppendSeq(keys, maps.Keys(m))
	}
	slices.Sort(keys)
	return keys
}

func numbers(cells []Cell) []int {
	var numbers []int
	for _, cell := range cells {
		numbers = append(numbers, cell.Number)
	}
	return numbers
}

func TestTheZeroDeclarationsRememberNothing(t *testing.T) {
	var d Declarations
	d.Begin("%reset\n%rm x")
	require.Empty(t, d.Imports())
	require.Empty(t, d.Cells())
	require.Equal(t, "package main\n\n", d.Without("", nil))
}

func TestDeclarationsHaveGoNBsKeys(t *testing.T) {
	for text, want := range map[string][]string{
		"import \"fmt\"": {"fmt"},
		"import (\n\tf \"fmt\"\n\t. \"math\"\n\t_ \"embed\"\n\t\"math/rand/v2\"\n)": {".~math", "_", "f", "v2"},
		"import `gopkg.in/yaml.v3`":                               {"v3"},
		"import \"go-\"":                                          {"go-"},
		"var x, y = 1, 2":                                         {"x", "y"},
		"var (\n\ta, b = f()\n\tc T\n)":                           {"a", "b", "c"},
		"const (\n\tA, B = iota, 1\n\tC\n)":                       {"A", "B", "C"},
		"type (\n\tA int\n\tB[T any] []T\n\tC = B\n)":             {"A", "B", "C"},
		"func f() {}; func init() {}\nfunc init_a() {}":           {"f", "init", "init_a"},
		"func main() {}\n":                                        nil,
		"%%\nvar x = 1":                                           nil,
		"func (t T) A() {}\nfunc (*T) B() {}\nfunc (T) C() {}":    {"T~A", "T~B", "T~C"},
		"func (s *Set[ K,V ]) A() {}\nfunc (s Set[K, V]) B() {}":  {"Set[ K,V ]~A", "unknown~B"},
		"func (t (T)) A() {}\nfunc (t *(T)) B() {}":               {"(T)~B", "unknown~A"},
		"%%bash\nvar x = 1":                                       nil,
		"package a\nvar été = 1":                                  {"été"},
		"%test\nfunc TestF(t *testing.T) {}\nvar packaged = 1\n;": {"TestF", "packaged"},
	} {
		require.Equal(t, want, keys(remembering(text)), "%s", text)
	}
}

func TestADeclarationReplacesThatOfTheSameKindAndKey(t *testing.T) {
	d := remembering("func f() int { return 1 }\ntype T int", "func f() int { return 2 }\nvar T2 = 1", "%%\nf()")
	require.Equal(t, "package main\n\ntype T int\n\nvar T2 = 1\n\nfunc f() int { return 2 }\n\n", d.Without("", nil))
	require.Equal(t, []int{1, 2}, numbers(d.Cells()))
	d.Keep(Cell{4, "type T string"})
	require.Equal(t, []int{2, 4}, numbers(d.Cells()))
}

func TestWhatOneValueMakesGoesAsAWhole(t *testing.T) {
	d := remembering("var a, b = f()\nvar c, e = 1, 2\nvar g, _ = f()", "var b = 1\nvar e = 3", "var g, _ = f()")
	require.Equal(t, []string{"_~g, _ = f()", "b", "c", "e", "g"}, keys(d))
	require.Equal(t, []int{1, 2, 3}, numbers(d.Cells()))
}

func TestConstantsOfOneConstStayTogether(t *testing.T) {
	d := remembering("const (\n\tA = iota\n\tB\n)\nconst C = 1")
	d.Begin("%rm B")
	require.Equal(t, "package main\n\nconst (\n\tA = iota\n\tB\n)\n\nconst C = 1\n\n", d.Without("", nil), "GoNB renders B nonetheless")
	d.Begin("%rm A")
	require.Equal(t, "package main\n\nconst C = 1\n\n", d.Without("", nil))

	d = remembering("const (\n\tA = iota\n\tB\n)", "const A = 7")
	require.Equal(t, "package main\n\nconst A = 7\n\n", d.Without("", nil), "the first one carries the others")
	require.Equal(t, []int{2}, numbers(d.Cells()))
}

func TestCommandsForget(t *testing.T) {
	const text = "import \"fmt\"\nvar fmt2, x = 1, 2\nconst k = 1\ntype T int\nfunc (t *T) M() {}\nfunc x2() {}\nvar été = 1"
	all := keys(remembering(text))
	for command, gone := range map[string][]string{
		"%rm x":                      {"x"},
		"%remove  fmt T~M \"x2\" no": {"T~M", "fmt", "x2"},
		"//gonb:%rm k \\\nT":         {"T", "k"},
		"%rm été":                    nil,
		"%reset":                     all,
		"%reset go.mod":              nil,
		"%reset a b\n%rm x":          nil,
		"%rm x\n%reset a":            {"x"},
		"!rm x":                      nil,
		"%ls\n%rm\nvar s = `\n%rm x": {"x"},
		"%%bash\n%rm x":              nil,
	} {
		d := remembering(text)
		d.Begin(command)
		var left []string
		for _, key := range all {
			if !slices.Contains(gone, key) {
				left = append(left, key)
			}
		}
		require.Equal(t, left, keys(d), "%q", command)
	}
}

func TestACommandForgetsInOneKindAlone(t *testing.T) {
	d := remembering("import \"fmt\"", "const x = 1", "func x() {}")
	d.Begin("%rm x")
	require.Equal(t, []int{1, 3}, numbers(d.Cells()))
}

func TestImportsAreThoseThatCellsWrite(t *testing.T) {
	d := remembering("import (\n\t\"sync\"\n\tf \"fmt\"\n)\nvar x = os.Args", "import f \"format\"")
	require.Equal(t, []Import{{"f", "format"}, {"", "sync"}}, d.Imports())
}

func TestAViewKnowsWhatIsRemembered(t *testing.T) {
	d := remembering("import r \"math/rand\"\nvar list, b = f()\nconst user = 1\ntype path int\nfunc fmt()\nfunc (T) sync() {}")
	const text = "var _ = f(list.A, user.B, path.C, fmt.D, sync.E, r.F)"
	file, ok := d.View(text, std)
	require.True(t, ok)
	require.Equal(t, "package main; import r \"math/rand\"; import \"sync\"\n"+text+"\n", file)
	file, _ = d.View("%reset\nvar _ = f(list.A, r.F)", std)
	require.Equal(t, "package main; import \"container/list\"\n\nvar _ = f(list.A, r.F)\n", file)
	file, _ = d.View("var _ = sync.A", nil)
	require.Equal(t, "package main\nvar _ = sync.A\n", file)
	_, ok = d.View("%%bash", std)
	require.False(t, ok)
}

func TestCellsAreInOrderOfNumberThenOfTime(t *testing.T) {
	var d Declarations
	for _, cell := range []Cell{{3, "var a int"}, {1, "var b int"}, {3, "var c int"}, {3, "var d int"}, {2, "%%"}} {
		d.Keep(cell)
	}
	require.Equal(t, []Cell{{1, "var b int"}, {3, "var a int"}, {3, "var c int"}, {3, "var d int"}}, d.Cells())
}

func FuzzKeep(f *testing.F) {
	f.Add("var a, b = f()", "var b = 1", "%rm a")
	f.Add("const (\nA = iota\n_\nA\n)", "func (", "%reset \"")
	f.Add("import `", "type (", "var _, _ = `")
	f.Fuzz(func(t *testing.T, older, newer, text string) {
		d := remembering(older, newer)
		parses := true
		for _, cell := range numbered(older, newer) {
			program, _ := readCell(cell.Text).program()
			_, err := parser.ParseFile(token.NewFileSet(), "", program, 0)
			parses = parses && (err == nil || !IsGo(cell.Text))
		}
		file := d.Without(text, std)
		require.Equal(t, file, d.Without(text, std), "the same each time")
		if _, err := parser.ParseFile(token.NewFileSet(), "", file, 0); parses {
			require.NoError(t, err, file)
		}
		d.Begin(text)
		d.Cells()
		d.Imports()
	})
}
