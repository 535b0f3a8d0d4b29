// Package cell supervises the program of one cell.
//
// GoNB believes it runs the program it built; it runs this supervisor, which
// runs the program beside (see Program) with the same arguments, environment
// and streams, hands it the signals it gets, ends as it ends, and leaves
// nothing of it behind.
//
// The supervisor alone talks to GoNB, whose display pipe stands one writer
// only. Figures reach it as lines of JSON on a pair of pipes (helpers/show),
// what a learner displays with gonbui reaches it on a pair of FIFOs; both go
// out through one encoder, in the order they came.
package cell
