package workload

import (
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"
)

// containerLimits returns the processors and the bytes that the control groups
// of this process grant, 0 where they grant all. It knows both versions of
// control groups, also side by side, and takes the least of the limits between
// the process's own group and the outermost it can see, as the kernel does.
//
// See cgroups(7), and Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst of
// Linux. Whatever is missing or unreadable counts as no limit.
func containerLimits(root fs.FS) (cpus float64, memory uint64) {
	groups := ownGroups(root)
	for _, m := range mounts(root) {
		for dir := range m.ancestry(groups) {
			if limit, ok := cpuLimit(root, dir); ok && (cpus == 0 || limit < cpus) {
				cpus = limit
			}
			if limit, ok := memoryLimit(root, dir); ok && (memory == 0 || limit < memory) {
				memory = limit
			}
		}
	}
	return cpus, memory
}

// ownGroups returns the process's path in each hierarchy, by the name of each
// of its controllers; the hierarchy of version 2 has none, and the name "".
func ownGroups(root fs.FS) map[string]string {
	groups := map[string]string{}
	for line := range lines(root, "proc/self/cgroup") {
		// hierarchy-ID:controllers:path
		fields := strings.SplitN(line, ":", 3)
		if len(fields) < 3 {
			continue
		}
		for controller := range strings.SplitSeq(fields[1], ",") {
			groups[controller] = fields[2]
		}
	}
	return groups
}

// A mount is a place where a hierarchy of control groups is visible.
type mount struct {
	point       string   // where it is, relative to /
	group       string   // the group that stands at this place
	controllers []string // "" alone in version 2
}

func mounts(root fs.FS) []mount {
	var all []mount
	for line := range lines(root, "proc/self/mountinfo") {
		// 36 35 98:0 /group /point options [optional fields] - type source options
		head, tail, _ := strings.Cut(line, " - ")
		where, what := strings.Fields(head), strings.Fields(tail)
		if len(where) < 5 || len(what) < 3 {
			continue
		}
		m := mount{point: strings.TrimPrefix(unescape.Replace(where[4]), "/"), group: unescape.Replace(where[3])}
		switch what[0] {
		case "cgroup2":
			m.controllers = []string{""}
		case "cgroup":
			m.controllers = strings.Split(what[2], ",")
		default:
			continue
		}
		all = append(all, m)
	}
	return all
}

// unescape undoes what mountinfo does to the names it writes.
var unescape = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// ancestry yields the directories of the process's own group and of those
// around it, up to the mount's.
func (m mount) ancestry(groups map[string]string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, controller := range m.controllers {
			own, ok := groups[controller]
			if !ok {
				continue
			}
			// Inside a container, the path may be that of the host, of which only
			// the part under the mounted group is visible.
			below, found := strings.CutPrefix(path.Clean("/"+own), strings.TrimSuffix(m.group, "/"))
			if !found || below != "" && below[0] != '/' {
				below = ""
			}
			for dir := path.Join(m.point, below); ; dir = path.Dir(dir) {
				if !yield(dir) {
					return
				}
				if dir == m.point || dir == "." {
					break
				}
			}
		}
	}
}

// cpuLimit returns how many processors the group in dir may use.
func cpuLimit(root fs.FS, dir string) (float64, bool) {
	quota, period := word(root, dir, "cpu.cfs_quota_us", 0), word(root, dir, "cpu.cfs_period_us", 0)
	if quota == "" {
		quota, period = word(root, dir, "cpu.max", 0), word(root, dir, "cpu.max", 1)
	}
	q, qerr := strconv.ParseFloat(quota, 64) // not "max"
	p, perr := strconv.ParseFloat(period, 64)
	return q / p, qerr == nil && perr == nil && q > 0 && p > 0 // -1 is no limit either
}

// memoryLimit returns how many bytes the group in dir may use.
func memoryLimit(root fs.FS, dir string) (uint64, bool) {
	limit := word(root, dir, "memory.limit_in_bytes", 0)
	if limit == "" {
		limit = word(root, dir, "memory.max", 0)
	}
	bytes, err := strconv.ParseUint(limit, 10, 64) // not "max"
	// In version 1, no limit is the greatest number of whole pages.
	const unlimited = 1 << 60
	return bytes, err == nil && bytes < unlimited
}

// word returns the i-th word of a file, empty when there is none.
func word(root fs.FS, dir, file string, i int) string {
	content, err := fs.ReadFile(root, path.Join(dir, file))
	if err != nil {
		return ""
	}
	words := strings.Fields(string(content))
	if i >= len(words) {
		return ""
	}
	return words[i]
}

// lines yields the lines of a file, none when it cannot be read.
func lines(root fs.FS, file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		content, err := fs.ReadFile(root, file)
		if err != nil {
			return
		}
		for line := range strings.Lines(string(content)) {
			if !yield(strings.TrimSuffix(line, "\n")) {
				return
			}
		}
	}
}
