package private

// What the kernel tells GoNB, Go's tools and the cells through the environment.
const (
	EnvDir         = "CAHIERS_PRIVATE"     // the private folder
	EnvGo          = "CAHIERS_GO"          // path of the real go
	EnvRoot        = "CAHIERS_ROOT"        // folder of the course, whose module cells import
	EnvConfig      = "CAHIERS_CONFIG"      // user configuration for Go's tools, in which telemetry is off
	EnvPrecompiled = "CAHIERS_PRECOMPILED" // file of package precompiled
	EnvGoimports   = "CAHIERS_GOIMPORTS"   // path of the real goimports
	EnvStandard    = "CAHIERS_STANDARD"    // file of package standard
)

// GoFlags is the GOFLAGS of cells. Read-only modules could not be removed with
// the folder.
const GoFlags = "-modcacherw -buildvcs=false"

// LeakProfile is the GOEXPERIMENT that gives Go 1.26 its profile of leaked
// goroutines.
const LeakProfile = "goroutineleakprofile"
