package gotool

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"cahiers/kernelext/private"
	"cahiers/kernelext/standard"
)

// Goimports does what `goimports` was asked to do with these arguments and
// returns its exit status. It does not return when the real one takes over.
//
// GoNB calls it for every cell, on a program that it has just composed, and
// reads in the result which packages are imported. Nothing else: it composes
// the program again from the cells themselves. So the result is not formatted
// here, and only its imports are goimports's.
func Goimports(args []string) int {
	if completeImports(args) {
		return 0
	}
	real := os.Getenv(private.EnvGoimports)
	err := syscall.Exec(real, append([]string{real}, args...), os.Environ())
	fmt.Fprintf(os.Stderr, "%s\n%v\n", goimportsMoved(real), err)
	return 1
}

// completeImports does, for the program of a cell, what goimports does as long
// as the standard library has all that is missing. It reports whether it did.
func completeImports(args []string) bool {
	dir, err := os.Getwd()
	if err != nil || dir != os.Getenv("GONB_TMP_DIR") || len(args) != 2 || args[0] != "-w" || filepath.Dir(args[1]) != dir {
		return false
	}
	// goimports asks the go command for its settings, and that may fail.
	if c := (&call{dir: dir}); !c.builtAsSetUp() || !onlyGoFile(args[1]) {
		return false
	}
	source, err := os.ReadFile(args[1])
	if err != nil {
		return false
	}
	library, err := standard.Read(os.Getenv(private.EnvStandard))
	if err != nil {
		return false
	}
	completed, ok := withImports(source, library)
	return ok && os.WriteFile(args[1], completed, 0o600) == nil
}

// onlyGoFile reports whether no other file of its folder could declare or
// import what this one mentions.
func onlyGoFile(path string) bool {
	files, err := os.ReadDir(filepath.Dir(path))
	return err == nil && !slices.ContainsFunc(files, func(file os.DirEntry) bool {
		return filepath.Ext(file.Name()) == ".go" && file.Name() != filepath.Base(path)
	})
}

// An importSpec is one line of an import declaration.
type importSpec struct{ name, path string }

func (s importSpec) String() string {
	if s.name == "" {
		return strconv.Quote(s.path)
	}
	return s.name + " " + strconv.Quote(s.path)
}

// mentioned is the name by which goimports thinks that a program mentions the
// package: it finds out what a package is really called only when something is
// missing from the standard library.
func (s importSpec) mentioned() string {
	if s.name != "" {
		return s.name
	}
	base := path.Base(s.path)
	if number, ok := strings.CutPrefix(base, "v"); ok {
		if _, err := strconv.Atoi(number); err == nil && path.Dir(s.path) != "." {
			base = path.Base(path.Dir(s.path))
		}
	}
	base = strings.TrimPrefix(base, "go-")
	if i := strings.IndexFunc(base, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		base = base[:i]
	}
	return base
}

// key is that of an import in GoNB: two of the same key are one to it.
func (s importSpec) key() string {
	if s.name != "" {
		return s.name
	}
	start := strings.LastIndexFunc(s.path, func(r rune) bool { return !isWord(r) }) + 1
	if start == len(s.path) {
		return s.path
	}
	return s.path[start:]
}

// isWord reports whether a regular expression's \w matches r.
func isWord(r rune) bool {
	return r == '_' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// withImports is a program with the imports that goimports would give it: those
// it mentions, and those of the standard library that it lacks. It is not ok
// when goimports would look further, or when GoNB might read more than imports
// in its result.
func withImports(source []byte, library standard.List) (program []byte, ok bool) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, 0)
	if err != nil {
		return nil, false
	}
	written := func(n ast.Node) string {
		return string(source[fset.Position(n.Pos()).Offset:fset.Position(n.End()).Offset])
	}
	at, end := fset.Position(file.Name.End()).Offset, fset.Position(file.Name.End()).Offset
	for i, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			switch {
			case d.Tok == token.VAR && declaresBlank(d):
				return nil, false
			case d.Tok == token.IMPORT && i > 0:
				return nil, false
			case d.Tok == token.IMPORT:
				at, end = fset.Position(d.Pos()).Offset, fset.Position(d.End()).Offset
			}
		case *ast.FuncDecl:
			if !plainReceiver(d, written) {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	imports, ok := completedImports(file, library)
	if !ok {
		return nil, false
	}
	var b strings.Builder
	b.Write(source[:at])
	if at == end {
		b.WriteString("\n\n")
	}
	b.WriteString("import (\n")
	for _, spec := range imports {
		fmt.Fprintf(&b, "\t%s\n", spec)
	}
	b.WriteByte(')')
	b.Write(source[end:])
	return []byte(b.String()), true
}

// declaresBlank reports whether there is a variable _, which GoNB composes
// twice, once from goimports's result.
func declaresBlank(d *ast.GenDecl) bool {
	return slices.ContainsFunc(d.Specs, func(spec ast.Spec) bool {
		values, ok := spec.(*ast.ValueSpec)
		return !ok || slices.ContainsFunc(values.Names, func(name *ast.Ident) bool { return name.Name == "_" })
	})
}

// plainReceiver reports whether a method's receiver is written as goimports
// writes it: GoNB knows methods by it, spaces included.
func plainReceiver(d *ast.FuncDecl, written func(ast.Node) string) bool {
	if d.Recv == nil {
		return true
	}
	if len(d.Recv.List) != 1 {
		return false
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	var generic ast.Expr
	var parameters []string
	switch t := receiver.(type) {
	case *ast.Ident:
		return true
	case *ast.IndexExpr:
		generic, parameters = t.X, []string{written(t.Index)}
	case *ast.IndexListExpr:
		generic = t.X
		for _, parameter := range t.Indices {
			parameters = append(parameters, written(parameter))
		}
	default:
		return false
	}
	name, ok := generic.(*ast.Ident)
	return ok && written(receiver) == name.Name+"["+strings.Join(parameters, ", ")+"]" &&
		!slices.ContainsFunc(parameters, func(parameter string) bool { return !token.IsIdentifier(parameter) })
}

// completedImports is what goimports makes of the imports of a file.
func completedImports(file *ast.File, library standard.List) ([]importSpec, bool) {
	mentions := mentionedIn(file)
	missing := maps.Clone(mentions)
	var imports []importSpec
	for _, i := range file.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil || path == "C" || strconv.Quote(path) != i.Path.Value {
			return nil, false
		}
		spec := importSpec{path: path}
		if i.Name != nil {
			spec.name = i.Name.Name
		}
		if spec.name == "." || spec.name == "_" {
			return nil, false
		}
		if _, used := mentions[spec.mentioned()]; used {
			imports = append(imports, spec)
			delete(missing, spec.mentioned())
		}
	}
	for name, symbols := range missing {
		path, ok := library.Find(name, symbols)
		if !ok {
			return nil, false
		}
		imports = append(imports, importSpec{path: path})
	}
	keys := map[string]bool{}
	for _, spec := range imports {
		if keys[spec.key()] {
			return nil, false
		}
		keys[spec.key()] = true
	}
	slices.SortFunc(imports, func(a, b importSpec) int { return strings.Compare(a.path, b.path) })
	return imports, len(imports) > 0
}

// mentionedIn lists what a file mentions as a package's: for each name that it
// does not declare, the exported symbols after a point.
func mentionedIn(file *ast.File) map[string][]string {
	mentions := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			name, ok := selector.X.(*ast.Ident)
			if ok && name.Obj == nil && selector.Sel.IsExported() {
				mentions[name.Name] = append(mentions[name.Name], selector.Sel.Name)
			}
		}
		return true
	})
	return mentions
}
