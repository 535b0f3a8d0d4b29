package source

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// parsed lists what a file declares, as Go's parser sees it.
func parsed(t *testing.T, source string) (declared []string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err)
	text := func(from, to token.Pos) string {
		return source[fset.Position(from).Offset:fset.Position(to).Offset]
	}
	of := func(e ast.Expr) string {
		if e == nil {
			return ""
		}
		return text(e.Pos(), e.End())
	}
	add := func(doc *ast.CommentGroup, texts ...string) {
		above := ""
		if doc != nil {
			for _, c := range doc.List {
				above += c.Text + "\n"
			}
		}
		declared = append(declared, above+strings.Join(texts, "|"))
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			add(d.Doc, text(d.Pos(), d.End()))
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				doc := d.Doc
				switch s := spec.(type) {
				case *ast.ImportSpec:
					if d.Lparen.IsValid() {
						doc = s.Doc
					}
					name := ""
					if s.Name != nil {
						name = s.Name.Name
					}
					add(doc, name, s.Path.Value)
				case *ast.TypeSpec:
					if d.Lparen.IsValid() {
						doc = s.Doc
					}
					add(doc, text(s.Pos(), s.End()))
				case *ast.ValueSpec:
					if d.Lparen.IsValid() {
						doc = s.Doc
					}
					var names []string
					for _, name := range s.Names {
						names = append(names, name.Name)
					}
					if d.Tok == token.VAR && len(s.Values) == 1 {
						add(doc, strings.Join(names, ","), of(s.Type), of(s.Values[0]))
						continue
					}
					for i, name := range names {
						value := ""
						if i < len(s.Values) {
							value = of(s.Values[i])
						}
						add(doc, name, of(s.Type), value)
					}
				}
			}
		}
	}
	return declared
}

// outlined lists what a file declares, as an outline has it.
func outlined(source string) (declared []string) {
	o := outlineOf(source)
	for _, d := range o.declarations {
		text := docText(o.docOf(d))
		switch d.kind {
		case importKind:
			name := ""
			if len(d.names) > 0 {
				name = o.text(d.names[0])
			}
			text += name + "|" + o.text(d.value)
		case constKind, varKind:
			text += strings.Join(o.namesOf(d), ",") + "|" + o.text(d.typ) + "|" + o.text(d.value)
		case typeKind, funcKind:
			text += o.text(d.spec)
		}
		declared = append(declared, text)
	}
	return declared
}

func TestAnOutlineIsWhatGosParserSees(t *testing.T) {
	paths, err := filepath.Glob("../*/*.go")
	require.NoError(t, err)
	helpers, err := filepath.Glob("../../helpers/*/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range append(paths, helpers...) {
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, parsed(t, string(source)), outlined(string(source)), path)
	}
}

func TestAnOutlineOfRareGo(t *testing.T) {
	for _, source := range []string{
		"package p; import ( a \"b\"; . `c` ); import _ \"d\"",
		"package p\n\nvar a, b []map[string]func(int, ...T) (x, y chan<- int) = f(1, 2), func() { g(); return }\n",
		"package p\nvar x, y = T[int, string]{1, 2}, [...]int{3,\n4}; const ( A, B T = iota, 1 << iota\n C, D\n)",
		"package p\n// a\n\n// b\n/* c */ // d\nfunc f() (a, b int) { return }\nfunc g(interface{ M() }) struct{}\n",
		"package p\n/* a\nb */\ntype T[K comparable, V interface{ ~int | ~string }] struct{ a, b K; V }\n",
		"package p /* a */\n// b\nfunc f()\nvar x int // c\n// d\nvar y int\n",
		"package p\nvar s = `a\r\n\tb`\r\n// é\r\nfunc é() {\r\n}\r\n",
		"package p\nimport ()\nfunc () f() {}\nfunc (a, b T) g() {}\nfunc h[T any]() {}\ntype ()\nvar ()\n",
	} {
		require.Equal(t, parsed(t, source), outlined(source), source)
	}
}

func TestAnOutlineOfBrokenGo(t *testing.T) {
	for source, want := range map[string][]string{
		"func f() {\n\tif x {\n\nfunc g() {}\n\nvar a = (1\ntype T int": {
			"func f() {\n\tif x {", "func g() {}", "a||(1", "T int",
		},
		"}\nfunc f() {}\n)\nvar x = 1":    {"func f() {}", "x||1"},
		"func\nvar\nx y\ntype 1\nfunc (":  nil,
		"var x = ]\nvar y = f(}\nvar z =": {"x||", "y||f(}", "z||"},
		"import\nimport a b\nimport \"":   {"|\""},
	} {
		require.Equal(t, want, outlined(source), "%q", source)
	}
}

func TestLexemesCoverTheText(t *testing.T) {
	const text = "var é = 'é' + `a\r\n` /* b\r\n */ // c\r\n;x\x80#"
	l := lex(text)
	shown := ""
	for _, lexeme := range l.tokens {
		shown += fmt.Sprintf("%d:%q ", lexeme.line, text[lexeme.from:lexeme.to])
	}
	require.Equal(t, `0:"var" 0:"é" 0:"=" 0:"'é'" 0:"+" 0:"`+"`a\\r\\n`"+`" 1:"" 3:";" 3:"x" 3:"\x80" 3:"#" 3:"" `, shown)
	require.Equal(t, "/* b\r\n */", text[l.comments[0].from:l.comments[0].to])
	require.Equal(t, "// c", l.comments[1].text)
	for open, texts := range map[string][]string{
		"`": {"`", "x `a", "`\r"}, "*/": {"/*", "/* *", "/*\r"}, "": {"", "\"", "'", "// `", "`a`", "/**/"},
	} {
		for _, text := range texts {
			require.Equal(t, open, lex(text).open, "%q", text)
		}
	}
}
