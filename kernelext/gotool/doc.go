// Package gotool is the `go` and the `goimports` that GoNB finds first in its
// PATH.
//
// GoNB calls them for every cell. First goimports, done here as long as the
// standard library has all that the cell lacks; then a bare `go get`, answered
// here at once when nothing can be missing; then `go build` (or `go test -c`),
// built here without what a cell has no use for, with the cell's supervisor put
// at the program's place; and, when set-up has compiled all that the cell
// imports, without the go command. Whatever else is asked, by GoNB or by a
// learner in a `!go …` line, is the real program's, which then takes the place
// of this process.
package gotool
