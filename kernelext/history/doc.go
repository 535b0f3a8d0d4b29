// Package history is what was run in the kernel, kept from one start of it to
// the next in one bounded file, as Jupyter's history_request wants it.
//
// The file has one line of JSON for each input, in the order in which they
// were run, and one for each start of a kernel. Kernels that run at the same
// time share it: each line is written under a lock, in one piece, and what a
// dying kernel left of a line is skipped.
package history
