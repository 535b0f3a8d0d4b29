package lineage

import "os"

// descendants lists the processes that descend from the calling one.
func descendants() []int {
	parents := map[int]int{}
	eachProcess(func(pid, parent, _ int) { parents[pid] = parent })
	return under(os.Getpid(), parents)
}

// Group lists the processes of a process group.
func Group(group int) []int {
	var members []int
	eachProcess(func(pid, _, its int) {
		if its == group {
			members = append(members, pid)
		}
	})
	return members
}

// under lists the processes that descend from root, given the parent of each.
func under(root int, parents map[int]int) []int {
	children := make(map[int][]int, len(parents))
	for pid, parent := range parents {
		children[parent] = append(children[parent], pid)
	}
	found := children[root]
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
	}
	return found
}
