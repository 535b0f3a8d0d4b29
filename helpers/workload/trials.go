package workload

// Trials calls f n times, one after the other, and returns what it returned,
// in order: the distribution of a result that is not always the same. It
// returns nothing when n is less than one.
func Trials(n int, f func() int) []int {
	results := make([]int, 0, max(n, 0))
	for range n {
		results = append(results, f())
	}
	return results
}

// Grow calls seen with the size from, then with twice as much, and so on until
// it returns true or the next size would exceed limit: it finds how large an
// experiment must be on this machine for something rare to happen. A from less
// than one counts as one.
func Grow(from, limit int, seen func(size int) bool) Growth {
	var g Growth
	for size := max(from, 1); size > 0 && size <= limit && !g.Seen; size *= 2 {
		g = Growth{Size: size, Tried: g.Tried + 1, Seen: seen(size)}
	}
	return g
}

// A Growth says at which size something happened first.
type Growth struct {
	Size  int  `json:"size"`  // the last size tried, at which it happened when Seen; 0 when none was
	Seen  bool `json:"seen"`  // false when the limit was reached before it happened
	Tried int  `json:"tried"` // how many sizes were tried
}
