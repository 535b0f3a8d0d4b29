// Package lsp completes and explains what a learner types in a cell, by asking
// gopls, the language server of Go.
//
// gopls is a process of ours, started when it is first useful, started again
// when it dies, and ended by Close. It speaks JSON-RPC on its standard input
// and output, and sees two files that exist in its memory alone: the cell at
// hand and all that earlier cells declared, a package of their own in the
// module of the cells, so that it never reads the program that GoNB writes
// there.
package lsp
