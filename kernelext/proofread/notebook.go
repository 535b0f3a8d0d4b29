package proofread

import (
	"fmt"
	"go/scanner"
	"go/token"
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
		case notebook.Raw: // nobody reads it
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
		default: // code
		}
	}
}

var quotedCode = regexp.MustCompile("`[^`]*`|\"[^\"]*\"")
