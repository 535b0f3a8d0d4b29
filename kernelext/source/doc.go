// Package source is the text of the cells, and the Go that GoNB makes of it:
// which lines are Go, what is remembered from cell to cell, where in which cell
// a line of the composed program was written. Whoever must know a rule of GoNB
// v0.11.4 on the text of cells asks here.
//
// Text is read with Go's own scanner, and declarations are found among its
// tokens, not by Go's parser: the cell being typed, which a language server
// asks about, seldom parses.
package source
