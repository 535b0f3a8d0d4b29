// Package kernel is the kernel that Jupyter starts for a notebook of the
// course.
//
// It runs GoNB in an environment of ours, and sees to it that nothing outlives
// the kernel: three processes stand in a row, the kernel, a warden in a
// session of its own, and GoNB. Whichever is killed, by whatever signal, one
// that is left ends the rest (GoNB, gopls, cells and what cells started) and
// removes the private folder that holds all their files:
//
//   - Jupyter dies: the kernel sees it (lineage.ParentGone) and stops;
//   - the kernel dies: the pipe it holds closes, and the warden stops;
//   - GoNB dies: the warden, its parent, stops with GoNB's status;
//   - the warden dies: GoNB dies of its parent's death, the kernel adopts and
//     ends the others, and fails, so that Jupyter starts another.
//
// Kernel and warden killed at once leave the private folder to the next kernel.
package kernel
