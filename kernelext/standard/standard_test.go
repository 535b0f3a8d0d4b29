package standard

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const manifest = `package stdlib

var PackageSymbols = map[string][]Symbol{
	"container/list": {{"(*List).Len", Method, 0, ""}, {"List", Type, 0, ""}, {"New", Func, 0, "func() *List"}},
	"crypto/rand":    {{"Int", Func, 0, ""}, {"Reader", Var, 0, ""}},
	"flag":           {{"Flag.Name", Field, 0, ""}, {"Parse", Func, 0, ""}, {"Parsed", Func, 0, ""}},
	"html/template":  {{"HTML", Type, 0, ""}, {"New", Func, 0, ""}},
	"math":           {{"Pi", Const, 0, ""}},
	"math/rand":      {{"Int", Func, 0, ""}, {"Intn", Func, 0, ""}, {"Perm", Func, 0, ""}},
	"math/rand/v2":   {{"Int", Func, 22, ""}, {"IntN", Func, 22, ""}, {"Perm", Func, 22, ""}},
	"other/v2":       {{"X", Func, 0, ""}},
	"text/template":  {{"New", Func, 0, ""}},
}
`

func TestAPackageIsFoundByWhatItExports(t *testing.T) {
	made, err := Make([]byte(manifest))
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "list")
	require.NoError(t, os.WriteFile(path, made, 0o600))
	list, err := Read(path)
	require.NoError(t, err)
	for _, test := range []struct {
		name    string
		symbols []string
		want    string // "": none, or any of several
	}{
		{"flag", []string{"Parse"}, "flag"},
		{"flag", []string{"Parsed", "Parse"}, "flag"},
		{"flag", []string{"Pars"}, ""},
		{"flag", []string{"Parse", "Name"}, ""},
		{"math", []string{"Pi"}, "math"},
		{"list", []string{"New", "List"}, "container/list"},
		{"list", []string{"Len"}, ""},
		{"rand", []string{"Int"}, "crypto/rand"},
		{"rand", []string{"Int", "Perm"}, "math/rand/v2"},
		{"rand", []string{"Intn", "Int"}, "math/rand"},
		{"rand", []string{"Reader", "Perm"}, ""},
		{"template", []string{"HTML"}, "html/template"},
		{"template", []string{"New"}, ""},
		{"v2", []string{"X"}, ""},
		{"other", []string{"X"}, ""},
		{"Parse", nil, ""},
	} {
		got, ok := list.Find(test.name, test.symbols)
		require.Equal(t, test.want, got, "%s %v", test.name, test.symbols)
		require.Equal(t, test.want != "", ok)
	}
}

func TestATableThatIsWrittenOtherwiseIsAnError(t *testing.T) {
	for _, source := range []string{"", "package stdlib\n", "package stdlib\n\nvar PackageSymbols = load(\"flag\")\n"} {
		_, err := Make([]byte(source))
		require.Error(t, err)
	}
}

func TestAListThatIsMissingIsAnError(t *testing.T) {
	_, err := Read(filepath.Join(t.TempDir(), "none"))
	require.Error(t, err)
}
