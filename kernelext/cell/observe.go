package cell

import (
	"os"
	"strconv"
	"strings"

	"cahiers/kernelext/private"
)

// What the helpers of a cell look for in their environment.
const (
	leaksVar = "CAHIERS_LEAKS"
	filmVar  = "CAHIERS_FILM"
)

// observe tells the program, through the environment, where to leave what it
// has to show of its goroutines, and Go's runtime to say all that it knows when
// it gives up. Outside of a kernel nobody would look at it.
func observe(dir string) {
	if dir == "" {
		return
	}
	_ = os.Setenv(leaksVar, private.LeakList(dir))
	_ = os.Setenv(filmVar, private.FilmTrace(dir))
	// The addresses of locks and channels are in the frames of the runtime.
	if os.Getenv("GOTRACEBACK") == "" {
		_ = os.Setenv("GOTRACEBACK", "system")
	}
	// A race is drawn: it is no failure of the cell. The last setting counts, and
	// the learner's own comes after.
	_ = os.Setenv("GORACE", strings.TrimSpace(
		"exitcode=0 history_size=7 log_path="+strconv.Quote(private.RaceLog(dir))+" "+os.Getenv("GORACE")))
}
