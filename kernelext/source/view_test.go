package source

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// std knows some packages, as goimports does.
func std(name string) (path string, ok bool) {
	path, ok = map[string]string{
		"fmt": "fmt", "sync": "sync", "rand": "math/rand/v2", "flag": "flag", "chart": "cahiers/helpers/chart",
		"sqlite": "modernc.org/sqlite3", "path": "path", "user": "os/user", "list": "container/list",
	}[name]
	return path, ok
}

func TestViewKeepsEachLineInItsPlace(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":      {"", "package main\n\n"},
		"declarations": {"func f() {\n\tété()\n}", "package main\nfunc f() {\n\tété()\n}\n"},
		"commands are blank": {
			"%env A \\\nB\nvar x = 1\n//gonb:!ls\n!x\n",
			"package main\n\n\nvar x = 1\n\n\n\n",
		},
		"a main to the end": {"%% -v\nf()\n", "package main\nfunc main() {\nf()\n\n}\n"},
		"a main that calls": {"//gonb:%exec serve -v\n", "package main\nfunc main() { serve() }\n\n"},
		"one that does not": {"%exec", "package main\n\n"},
		"a package clause":  {"package main\nvar x int", "package main\n\nvar x int\n"},
		"what is broken":    {"%%\nif x {\n\tfmt.", "package main; import \"fmt\"\nfunc main() {\nif x {\n\tfmt.\n}\n"},
		"carriage returns":  {"%main\r\nf()\r\n", "package main\nfunc main() {\nf()\r\n\n}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file, ok := View(test.text, nil, std)
			require.True(t, ok)
			require.Equal(t, test.want, file)
		})
	}
	_, ok := View("%%bash\nls", nil, std)
	require.False(t, ok)
}

func TestViewImportsWhatTheCellMentions(t *testing.T) {
	kept := []Import{
		{"", "fmt"}, {"r", "math/rand"}, {"", "example.org/go-yaml.v3"}, {"", "example.org/tree/v2"}, {"_", "embed"},
	}
	for name, test := range map[string]struct {
		text string
		kept []Import
		want string
	}{
		"in order, once":                {"var a = sync.X(fmt.Y, sync.Z)", kept, `; import "fmt"; import "sync"`},
		"kept before known":             {"var a = rand.N(1)", []Import{{"rand", "crypto/rand"}}, `; import rand "crypto/rand"`},
		"kept under its name":           {"var a = r.N(1)", kept, `; import r "math/rand"`},
		"not under another":             {"var a = rand.N(1)", kept, `; import "math/rand/v2"`},
		"by the last part of the path":  {"var a, b = yaml.X, tree.Y", kept, `; import "example.org/tree/v2"; import "example.org/go-yaml.v3"`},
		"with a name that is not there": {"var a = sqlite.X", nil, `; import sqlite "modernc.org/sqlite3"`},
		"with a dot, always":            {"var a = Pi", []Import{{".", "math"}}, `; import . "math"`},
		"not what the cell imports":     {"import (\n\t\"fmt\"\n\tr \"x\"; . \"math\"\n)\nvar a = r.X(fmt.Y)", append(kept, Import{".", "math"}), ""},
		"not what it declares":          {"var fmt, sync = f()\nfunc user() {}\ntype path struct{}\nconst list = 1\nvar _ = []int{fmt.X, sync.X, user.X, path.X, list.X}", kept, ""},
		"a method declares nothing":     {"func (t T) fmt() { fmt.X() }", kept, `; import "fmt"`},
		"nor does a field":              {"type T struct{ fmt fmt.X }", kept, `; import "fmt"`},
		"not what is after a period":    {"var a = x.fmt.Y", kept, ""},
		"not in a string or a comment":  {"var a = \"fmt.X\" // fmt.X", kept, ""},
		"not what nobody knows":         {"var a = nobody.X", kept, ""},
		"before its local namesake":     {"%%\nuser, list := user.X(), 1\nuser.Y()\nlist.Z()", nil, `; import "os/user"`},
		"not after":                     {"%%\npath := 1\nif x {\n\tpath.X()\n}", nil, ""},
		"after the block of one":        {"%%\nif path := f(); path.X {\n}\nfunc() {\n\tuser := 1\n\tuser.Y()\n}()\nuser.Z()", nil, `; import "os/user"`},
		"not in the block of a loop":    {"%%\nfor _, user := range users {\n\tuser.X()\n}", nil, ""},
		"in the type of a parameter":    {"func f(rand *rand.Rand, user user.User) {\n\trand.X()\n\tuser.Y()\n}", nil, `; import "math/rand/v2"; import "os/user"`},
		"not a receiver or a result":    {"func (path T) f() (user struct{ X int }, list interface{ Y() }) {\n\tpath.X(user.X, list.Y)\n}", nil, ""},
		"not a type parameter":          {"func f[list T](a, user, path int) { list.X(user.Y, path.Z) }", nil, ""},
		"not what a case receives":      {"%%\nselect {\ncase user := <-c:\n\tuser.X()\n}", nil, ""},
		"not a var in a function":       {"%%\nvar user, path T\nconst list = 1\ntype sync struct{}\nuser.X(path.Y, list.Z, sync.W)", nil, ""},
		"of a literal that is open":     {"%%\nuser := func(path T) {\n\tuser.X(path.Y", nil, `; import "os/user"`},
		"when brackets are left open":   {"func f() {\n\tif x {\n\tsync.\n}\n\nvar fmt = 1\n\nfunc g() { fmt.X() }", nil, `; import "sync"`},
	} {
		t.Run(name, func(t *testing.T) {
			file, ok := View(test.text, test.kept, std)
			require.True(t, ok)
			header, _, _ := strings.Cut(file, "\n")
			require.Equal(t, "package main"+test.want, header)
		})
	}
}

func TestViewWithoutKnownImportsWhatIsKept(t *testing.T) {
	file, ok := View("var a = sync.X(fmt.Y)", []Import{{"", "fmt"}}, nil)
	require.True(t, ok)
	require.Equal(t, "package main; import \"fmt\"\nvar a = sync.X(fmt.Y)\n", file)
}

func FuzzView(f *testing.F) {
	for _, text := range []string{"%%\nfmt.", "import \"fmt\nfunc (", "}{", "func f(a, b [", "x := `\n%env A", "var (a.\n%exec é", "%%bash"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, ok := View(text, []Import{{"", "fmt"}, {".", "math"}}, std)
		require.Equal(t, IsGo(text), ok)
		if !ok {
			return
		}
		s := readCell(text)
		lines := strings.Split(file, "\n")
		require.GreaterOrEqual(t, len(lines), len(s.lines)+1)
		require.True(t, strings.HasPrefix(lines[0], "package main"))
		for i, line := range s.lines {
			switch s.roles[i] {
			case goLine:
				require.Equal(t, line, lines[i+1])
			case mainLine:
				require.Equal(t, "func main() {", lines[i+1])
			case commandLine, packageLine:
				require.Empty(t, lines[i+1])
			case execLine:
			}
		}
	})
}
