// Package kernel is the kernel that Jupyter starts for a notebook of the
// course: a front that speaks Jupyter's protocol, before a GoNB that runs the
// cells.
//
// The front answers by itself all that is not the execution of a cell, while a
// cell runs too: what the kernel is, whether a text is complete, what was run
// before, completion and documentation (package lsp). It hands GoNB one cell
// after the other, over a link of its own, and passes on what GoNB says, frame
// by frame, but for three things that GoNB does not do as the protocol has it:
// a failing cell ends with one clean error, the cells behind it are dropped,
// and endless output is cut.
//
// Nothing outlives the kernel: three processes stand in a row, the front, a
// warden in a session of its own (package warden), and GoNB. Whichever is
// killed, by whatever signal, one that is left ends the rest (GoNB, gopls,
// cells and what cells started) and removes the private folder that holds all
// their files (package private):
//
//   - Jupyter dies: the front sees it (lineage.ParentGone) and stops;
//   - the front dies: the pipe it holds closes, and the warden stops;
//   - GoNB dies: the warden, its parent, stops with GoNB's status;
//   - the warden dies: GoNB dies of its parent's death, the front adopts and
//     ends the others, and fails, so that Jupyter starts another.
//
// Front and warden killed at once leave the private folder to the next kernel.
package kernel
