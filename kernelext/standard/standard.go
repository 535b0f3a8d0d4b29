// Package standard keeps what goimports knows of the standard library: which
// package it imports for a name that nothing declares.
//
// The list is made at set-up of goimports's own table, so that its answers are
// the same; whoever reads it looks for a line in it, without parsing the rest.
package standard

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Manifest is the path of goimports's table, in the folder of the module
// golang.org/x/tools.
const Manifest = "internal/stdlib/manifest.go"

// Format changes when Make would make another list of the same table.
const Format = "1"

// A List has a line for each package: the name by which programs mention it,
// its path, and what it exports, each after a space and the last before one.
// The first line is empty.
type List []byte

// Make makes the list from the source of goimports's table.
func Make(manifest []byte) (List, error) {
	file, err := parser.ParseFile(token.NewFileSet(), Manifest, manifest, 0)
	if err != nil {
		return nil, fmt.Errorf("reading goimports's table: %w", err)
	}
	exports := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if importPath, symbols, ok := readEntry(entry); ok {
			exports[importPath] = symbols
		}
		return false
	})
	if !slices.Contains(exports["flag"], "Parse") || !slices.Contains(exports[randoms[0]], "Int") {
		return nil, errors.New("goimports's table is not written as it used to be")
	}
	list := bytes.NewBufferString("\n")
	for _, importPath := range inOrder(exports) {
		name := path.Base(importPath)
		switch number, isVersion := strings.CutPrefix(name, "v"); {
		case importPath == randoms[1]:
			name = "rand"
		case isVersion && isNumber(number): // goimports looks for it by its last element alone
			continue
		}
		fmt.Fprintf(list, " %s %s %s \n", name, importPath, strings.Join(exports[importPath], " "))
	}
	return list.Bytes(), nil
}

// readEntry reads what a package exports: {"Println", Func, 0, "…"} for one.
func readEntry(entry *ast.KeyValueExpr) (importPath string, symbols []string, ok bool) {
	importPath, ok = text(entry.Key)
	all, isList := entry.Value.(*ast.CompositeLit)
	if !ok || !isList {
		return "", nil, false
	}
	for _, element := range all.Elts {
		symbol, isSymbol := element.(*ast.CompositeLit)
		if !isSymbol || len(symbol.Elts) < 2 {
			return "", nil, false
		}
		name, hasName := text(symbol.Elts[0])
		kind, hasKind := symbol.Elts[1].(*ast.Ident)
		if !hasName || !hasKind {
			return "", nil, false
		}
		if slices.Contains([]string{"Func", "Type", "Var", "Const"}, kind.Name) {
			symbols = append(symbols, name)
		}
	}
	return importPath, symbols, true
}

func text(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(literal.Value)
	return value, err == nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// randoms are the packages that goimports tries, in this order, for the name
// rand. For another name that several packages bear it has no order.
var randoms = []string{"crypto/rand", "math/rand/v2", "math/rand"}

// inOrder is the paths sorted, but for randoms, which come first.
func inOrder(exports map[string][]string) []string {
	paths := slices.Clone(randoms)
	for importPath := range exports {
		if !slices.Contains(randoms, importPath) {
			paths = append(paths, importPath)
		}
	}
	slices.Sort(paths[len(randoms):])
	return paths
}

// Read reads the list at path.
func Read(path string) (List, error) { return os.ReadFile(path) }

// Find is the path of the package that goimports imports for a name, of which
// a program mentions these symbols. It is not ok when there is none, or when
// goimports would take any one of several.
func (l List) Find(name string, symbols []string) (importPath string, ok bool) {
	for rest := []byte(l); ; {
		_, after, found := bytes.Cut(rest, []byte("\n "+name+" "))
		if !found {
			return importPath, importPath != ""
		}
		line, _, _ := bytes.Cut(after, []byte("\n"))
		rest = after[len(line):]
		switch path, exports, _ := bytes.Cut(line, []byte(" ")); {
		case !hasAll(exports, symbols):
		case importPath != "":
			return "", false
		case name == "rand":
			return string(path), true
		default:
			importPath = string(path)
		}
	}
}

// hasAll reports whether all words are in a line that ends with a space.
func hasAll(line []byte, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool {
		return !bytes.HasPrefix(line, []byte(word+" ")) && !bytes.Contains(line, []byte(" "+word+" "))
	})
}
