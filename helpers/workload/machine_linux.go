package workload

import (
	"io/fs"
	"os"
	"strings"
)

func (c *Card) addSystem() {
	root := os.DirFS("/")
	c.CPU = cpuName(root)
	c.CPULimit, c.MemoryLimit = containerLimits(root)
}

// cpuName returns what the kernel calls the processor: a model on PCs, a board
// on most ARM systems, nothing on the others.
func cpuName(root fs.FS) string {
	info, err := fs.ReadFile(root, "proc/cpuinfo")
	if err != nil {
		return ""
	}
	names := map[string]string{}
	for line := range strings.Lines(string(info)) {
		key, value, _ := strings.Cut(line, ":")
		names[strings.TrimSpace(key)] = value
	}
	for _, key := range []string{"model name", "Model", "Hardware", "cpu model"} {
		if name := names[key]; name != "" {
			return strings.Join(strings.Fields(trademarks.Replace(name)), " ")
		}
	}
	return ""
}

// trademarks leaves room for the rest of a caption.
var trademarks = strings.NewReplacer("(R)", "", "(r)", "", "(TM)", "", "(tm)", "")
