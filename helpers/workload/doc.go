// Package workload makes goroutines work together and measures what they
// achieve: one run, a sweep over the number of goroutines or over a parameter
// of the work, arrivals at a given rate, one way of doing against another, the
// cost of one operation alone, and the machine it all happened on.
package workload
