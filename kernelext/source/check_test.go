package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCheck(t *testing.T) {
	for name, texts := range map[string]map[string]Completeness{
		"nothing": {"": Complete, " \n\t\n": Complete, "// note": Complete, "package main": Complete},
		"declarations": {
			"var x = 1":                       Complete,
			"import \"fmt\"":                  Complete,
			"func f()":                        Complete,
			"func f() {\n}\nfunc g() {}":      Complete,
			"type T struct {":                 Incomplete,
			"type T":                          Incomplete,
			"type T\n":                        Invalid,
			"var x":                           Incomplete,
			"var x\n":                         Invalid,
			"func f() {}\nimport \"fmt\"":     Invalid,
			"import (":                        Incomplete,
			"var (\n\tx = 1":                  Incomplete,
			"const (\nA = iota":               Incomplete,
			"func main() {":                   Incomplete,
			"func (s *Set[T]":                 Incomplete,
			"func f(a int, b":                 Incomplete,
			"package main\nfunc main() {\r\n": Incomplete,
		},
		"statements without a main": {
			"x := 1": Invalid, "if x {": Invalid, "fmt.Println(1,": Invalid, "x +": Invalid, "a := `": Invalid,
		},
		"statements in one": {
			"%%\nx := 1":                         Complete,
			"%main -v\nété := 'é'":               Complete,
			"//gonb:%%\nf()":                     Complete,
			"%%\nif x {":                         Incomplete,
			"%%\nif x":                           Incomplete,
			"%%\nif x\n":                         Incomplete, // y {
			"%%\nx +":                            Incomplete,
			"%%\nx +\n":                          Incomplete,
			"%%\nx := ":                          Incomplete,
			"%%\nx.":                             Incomplete,
			"%%\nfmt.Println(1":                  Incomplete,
			"%%\nfmt.Println(1 // un":            Incomplete,
			"%%\nfmt.Println(1\n":                Invalid,
			"%%\nfmt.Println(1,":                 Incomplete,
			"%%\nfmt.Println(1,\n":               Incomplete,
			"%%\nx := []int{1,":                  Incomplete,
			"%%\nswitch x {\ncase 1":             Incomplete,
			"%%\ngo func() {\n\tf()":             Incomplete,
			"%%\ndefer func() {\n\tif x {\n\t}":  Incomplete,
			"%%\ndefer f\nif x {":                Invalid,
			"%%\nfunc() {\n\tdefer f\n}()\ng(1,": Invalid,
			"%%\nif x {\n} else":                 Incomplete,
			"%%\nif x {\n}\nelse {":              Invalid,
			"%%\nfunc f() {":                     Invalid,
			"%%\nx := := 1":                      Invalid,
			"%%\n%%":                             Incomplete,
			"%%\n%%\n":                           Invalid,
		},
		"brackets": {
			"}": Invalid, ")": Invalid, "%%\n}": Invalid, "%%\n)": Invalid, "%%\nf(}": Invalid, "%%\nf([)": Invalid,
			"%%\n}\nfunc g() {": Complete, // GoNB closes it
		},
		"strings and comments": {
			"%%\na := `":            Incomplete,
			"%%\na := `x\n%env A B": Incomplete,
			"%%\na b `":             Invalid,
			"%%\na := \"x":          Invalid,
			"%%\na := 'x":           Invalid,
			"/*":                    Incomplete,
			"%%\nf(/* un":           Incomplete,
			"x /*":                  Invalid,
			"#":                     Invalid,
			"%%\nx := 08":           Invalid,
		},
		"commands": {
			"!ls":                    Complete,
			"!ls \\":                 Incomplete,
			"!ls \\\n-l":             Complete,
			"//gonb:%args a \\":      Incomplete,
			"%%":                     Incomplete,
			"%%\n":                   Complete,
			"%test":                  Complete,
			"%exec F":                Complete,
			"%test\nfunc TestF(t":    Incomplete,
			"func f() {\n%env A B":   Incomplete,
			"func f() {\n%env A B\\": Incomplete,
		},
		"carriage returns": {
			"%main\r\nf()\r\n":       Complete,
			"func main() {\r\n\tf()": Incomplete,
			"%%\r\nf()":              Invalid, // GoNB does not know that %%
		},
		"not Go": {"%%bash\nif": Complete, "%%writefile a\n{": Complete},
	} {
		t.Run(name, func(t *testing.T) {
			for text, want := range texts {
				state, indent := Check(text)
				require.Equal(t, want, state, "%q", text)
				require.True(t, state == Incomplete || indent == "", "%q", text)
			}
		})
	}
}

func TestTheNextLineIsIndentedAsGofmtDoes(t *testing.T) {
	for text, want := range map[string]int{
		"func main() {":                   1,
		"%%\nfor {\n\tif x {":             2,
		"%%\nfor {\n\tif x {\n\t}":        1,
		"%%\nwg.Go(func() {":              1,
		"%%\nf(g(\n\tx,":                  1,
		"%%\nf(\n\tg(\n\t\tx,":            2,
		"%%\nx := a +":                    1,
		"%%\nx := a +\n\tb +":             1,
		"%%\nreturn a,":                   1,
		"%%\nx := []T{\n\t{1},":           1,
		"%%\nf(a +":                       1,
		"%%\nf(\n\ta +":                   2,
		"%%\nfor {\n\tx =":                2,
		"%%\na := `\n\t{":                 0,
		"func f() {\n\t/* because":        1,
		"import (":                        1,
		"type T":                          0,
		"!ls \\":                          0,
		"%%":                              0,
		"const (\n\tA = 1 <<":             2,
		"%%\nswitch x {\ncase 1:":         1,
		"%%\ns := append(s, T{\n\tn: 1":   1,
		"%%\nselect {\ncase x := <-c:\n{": 2,
	} {
		state, indent := Check(text)
		require.Equal(t, Incomplete, state, "%q", text)
		require.Equal(t, strings.Repeat("\t", want), indent, "%q", text)
	}
}

// What a console asks while a text is being typed that is right in the end.
func TestTheBeginningOfGoodGoIsNeverInvalid(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") { // cells in strings, with commands
			continue
		}
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		text := ""
		for line := range strings.Lines(string(data[:min(len(data), 2500)])) {
			text += line
			for _, beginning := range []string{text, strings.TrimSuffix(text, "\n")} {
				state, _ := Check(beginning)
				require.NotEqual(t, Invalid, state, "%s: %s", path, beginning)
			}
		}
		state, _ := Check(string(data))
		require.Equal(t, Complete, state, path)
	}
}

func FuzzCheck(f *testing.F) {
	for _, text := range []string{"", "%%\nif x {", "%%bash", "a := `", "/*\r", "!ls \\", "%exec F", "go func( {", "}\x00", "//gonb:%%\n\"", "package é"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		state, indent := Check(text)
		require.Contains(t, []Completeness{Complete, Incomplete, Invalid}, state)
		require.Empty(t, strings.Trim(indent, "\t"))
	})
}
