// Package metered offers drop-in replacements for the primitives of sync and
// of sync/atomic that say what happened to them: same methods, zero value ready to use, never
// copied, and Stats, which returns a plain value.
//
// What costs nothing is counted exactly; what would disturb the program is
// sampled at random, and says so.
package metered
