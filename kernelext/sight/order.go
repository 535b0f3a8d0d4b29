package sight

import (
	"cmp"
	"math"
	"slices"
)

// order is the order from top to bottom in which goroutines and things are
// drawn, so that few of the edges cross. Goroutines that wait for nothing come
// last.
func order(w *Waits) (goroutines, things []int) {
	goroutines = upTo(len(w.Goroutines))
	// Goroutines in their own order, each beside what it waits for, if that will do.
	things = byNeighbours(upTo(len(w.Things)), w.telling(), thingOf, goroutineOf, goroutines)
	best, bestThings, least := goroutines, things, tangle(w.Edges, goroutines, things)
	const passes = 8
	for range passes {
		things = byNeighbours(things, w.Edges, thingOf, goroutineOf, goroutines)
		if n := tangle(w.Edges, goroutines, things); n < least {
			best, bestThings, least = goroutines, things, n
		}
		goroutines = byNeighbours(goroutines, w.Edges, goroutineOf, thingOf, things)
		if n := tangle(w.Edges, goroutines, things); n < least {
			best, bestThings, least = goroutines, things, n
		}
	}
	var joined, alone []int
	for _, g := range best {
		if slices.ContainsFunc(w.Edges, func(e Edge) bool { return e.Goroutine == g }) {
			joined = append(joined, g)
		} else {
			alone = append(alone, g)
		}
	}
	return append(joined, alone...), bestThings
}

func goroutineOf(e Edge) int { return e.Goroutine }
func thingOf(e Edge) int     { return e.Thing }

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// byNeighbours sorts nodes of one side by the mean place of what they are
// joined with on the other.
func byNeighbours(nodes []int, edges []Edge, end, other func(Edge) int, others []int) []int {
	mean := map[int]float64{}
	for _, node := range nodes {
		sum, n := 0.0, 0.0
		for _, e := range edges {
			if end(e) == node {
				sum += float64(slices.Index(others, other(e)))
				n++
			}
		}
		mean[node] = math.Inf(1)
		if n > 0 {
			mean[node] = sum / n
		}
	}
	sorted := slices.Clone(nodes)
	slices.SortStableFunc(sorted, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
	return sorted
}

// telling are the edges that decide where a thing stands: of goroutines that
// wait for it, or else that hold it.
func (w *Waits) telling() []Edge {
	var edges []Edge
	for _, e := range w.Edges {
		if !e.Holds || !slices.ContainsFunc(w.Edges, func(o Edge) bool { return o.Thing == e.Thing && !o.Holds }) {
			edges = append(edges, e)
		}
	}
	return edges
}

// tangle counts the pairs of edges that cross, but for those of one edge: a
// circle of goroutines is clearest as steps and one long way back.
func tangle(edges []Edge, goroutines, things []int) int {
	all, most := 0, 0
	for _, a := range edges {
		n := 0
		for _, b := range edges {
			left := cmp.Compare(slices.Index(goroutines, a.Goroutine), slices.Index(goroutines, b.Goroutine))
			right := cmp.Compare(slices.Index(things, a.Thing), slices.Index(things, b.Thing))
			if left*right < 0 {
				n++
			}
		}
		all, most = all+n, max(most, n)
	}
	return all/2 - most
}

// cycles gives each edge that is in a cycle of waiting the number of its
// cycle, from 0, and the others -1. Cycles that touch are one.
func cycles(w *Waits) []int {
	// A goroutine is its index; a thing follows the goroutines.
	next := make([][]int, len(w.Goroutines)+len(w.Things))
	ends := func(e Edge) (from, to int) {
		from, to = e.Goroutine, len(w.Goroutines)+e.Thing
		if e.Holds {
			from, to = to, from
		}
		return from, to
	}
	for _, e := range w.Edges {
		from, to := ends(e)
		next[from] = append(next[from], to)
	}
	reach := make([]map[int]bool, len(next))
	for node := range next {
		reach[node] = map[int]bool{}
		for todo := slices.Clone(next[node]); len(todo) > 0; {
			n := todo[0]
			todo = todo[1:]
			if !reach[node][n] {
				reach[node][n] = true
				todo = append(todo, next[n]...)
			}
		}
	}
	var seeds []int
	numbers := make([]int, len(w.Edges))
	for i, e := range w.Edges {
		from, to := ends(e)
		numbers[i] = -1
		if !reach[to][from] {
			continue
		}
		numbers[i] = slices.IndexFunc(seeds, func(seed int) bool { return reach[seed][from] && reach[from][seed] })
		if numbers[i] < 0 {
			numbers[i] = len(seeds)
			seeds = append(seeds, from)
		}
	}
	return numbers
}
