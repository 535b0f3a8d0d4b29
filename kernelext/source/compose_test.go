package source

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// compose writes a program as GoNB v0.11.4 does (internal/goexec, composer.go
// and parser.go), from cells that each replace what is declared before, and
// from the last one's main. It reads with Go's parser, as GoNB does and as this
// package does not. It knows no more than these tests need: no tuples that are
// declared again, no doc in groups.
func compose(t *testing.T, texts ...string) string {
	t.Helper()
	imports, types, constants := map[string]string{}, map[string]string{}, map[string]string{}
	variables, functions := map[string]string{}, map[string]string{}
	main := "func main() { flag.Parse() }"
	for i, text := range texts {
		program, _ := readCell(text).program()
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "", program, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err, program)
		source := func(n ast.Node) string {
			return program[fset.Position(n.Pos()).Offset:fset.Position(n.End()).Offset]
		}
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				key, text := d.Name.Name, source(d)
				if d.Recv != nil {
					star, _ := d.Recv.List[0].Type.(*ast.StarExpr)
					name, _ := d.Recv.List[0].Type.(*ast.Ident)
					switch {
					case star != nil:
						key = source(star.X) + "~" + key
					case name != nil:
						key = name.Name + "~" + key
					default:
						key = "unknown~" + key
					}
				}
				if key == "main" {
					if i == len(texts)-1 {
						main = text
					}
					continue
				}
				if strings.HasPrefix(key, "init_") {
					text = strings.Replace(text, key, "init", 1)
				}
				if d.Doc != nil {
					for _, c := range slices.Backward(d.Doc.List) {
						text = c.Text + "\n" + text
					}
				}
				functions[key] = text + "\n\n"
			case *ast.GenDecl:
				var block []string
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.ImportSpec:
						imports[cmp.Or(source(s.Path)[strings.LastIndexByte(source(s.Path), '/')+1:], "")] = "\t" + source(s) + "\n"
					case *ast.TypeSpec:
						types[s.Name.Name] = "type " + source(s) + "\n"
					case *ast.ValueSpec:
						rest := func(value int) string {
							text := ""
							if s.Type != nil {
								text = " " + source(s.Type)
							}
							if value < len(s.Values) {
								text += " = " + source(s.Values[value])
							}
							return text
						}
						var names []string
						for _, name := range s.Names {
							names = append(names, name.Name)
						}
						tuple := d.Tok == token.VAR && len(s.Values) == 1
						for n, name := range names {
							switch {
							case d.Tok == token.CONST:
								block = append(block, name+rest(n))
							case !tuple:
								variables[name] = "\t" + name + rest(n) + "\n"
							case n == 0:
								variables[name] = "\t" + strings.Join(names, ", ") + rest(0) + "\n"
							}
						}
					}
				}
				switch {
				case len(block) == 1:
					constants[block[0]] = "const " + block[0] + "\n\n"
				case block != nil:
					constants[block[0]] = "const (\n\t" + strings.Join(block, "\n\t") + "\n)\n\n"
				}
			}
		}
	}
	var b strings.Builder
	all := func(before string, m map[string]string, after string) {
		if len(m) > 0 {
			b.WriteString(before)
			for _, key := range slices.Sorted(maps.Keys(m)) {
				b.WriteString(m[key])
			}
			b.WriteString(after)
		}
	}
	b.WriteString("package main\n\n")
	all("import (\n", imports, ")\n\n")
	all("", types, "\n")
	all("", constants, "")
	all("var (\n", variables, ")\n\n")
	all("", functions, "")
	fmt.Fprintf(&b, "\n%s\n", main)
	return b.String()
}
