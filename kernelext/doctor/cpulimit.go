package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// cpuLimit is how many processors' time the process may use, or 0 where
// nothing limits it. It reads Linux's cgroups, version 2 then 1; elsewhere
// there are none to read.
func cpuLimit() float64 {
	const root = "/sys/fs/cgroup"
	lowest := 0.0
	note := func(limit float64) {
		if limit > 0 && (lowest == 0 || limit < lowest) {
			lowest = limit
		}
	}
	var group string
	if data, err := os.ReadFile("/proc/self/cgroup"); err == nil {
		for line := range strings.Lines(string(data)) {
			if path, found := strings.CutPrefix(strings.TrimSpace(line), "0::"); found {
				group = path
			}
		}
	}
	// A group is bound by its own limit and by those of the groups above it.
	for ; ; group = filepath.Dir(group) {
		if data, err := os.ReadFile(filepath.Join(root, group, "cpu.max")); err == nil {
			note(quota(string(data)))
		}
		if group == "" || group == "/" || group == "." {
			break
		}
	}
	v1 := filepath.Join(root, "cpu")
	allowed, err := os.ReadFile(filepath.Join(v1, "cpu.cfs_quota_us"))
	if err == nil {
		if period, err := os.ReadFile(filepath.Join(v1, "cpu.cfs_period_us")); err == nil {
			note(quota(string(allowed) + " " + string(period)))
		}
	}
	return lowest
}

// quota reads "200000 100000": microseconds allowed in each period; "max" or a
// negative number is no limit.
func quota(text string) float64 {
	var allowed, period float64
	if n, _ := fmt.Sscan(text, &allowed, &period); n < 2 || allowed <= 0 || period <= 0 {
		return 0
	}
	return allowed / period
}
