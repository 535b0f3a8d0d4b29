package proofread

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"cahiers/kernelext/notebook"
)

// Notebook returns the French of a notebook: its Markdown, and the comments
// and strings of its cells.
func Notebook(path string) ([]Passage, error) {
	nb, err := notebook.Read(path)
	if err != nil {
		return nil, err
	}
	var passages []Passage
	for _, c := range nb.Cells {
		switch c.Kind {
		case notebook.Markdown:
			for i, line := range markdownLines(c.Source) {
				passages = append(passages, Passage{Place: place(path, c.ID, i+1), Text: line})
			}
		case notebook.Code:
			passages = append(passages, cellPassages(path, c)...)
		}
	}
	return passages, nil
}

func place(path, cell string, line int) string {
	return fmt.Sprintf("%s, cell %s, line %d", path, cell, line)
}

// cellPassages scans instead of parsing: a cell is Go with GoNB's own lines in
// it. Words between backticks or straight quotes in a comment are code.
func cellPassages(path string, c notebook.Cell) []Passage {
	var passages []Passage
	var names []string
	files := token.NewFileSet()
	file := files.AddFile("", -1, len(c.Source))
	imports := false // inside an import declaration, whose strings are paths
	var s scanner.Scanner
	s.Init(file, []byte(c.Source), nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		at := place(path, c.ID, file.Line(pos))
		switch tok {
		case token.EOF:
			for i := range passages {
				passages[i].Known = names
			}
			return passages
		case token.IDENT:
			names = append(names, lit)
		case token.IMPORT:
			imports = true
		case token.RPAREN, token.REM, token.FUNC, token.CONST, token.VAR, token.TYPE:
			imports = false
		case token.COMMENT:
			text := strings.Trim(strings.TrimPrefix(lit, "//"), "/* ")
			passages = append(passages, Passage{Place: at, Text: quotedCode.ReplaceAllString(text, placeholder)})
		case token.STRING:
			if text, err := strconv.Unquote(lit); err == nil && !imports && letters.MatchString(text) {
				passages = append(passages, Passage{Place: at, Text: verb.ReplaceAllStringFunc(text, fill)})
			}
		}
	}
}

var quotedCode = regexp.MustCompile("`[^`]*`|\"[^\"]*\"")

var letters = regexp.MustCompile(`\pL{2}`)

// verb is a formatting verb of package fmt.
var verb = regexp.MustCompile(`%[-+#0]*(?:\d+|\*)?(?:\.\d*)?[a-zA-Z%]`)

func fill(verb string) string {
	if verb == "%%" {
		return "%"
	}
	return placeholder
}

// Messages returns the string literals of a Go file in which everything a user
// reads stands together: our messages.go files.
func Messages(path string) ([]Passage, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var passages []Passage
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.StructType:
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
	})
	return passages, nil
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

var (
	unseen     = regexp.MustCompile(`(?is)<script.*?</script>|<style.*?</style>|<!--.*?-->|{#.*?#}|{%.*?%}`)
	expression = regexp.MustCompile(`(?s){{.*?}}`)
	attribute  = regexp.MustCompile(`(?:title|alt|aria-label)="([^"{]*)"`)
	entity     = strings.NewReplacer("&nbsp;", "\u00a0", "&#8239;", "\u202f", "&laquo;", "«", "&raquo;", "»", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&rsquo;", "’", "&hellip;", "…")
)

// Template returns the text of an HTML page or Jinja template, and of the
// attributes that are read aloud.
func Template(path string) ([]Passage, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text := unseen.ReplaceAllStringFunc(string(data), func(s string) string {
		return strings.Repeat("\n", strings.Count(s, "\n"))
	})
	text = expression.ReplaceAllString(text, placeholder)
	text = tag.ReplaceAllStringFunc(text, func(s string) string {
		said := "\n"
		for _, m := range attribute.FindAllStringSubmatch(s, -1) {
			said += m[1] + "\n"
		}
		return said
	})
	var passages []Passage
	for line := range strings.Lines(entity.Replace(text)) {
		if line = strings.TrimSpace(line); letters.MatchString(line) {
			passages = append(passages, Passage{Place: filepath.ToSlash(path), Text: line})
		}
	}
	return passages, nil
}

// english begins a paragraph in that language.
const english = "*In English"

// Page returns the French of a Markdown file.
func Page(path string) ([]Passage, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var passages []Passage
	french := regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(english)+`.*$`).ReplaceAllString(string(data), "")
	for i, line := range markdownLines(french) {
		passages = append(passages, Passage{Place: fmt.Sprintf("%s:%d", path, i+1), Text: line})
	}
	return passages, nil
}
