// Package proofread reads the French that students and teachers see (the
// notebooks, the messages of our programs, the pages of the handout) and finds
// what a typesetter or a proof-reader would mark: ordinary spaces where French
// wants a no-break one, straight quotes, misspelt words, English terms left
// without their French.
//
// Its tests hold the whole repository to it. Grammar is beyond it: read the
// page aloud.
package proofread
