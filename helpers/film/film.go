// Package film records the goroutines of a cell, so that the kernel draws when
// each one ran, was ready to run, or waited, and for what.
//
// It is runtime/trace and nothing more: it draws nothing, and a program that
// is not recorded pays nothing for it. A recorded one is slower, up to three
// times where goroutines switch all the time. And as long as a recording goes
// on Go's runtime does not notice that all goroutines are asleep: a recorded
// deadlock waits for the learner to interrupt the cell, who then sees the film.
package film

import (
	"context"
	"os"
	"runtime/trace"
	"sync"
)

// environment names the variable by which the supervisor says where it wants
// the film of this cell: a file that does not exist yet.
const environment = "CAHIERS_FILM"

// Show runs f and records, until it returns, what all goroutines do: those that
// f starts, and those that were there.
//
// A cell has one film, that of its first Show: a later one runs its function
// without recording it, and says so on standard error. One within a recorded
// function is part of its film. Outside a notebook f runs, and a line says that
// there is no film. A film is cut when its recording has reached a megabyte; f
// goes on, and so does a panic of f, as if nobody looked.
func Show(f func()) { shared().show(f) }

// Main is Show for the whole of a program: what the directive //cahiers:film
// makes of a cell's func main.
func Main(f func()) { shared().show(f) }

// Name gives the calling goroutine its name in the film. Call it at the start
// of the goroutine, within what is recorded; elsewhere it does nothing, in a
// nanosecond.
func Name(name string) {
	if trace.IsEnabled() {
		trace.Log(context.Background(), categoryName, name)
	}
}

// shared is the camera of this process, which has one trace to record.
var shared = sync.OnceValue(func() *camera {
	return &camera{path: os.Getenv(environment), limit: megabyte, err: os.Stderr}
})
