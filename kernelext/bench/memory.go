package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os/exec"
)

// residentMemory is the resident memory, in bytes, of a process and all that
// descends from it, as ps tells it: pages that two of them share count twice.
// It is 0 where there is no ps.
func residentMemory(pid int) uint64 {
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=,rss=").Output()
	if err != nil {
		return 0
	}
	children, kilobytes := map[int][]int{}, map[int]uint64{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var pid, parent int
		var rss uint64
		if _, err := fmt.Sscan(lines.Text(), &pid, &parent, &rss); err == nil {
			children[parent] = append(children[parent], pid)
			kilobytes[pid] = rss
		}
	}
	var total uint64
	for tree := []int{pid}; len(tree) > 0; tree = tree[1:] {
		total += kilobytes[tree[0]]
		tree = append(tree, children[tree[0]]...)
	}
	return total << 10
}
