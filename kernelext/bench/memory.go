package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"cahiers/kernelext/warden"
)

// A Memory is what processes of both kernels hold, in bytes, ours first: 0
// where there are none, and where it was not measured.
type Memory struct {
	Name  string
	Bytes [2]uint64
}

// resting are the processes without which there is no kernel.
var resting = [...]string{"cahiers-kernel", warden.Name, "gonb"}

// program is what the warden is an instance of.
const program = "cahiers-cell"

// weigh reads the memory of each kernel's processes, by their names. No cell
// runs: the warden is the only process of its program, whose name it has in
// Linux.
func (r *run) weigh() (weights [2]map[string]uint64) {
	for i, c := range r.contestants {
		weights[i] = processes(c.kernel.Cmd.Process.Pid)
		weights[i][warden.Name] += weights[i][program]
		delete(weights[i], program)
	}
	return weights
}

// weighCells reports what idle kernels hold after a cell. Our kernel then
// starts gopls, stock GoNB has done so before: gopls counts elsewhere.
func (r *run) weighCells() {
	weights := r.weigh()
	together := Memory{Name: memoryResting}
	for _, name := range resting {
		one := Memory{Name: "`" + name + "`"}
		for i := range weights {
			one.Bytes[i] = weights[i][name]
			together.Bytes[i] += weights[i][name]
		}
		r.report.Memory = append(r.report.Memory, one)
	}
	r.report.Memory = append(r.report.Memory, together)
}

// weighCompletions reports what gopls, and all, hold after completions.
func (r *run) weighCompletions() {
	weights := r.weigh()
	gopls, all := Memory{Name: memoryGopls}, Memory{Name: memoryAll}
	for i := range weights {
		gopls.Bytes[i] = weights[i]["gopls"]
		for _, bytes := range weights[i] {
			all.Bytes[i] += bytes
		}
	}
	r.report.Memory = append(r.report.Memory, gopls, all)
}

// processes is the resident memory, in bytes, of a process and all that
// descends from it, summed by program, as ps tells it: pages that two of them
// share count twice. It is empty where there is no ps.
func processes(pid int) map[string]uint64 {
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=,rss=,comm=").Output()
	if err != nil {
		return map[string]uint64{}
	}
	type process struct {
		name  string
		bytes uint64
	}
	children, found := map[int][]int{}, map[int]process{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var pid, parent int
		var kilobytes uint64
		if _, err := fmt.Sscan(lines.Text(), &pid, &parent, &kilobytes); err == nil {
			name := strings.Join(strings.Fields(lines.Text())[3:], " ") // elsewhere than on Linux, a path
			children[parent] = append(children[parent], pid)
			found[pid] = process{filepath.Base(name), kilobytes << 10}
		}
	}
	total := map[string]uint64{}
	for tree := []int{pid}; len(tree) > 0; tree = tree[1:] {
		total[found[tree[0]].name] += found[tree[0]].bytes
		tree = append(tree, children[tree[0]]...)
	}
	return total
}
