package workload

import "runtime"

// A Card says which machine a measurement was made on.
type Card struct {
	GoVersion   string  `json:"go_version"`
	OS          string  `json:"os"`
	Arch        string  `json:"arch"`
	CPU         string  `json:"cpu,omitempty"`          // the processor's name; empty when the system does not say
	Cores       int     `json:"cores"`                  // logical processors this process may use
	GOMAXPROCS  int     `json:"gomaxprocs"`             // how many goroutines Go runs at one moment
	CPULimit    float64 `json:"cpu_limit,omitempty"`    // processors the container grants, for instance 1.5; 0 when it sets no limit
	MemoryLimit uint64  `json:"memory_limit,omitempty"` // bytes the container grants; 0 when it sets no limit
}

// Machine describes the machine this program runs on. It reads a few small
// files of the system at every call.
func Machine() Card {
	return Card{
		GoVersion:  runtime.Version(),
		OS:         runtime.GOOS,
		Arch:       runtime.GOARCH,
		Cores:      runtime.NumCPU(),
		GOMAXPROCS: runtime.GOMAXPROCS(0),
	}
}
