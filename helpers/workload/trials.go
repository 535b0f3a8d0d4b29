package workload

// Trials calls f n times, one after the other, and returns its results in
// order.
func Trials(n int, f func() int) []int {
	var totals []int
	for range n {
		totals = append(totals, f())
	}
	return totals
}

// Grow calls seen with from, then twice that, and so on as long as the size is
// at most limit, until seen returns true.
func Grow(from, limit int, seen func(size int) bool) Growth {
	g := Growth{}
	for size := max(from, 1); size <= limit && size > 0; size *= 2 {
		g.Size = size
		g.Tried++
		if seen(size) {
			g.Seen = true
			return g
		}
	}
	return g
}

// A Growth says at which size something was seen first.
type Growth struct {
	Size  int  `json:"size"`  // the size at which it was seen, or the last one tried
	Seen  bool `json:"seen"`  // false when the limit was reached first
	Tried int  `json:"tried"` // how many sizes were tried
}

// String says it in French.
func (g Growth) String() string { return "" }
