package metered_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// goAtomicTypes are the types of sync/atomic that this package replaces, as
// far as Go's own tests use them: they have none of Bool.
var goAtomicTypes = []string{"Int32", "Int64", "Uint32", "Uint64", "Pointer"}

// notOurs says why a test of Go's is left out: none of the others is.
var notOurs = []struct {
	name   *regexp.Regexp
	reason string
}{
	{regexp.MustCompile(`Uintptr`), "this package has no Uintptr"},
	{regexp.MustCompile(`^Test(Swap|Add|And|Or|CompareAndSwap|Load|Store)(Int32|Int64|Uint32|Uint64|Pointer)$`), "of a function on a plain word"},
	{regexp.MustCompile(`^TestStoreLoad(SeqCst|RelAcq)(32|64)$`), "of functions on plain words"},
}

// TestAtomicsPassGosOwnTests runs the tests of sync/atomic that came with this
// Go, whose types they import with a dot, on the types of this package.
func TestAtomicsPassGosOwnTests(t *testing.T) {
	goroot, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	require.NoError(t, err)
	source := filepath.Join(strings.TrimSpace(string(goroot)), "src", "sync", "atomic", "atomic_test.go")
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, source, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	replaced := replaceAtomics(file)
	require.Greater(t, replaced, 70)

	var ours []string
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") && !leftOut(f.Name.Name) {
			ours = append(ours, f.Name.Name)
		}
	}
	require.Greater(t, len(ours), 30)

	var flags []string
	if metered.RaceEnabled {
		// Go's hammers make pointers of numbers, which the checks that come with
		// -race refuse.
		flags = append(flags, "-gcflags=-d=checkptr=0")
	}
	binary := compileGoTests(t, map[string]string{"atomic_test.go": formatted(t, fset, file)}, flags...)
	cmd := exec.CommandContext(t.Context(), binary, "-test.v", "-test.short", "-test.run=^("+strings.Join(ours, "|")+")$")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	for _, name := range ours {
		if name == "TestUnaligned64" && runtime.GOARCH != "386" {
			continue // it skips itself where words have 64 bits
		}
		require.Contains(t, string(out), "--- PASS: "+name+" (", name)
	}
}

func leftOut(test string) bool {
	for _, n := range notOurs {
		if n.name.MatchString(test) {
			return true
		}
	}
	return false
}

// replaceAtomics makes file use the types of this package, and returns how
// often it does. Go's hammers lay a type over a plain variable, val, by means
// of unsafe: where they do, the variable gets the room that ours need.
func replaceAtomics(file *ast.File) (replaced int) {
	file.Decls = append([]ast.Decl{&ast.GenDecl{
		Tok: token.IMPORT,
		Specs: []ast.Spec{&ast.ImportSpec{
			Path: &ast.BasicLit{Kind: token.STRING, Value: `"cahiers/helpers/metered"`},
		}},
	}}, file.Decls...)
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		hammer := strings.HasPrefix(f.Name.Name, "TestHammer")
		var visit func(n ast.Node) bool
		visit = func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				ast.Inspect(n.X, visit) // and not the name of its field or method
				return false
			case *ast.ValueSpec:
				if hammer && n.Names[0].Name == "val" {
					giveRoom(n)
					return false
				}
			case *ast.Ident:
				for _, name := range goAtomicTypes {
					if n.Name == name {
						n.Name = "metered." + name
						replaced++
					}
				}
				if hammer && n.Name == "val" {
					n.Name = "room.val"
				}
			}
			return true
		}
		ast.Inspect(f, visit)
	}
	return replaced
}

// giveRoom turns val T into room struct { val T; _ [15]uint64 }.
func giveRoom(spec *ast.ValueSpec) {
	field := func(name string, kind ast.Expr) *ast.Field {
		return &ast.Field{Names: []*ast.Ident{ast.NewIdent(name)}, Type: kind}
	}
	spec.Type = &ast.StructType{Fields: &ast.FieldList{List: []*ast.Field{
		field("val", spec.Type),
		field("_", &ast.ArrayType{Len: &ast.BasicLit{Kind: token.INT, Value: "15"}, Elt: ast.NewIdent("uint64")}),
	}}}
	spec.Names[0] = ast.NewIdent("room")
}
