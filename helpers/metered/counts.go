package metered

import "slices"

// The functions of this file are about counts by number: counts[3] is how
// often something was 3.

// counted adds n to counts[i], for which it makes room.
func counted(counts []uint64, i int, n uint64) []uint64 {
	if grow := i + 1 - len(counts); grow > 0 {
		counts = append(counts, make([]uint64, grow)...)
	}
	counts[i] += n
	return counts
}

// countsSince returns what was counted after earlier.
func countsSince(now, earlier []uint64) []uint64 {
	counts := slices.Clone(now)
	for i, n := range earlier[:min(len(earlier), len(counts))] {
		counts[i] = since(counts[i], n)
	}
	return counts
}

// countsTogether returns what was counted in both.
func countsTogether(a, b []uint64) []uint64 {
	if len(a) < len(b) {
		a, b = b, a
	}
	counts := slices.Clone(a)
	for i, n := range b {
		counts[i] += n
	}
	return counts
}

// greatest returns the greatest number that was counted, or -1 when none was.
func greatest(counts []uint64) int {
	for i, n := range slices.Backward(counts) {
		if n > 0 {
			return i
		}
	}
	return -1
}
