package metered_test

import (
	"encoding/json"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// runGoTests runs tests of Go's own, from the files of GOROOT/src/dir, on our
// types. rename says which names of that package become what, as in "Mutex":
// "metered.Mutex"; all of them must occur. skip names the declarations to
// leave out, each with the reason why it cannot work here. Every test that is
// left must pass, and every benchmark run once through, under -race too if
// that is how we run.
//
// Nothing is written but in a temporary folder: the go command is told, by an
// overlay, that the rewritten files are in a package of this module. They are
// not in the repository because Go's licence is not ours.
func runGoTests(t *testing.T, dir string, files []string, rename, skip map[string]string) {
	t.Helper()
	r := &goTests{
		fset:    token.NewFileSet(),
		pkg:     dir,
		rename:  rename,
		skip:    skip,
		renamed: map[string]bool{},
		skipped: map[string]bool{},
		ours:    map[string]bool{},
	}
	for _, name := range files {
		file, err := parser.ParseFile(r.fset, filepath.Join(runtime.GOROOT(), "src", dir, name), nil, parser.ParseComments) //nolint:staticcheck // the tests of the toolchain that runs us
		require.NoError(t, err)
		r.files = append(r.files, file)
	}
	for _, f := range r.files {
		r.leaveOut(f)
		r.declare(f)
	}
	for _, f := range r.files {
		r.rewrite(f)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(rename)), slices.Collect(maps.Keys(r.renamed)), "renamed")
	require.ElementsMatch(t, slices.Collect(maps.Keys(skip)), slices.Collect(maps.Keys(r.skipped)), "left out")

	sources := map[string]string{"testenv/testenv.go": testenv}
	for i, f := range r.files {
		sources[files[i]] = formatted(t, r.fset, f)
	}
	binary := compileGoTests(t, sources)
	cmd := exec.CommandContext(t.Context(), binary, "-test.v", "-test.bench=.", "-test.benchtime=10x", "-test.timeout=3m")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	var passed []string
	for _, m := range regexp.MustCompile(`(?m)^--- PASS: (\S+)`).FindAllSubmatch(out, -1) {
		passed = append(passed, string(m[1]))
	}
	require.Subset(t, passed, r.tests)
	require.NotEmpty(t, r.tests)
	t.Logf("%d tests of %s passed: %s", len(passed), dir, strings.Join(passed, " "))
}

// goTests rewrites the files of one package's tests.
type goTests struct {
	fset             *token.FileSet
	files            []*ast.File
	pkg              string // the import path of what is tested
	rename, skip     map[string]string
	renamed, skipped map[string]bool // what of them occurred
	ours             map[string]bool // the names that the files declare
	tests            []string        // those left, in order
}

// leaveOut removes the functions to skip, and the comments inside them.
func (r *goTests) leaveOut(f *ast.File) {
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || r.skip[fn.Name.Name] == "" {
			return false
		}
		r.skipped[fn.Name.Name] = true
		start := fn.Pos()
		if fn.Doc != nil {
			start = fn.Doc.Pos()
		}
		within := func(n ast.Node) bool { return start <= n.Pos() && n.Pos() < fn.End() }
		f.Comments = slices.DeleteFunc(f.Comments, func(c *ast.CommentGroup) bool { return within(c) })
		f.Unresolved = slices.DeleteFunc(f.Unresolved, func(id *ast.Ident) bool { return within(id) })
		return true
	})
}

// declare notes what f declares, and which of it go test runs.
func (r *goTests) declare(f *ast.File) {
	for name := range f.Scope.Objects {
		r.ours[name] = true
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
			r.tests = append(r.tests, fn.Name.Name)
		}
	}
}

// rewrite puts our names in the place of Go's, and mends the imports.
func (r *goTests) rewrite(f *ast.File) {
	dotted := slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool {
		return s.Name != nil && s.Name.Name == "." && importPath(s) == r.pkg
	})
	free := map[*ast.Ident]bool{} // what the file itself does not declare
	for _, id := range f.Unresolved {
		free[id] = true
	}
	dotUsed := false
	for id := range free {
		if !dotted || r.ours[id.Name] || !ast.IsExported(id.Name) {
			continue
		}
		if to := r.rename[id.Name]; to != "" {
			r.renamed[id.Name] = true
			id.Name = to // printed as it is, a selector in an identifier's place
		} else {
			dotUsed = true
		}
	}
	used := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		from, ok := sel.X.(*ast.Ident)
		if !ok || !free[from] {
			return true
		}
		if to := r.rename[sel.Sel.Name]; to != "" && from.Name == path.Base(r.pkg) {
			r.renamed[sel.Sel.Name] = true
			from.Name, sel.Sel.Name, _ = strings.Cut(to, ".")
			return true
		}
		used[from.Name] = true
		return true
	})
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			continue
		}
		gen.Specs = slices.DeleteFunc(gen.Specs, func(s ast.Spec) bool {
			spec := s.(*ast.ImportSpec)
			switch {
			case spec.Name == nil:
				return !used[path.Base(importPath(spec))]
			case spec.Name.Name == ".":
				return importPath(spec) == r.pkg && !dotUsed
			default:
				return spec.Name.Name != "_" && !used[spec.Name.Name]
			}
		})
		for _, s := range gen.Specs {
			if spec := s.(*ast.ImportSpec); importPath(spec) == "internal/testenv" {
				spec.Path.Value = strconv.Quote(virtual + "/testenv")
			}
		}
		gen.Specs = append(gen.Specs, &ast.ImportSpec{Path: &ast.BasicLit{
			Kind: token.STRING, Value: strconv.Quote("cahiers/helpers/metered"),
		}})
		break
	}
	f.Decls = append(f.Decls, &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{
		&ast.ValueSpec{Names: []*ast.Ident{{Name: "_"}}, Type: &ast.Ident{Name: "metered.MutexStats"}},
	}})
}

func importPath(s *ast.ImportSpec) string {
	p, _ := strconv.Unquote(s.Path.Value) // the parser has read it
	return p
}

// virtual is the import path of the rewritten tests. There is no such folder.
const virtual = "cahiers/helpers/metered/gotests"

// testenv is what the tests need of Go's internal package of that name.
const testenv = `package testenv

import (
	"os"
	"testing"
)

func MustHaveExec(testing.TB) {}

func Executable(t testing.TB) string {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}
`

func formatted(t *testing.T, fset *token.FileSet, f *ast.File) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, format.Node(&b, fset, f))
	return b.String()
}

// compileGoTests returns the path of the compiled tests of a package with these
// files. They run outside the go command, which would look for their folder.
func compileGoTests(t *testing.T, sources map[string]string, flags ...string) string {
	t.Helper()
	temp := t.TempDir()
	here, err := os.Getwd()
	require.NoError(t, err)
	replace := map[string]string{}
	for name, text := range sources {
		real := filepath.Join(temp, strings.ReplaceAll(name, "/", "_"))
		require.NoError(t, os.WriteFile(real, []byte(text), 0o644))
		replace[filepath.Join(here, "gotests", filepath.FromSlash(name))] = real
	}
	overlay := filepath.Join(temp, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(overlay, text, 0o644))

	binary := filepath.Join(temp, "gotests.test")
	args := append([]string{"test", "-c", "-vet=off", "-o", binary, "-overlay", overlay}, flags...)
	if metered.RaceEnabled {
		args = append(args, "-race")
	}
	out, err := exec.CommandContext(t.Context(), "go", append(args, virtual)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return binary
}
