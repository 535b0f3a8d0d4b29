package lsp

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A Document is what the learner sees around the cursor.
//
// A cell whose set of imports is not that of the last one asked about costs a
// run of go list, some 0.2 s, which is the price of the first completion of a
// notebook: put the imports of all cells in the header of each.
type Document struct {
	Cell         string // Go file of the cell: line 1 is a header, line n of the cell is line n+1
	Earlier      string // Go file of what earlier cells declared; "" for nothing
	Line, Column int    // of the cursor in Cell, from 0; Column in bytes
}

// line is the cursor's line, without its end.
func (d Document) line() (string, error) {
	at := 0
	for line := range strings.Lines(d.Cell + "\n") {
		if at++; at <= d.Line {
			continue
		}
		line = strings.TrimRight(line, "\r\n")
		if d.Line < 0 || d.Column < 0 || d.Column > len(line) {
			break
		}
		return line, nil
	}
	return "", fmt.Errorf("no line %d, column %d in a cell of %d lines", d.Line, d.Column, at)
}

// A position is the protocol's: Character counts UTF-16 code units.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// A span is what the protocol calls a range.
type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// units counts the UTF-16 code units of s. A byte that is not UTF-8 is one: it
// becomes U+FFFD on its way to gopls.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// offset is the number of bytes of the first n UTF-16 code units of s, or of
// all of them when s has fewer. Half of a surrogate pair counts as none.
func offset(s string, n int) int {
	at := 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if n -= utf16.RuneLen(r); n < 0 {
			break
		}
		at += size
	}
	return at
}
