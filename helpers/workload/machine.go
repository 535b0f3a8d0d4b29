package workload

import "runtime"

// A Card says which machine a measurement was made on, and how much of it the
// program may use.
type Card struct {
	GoVersion  string `json:"go_version"`
	OS         string `json:"os"`
	Arch       string `json:"arch"`
	CPU        string `json:"cpu,omitempty"` // the processor's name; empty when the system does not say
	Cores      int    `json:"cores"`         // logical processors the program may run on
	GOMAXPROCS int    `json:"gomaxprocs"`    // goroutines that Go runs at the same moment

	// CPULimit is how many processors' time the container grants: 1.5 stops the
	// program half of the time when it keeps three processors busy. 0 when no
	// limit is known. GOMAXPROCS may be above it.
	CPULimit float64 `json:"cpu_limit,omitempty"`

	// MemoryLimit is how many bytes the container grants; 0 when no limit is known.
	MemoryLimit uint64 `json:"memory_limit,omitempty"`
}

// Machine describes the machine this program runs on, as it is now. On Linux
// it reads a few small files; elsewhere it knows neither the processor's name
// nor any limit.
func Machine() Card {
	c := Card{
		GoVersion:  runtime.Version(),
		OS:         runtime.GOOS,
		Arch:       runtime.GOARCH,
		Cores:      runtime.NumCPU(),
		GOMAXPROCS: runtime.GOMAXPROCS(0),
	}
	c.addSystem()
	return c
}
