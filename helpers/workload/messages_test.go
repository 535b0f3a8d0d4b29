package workload_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestCardInFrench(t *testing.T) {
	for name, test := range map[string]struct {
		card workload.Card
		want string
	}{
		"a laptop": {
			workload.Card{GoVersion: "go1.26.8", OS: "darwin", Arch: "arm64", Cores: 8, GOMAXPROCS: 8},
			"Go 1.26.8, darwin/arm64, 8\u00a0cœurs, GOMAXPROCS\u00a08",
		},
		"a container": {
			workload.Card{
				GoVersion: "go1.26.8", OS: "linux", Arch: "amd64", CPU: "Intel Xeon Processor", Cores: 16, GOMAXPROCS: 2,
				CPULimit: 1.5, MemoryLimit: 2 << 30,
			},
			"Go 1.26.8, linux/amd64, Intel Xeon Processor, 16\u00a0cœurs, GOMAXPROCS\u00a02, conteneur limité à 1,5\u00a0cœur et 2\u202fGio",
		},
		"time only": {
			workload.Card{GoVersion: "go1.26", OS: "linux", Arch: "amd64", Cores: 1, GOMAXPROCS: 1, CPULimit: 2},
			"Go 1.26, linux/amd64, 1\u00a0cœur, GOMAXPROCS\u00a01, conteneur limité à 2\u00a0cœurs",
		},
		"memory only": {
			workload.Card{GoVersion: "devel go1.27-abc", OS: "linux", Arch: "386", Cores: 2, GOMAXPROCS: 2, MemoryLimit: 450 << 20},
			"Go devel 1.27-abc, linux/386, 2\u00a0cœurs, GOMAXPROCS\u00a02, conteneur limité à 450\u202fMio",
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, test.card.String()) })
	}
}

func TestCostInFrench(t *testing.T) {
	c := workload.Cost{Name: "Lock et Unlock", Median: 17.3, Low: 16.9, High: 18, Batches: 21}
	require.Equal(t, "Lock et Unlock\u00a0: 17,3\u202fns (16,9\u202fns à 18\u202fns, 21\u00a0lots)", c.String())
}

func TestMachineKnowsThisMachine(t *testing.T) {
	c := workload.Machine()
	require.Positive(t, c.Cores)
	require.Positive(t, c.GOMAXPROCS)
	require.Contains(t, c.String(), c.OS+"/"+c.Arch)
}
