// Package latency counts durations: a histogram cheap enough to stand inside
// a lock, and the plain value it leaves behind.
package latency
