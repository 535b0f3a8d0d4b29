package workload

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func system(files map[string]string) fstest.MapFS {
	root := fstest.MapFS{}
	for name, content := range files {
		root[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return root
}

const (
	mountV2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
	mountV1 = "33 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n" +
		"36 30 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
)

func TestContainerLimits(t *testing.T) {
	for name, test := range map[string]struct {
		files  map[string]string
		cpus   float64
		memory uint64
	}{
		"no control groups at all": {},
		"version 2, seen from inside its own namespace": {
			files: map[string]string{
				"proc/self/cgroup":         "0::/\n",
				"proc/self/mountinfo":      "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + mountV2,
				"sys/fs/cgroup/cpu.max":    "150000 100000\n",
				"sys/fs/cgroup/memory.max": "2147483648\n",
			},
			cpus: 1.5, memory: 2 << 30,
		},
		"version 2 without limits says max": {
			files: map[string]string{
				"proc/self/cgroup":                    "0::/user.slice\n",
				"proc/self/mountinfo":                 mountV2,
				"sys/fs/cgroup/user.slice/cpu.max":    "max 100000\n",
				"sys/fs/cgroup/user.slice/memory.max": "max\n",
			},
		},
		"version 2, nested: the tightest group decides, each resource for itself": {
			files: map[string]string{
				"proc/self/cgroup":                             "0::/kubepods/pod1/main\n",
				"proc/self/mountinfo":                          mountV2,
				"sys/fs/cgroup/kubepods/cpu.max":               "400000 100000\n",
				"sys/fs/cgroup/kubepods/memory.max":            "1073741824\n",
				"sys/fs/cgroup/kubepods/pod1/cpu.max":          "50000 100000\n",
				"sys/fs/cgroup/kubepods/pod1/main/cpu.max":     "max 100000\n",
				"sys/fs/cgroup/kubepods/pod1/main/memory.max":  "4294967296\n",
				"sys/fs/cgroup/kubepods/other/main/memory.max": "1\n",
			},
			cpus: 0.5, memory: 1 << 30,
		},
		"version 1": {
			files: map[string]string{
				"proc/self/cgroup":    "4:memory:/docker/ab\n3:cpu,cpuacct:/docker/ab\n1:name=systemd:/x\n0::/\n",
				"proc/self/mountinfo": mountV1,
				"sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_quota_us":  "200000\n",
				"sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_period_us": "100000\n",
				"sys/fs/cgroup/memory/docker/ab/memory.limit_in_bytes":  "536870912\n",
			},
			cpus: 2, memory: 512 << 20,
		},
		"version 1 without limits": {
			files: map[string]string{
				"proc/self/cgroup":                            "4:memory:/\n3:cpu,cpuacct:/\n",
				"proc/self/mountinfo":                         mountV1,
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "-1\n",
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
				"sys/fs/cgroup/memory/memory.limit_in_bytes":  "9223372036854771712\n",
			},
		},
		"version 1 in a container that mounts its own group, under the host's path": {
			files: map[string]string{
				"proc/self/cgroup":                            "3:cpu,cpuacct:/docker/ab\n",
				"proc/self/mountinfo":                         "33 30 0:29 /docker/ab /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n",
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "25000\n",
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
			},
			cpus: 0.25,
		},
		"a group whose name begins like the mounted one": {
			files: map[string]string{
				"proc/self/cgroup":            "0::/minecraft\n",
				"proc/self/mountinfo":         "30 23 0:26 /mine /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
				"sys/fs/cgroup/cpu.max":       "200000 100000\n",
				"sys/fs/cgroupcraft/cpu.max":  "1 1\n",
				"sys/fs/cgroup/craft/cpu.max": "100000 100000\n",
			},
			cpus: 2,
		},
		"a group outside what is mounted": {
			files: map[string]string{
				"proc/self/cgroup":      "0::/../../other\n",
				"proc/self/mountinfo":   "30 23 0:26 /mine /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
				"sys/fs/cgroup/cpu.max": "100000 100000\n",
			},
			cpus: 1,
		},
		"both versions side by side": {
			files: map[string]string{
				"proc/self/cgroup": "4:memory:/a\n0::/b\n",
				"proc/self/mountinfo": mountV1 +
					"41 30 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n",
				"sys/fs/cgroup/memory/a/memory.limit_in_bytes": "1048576\n",
				"sys/fs/cgroup/unified/b/cpu.max":              "300000 100000\n",
			},
			cpus: 3, memory: 1 << 20,
		},
		"a mount point with a space in its name": {
			files: map[string]string{
				"proc/self/cgroup":           "0::/\n",
				"proc/self/mountinfo":        `30 23 0:26 / /mnt/control\040groups rw - cgroup2 cgroup2 rw` + "\n",
				"mnt/control groups/cpu.max": "100000 100000\n",
			},
			cpus: 1,
		},
		"files that make no sense": {
			files: map[string]string{
				"proc/self/cgroup":         "nonsense\n0::/\n",
				"proc/self/mountinfo":      "nonsense\n- -\n" + mountV2,
				"sys/fs/cgroup/cpu.max":    "\n",
				"sys/fs/cgroup/memory.max": "lots\n",
			},
		},
		"a period of zero": {
			files: map[string]string{
				"proc/self/cgroup":      "0::/\n",
				"proc/self/mountinfo":   mountV2,
				"sys/fs/cgroup/cpu.max": "100000 0\n",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			cpus, memory := containerLimits(system(test.files))
			require.Equal(t, test.cpus, cpus)
			require.Equal(t, test.memory, memory)
		})
	}
}

func TestCPUName(t *testing.T) {
	for name, test := range map[string]struct{ cpuinfo, want string }{
		"PC":           {"processor\t: 0\nmodel\t\t: 167\nmodel name\t: Intel(R) Core(TM)  i7-1165G7 @ 2.80GHz\n", "Intel Core i7-1165G7 @ 2.80GHz"},
		"Raspberry Pi": {"processor\t: 0\nBogoMIPS\t: 108.00\n\nRevision\t: c03111\nModel\t\t: Raspberry Pi 4 Model B Rev 1.1\n", "Raspberry Pi 4 Model B Rev 1.1"},
		"ARM server":   {"processor\t: 0\nCPU implementer\t: 0x41\n", ""},
		"empty":        {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, cpuName(system(map[string]string{"proc/cpuinfo": test.cpuinfo})))
		})
	}
	require.Empty(t, cpuName(system(nil)))
}
