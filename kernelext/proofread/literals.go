package proofread

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Messages returns the string literals of a Go file in which everything a user
// reads stands together: our messages.go files.
func Messages(path string) ([]Passage, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var passages []Passage
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.StructType:
			return false
		case *ast.CallExpr:
			if seeks(n) {
				return false
			}
		case *ast.KeyValueExpr:
			ast.Inspect(n.Value, visit)
			return false
		case *ast.CaseClause:
			for _, statement := range n.Body {
				ast.Inspect(statement, visit)
			}
			return false
		case *ast.BasicLit, *ast.BinaryExpr:
			if b, ok := n.(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
				return false // compared, not said
			}
			text, ok := literal(n.(ast.Expr))
			if !ok {
				return true
			}
			line := files.Position(n.Pos()).Line
			text = group.ReplaceAllString(text, placeholder)
			text = expression.ReplaceAllString(verb.ReplaceAllStringFunc(text, fill), "")
			for i, said := range markdownLines(text) {
				if letters.MatchString(said) {
					passages = append(passages, Passage{Place: fmt.Sprintf("%s:%d", path, line), Text: said})
				}
				if raw(n) {
					line = files.Position(n.Pos()).Line + i + 1
				}
			}
			return false
		}
		return true
	}
	ast.Inspect(file, visit)
	return passages, nil
}

// seeks reports whether a call looks for the text that it is given, which is
// not said.
func seeks(call *ast.CallExpr) bool {
	chosen, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch from, _ := chosen.X.(*ast.Ident); {
	case from == nil:
		return false
	case from.Name == "regexp":
		return true
	case from.Name == "strings":
		return slices.Contains([]string{"Contains", "ContainsAny", "Cut", "CutPrefix", "HasPrefix", "TrimPrefix", "Trim"}, chosen.Sel.Name)
	default:
		return false
	}
}

// raw reports whether n is written between backticks, lines and all.
func raw(n ast.Node) bool {
	lit, ok := n.(*ast.BasicLit)
	return ok && strings.HasPrefix(lit.Value, "`")
}

// literal returns the text of a string literal, or of several joined by +,
// with a placeholder for what is not a literal.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		left, isText := literal(e.X)
		right, isTextToo := literal(e.Y)
		if !isText && !isTextToo {
			return "", false
		}
		if !isText {
			left = placeholder
		}
		if !isTextToo {
			right = placeholder
		}
		return left + right, true
	}
	return "", false
}

var letters = regexp.MustCompile(`\pL{2}`)

// verb is a formatting verb of package fmt.
var verb = regexp.MustCompile(`%[-+#0]*(?:\d+|\*)?(?:\.\d*)?[a-zA-Z%]`)

// group stands for a group of a pattern.
var group = regexp.MustCompile(`\$[1-9]`)

func fill(verb string) string {
	if verb == "%%" {
		return "%"
	}
	return placeholder
}
