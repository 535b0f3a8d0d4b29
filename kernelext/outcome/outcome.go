// Package outcome reads, in what a cell put out, how it ended: well, refused
// by the compiler, dead of a panic, … It is the one place that knows how GoNB,
// the Go runtime and the race detector say so.
package outcome

import (
	"regexp"
	"strings"

	"cahiers/kernelext/notebook"
)

// An Outcome is the way a cell ended.
type Outcome string

// The outcomes a notebook may ask for by cahiers.expect, and the others.
const (
	Success  = Outcome(notebook.Success)
	Compile  = Outcome(notebook.Compile)
	Panic    = Outcome(notebook.Panic)
	Deadlock = Outcome(notebook.Deadlock)
	Race     = Outcome(notebook.Race)
	Leak     = Outcome(notebook.Leak)

	Exit    Outcome = "exit"    // the program ended by itself with a status other than 0, or a fatal error of the runtime
	Refused Outcome = "refused" // the kernel refused the cell for another reason, for instance an unknown % command
	Timeout Outcome = "timeout" // it ran too long and was interrupted
	Dead    Outcome = "dead"    // the kernel died, or no longer answers
	NotRun  Outcome = "not-run" // the kernel was gone before its turn
)

// Of reads the outcome of a cell that ran to its end. failed says whether
// Jupyter's execute_reply was an error. The rules, tried in this order:
//
//	race      a line of stderr is "WARNING: DATA RACE", whatever the status
//	leak      a leak profile is printed ("goroutineleak profile: total 1" or more), whatever the status
//	success   the reply is not an error
//	compile   a line of the error's value names a place of GoNB's main.go with its column, or is the go command's ("go: …", "failed to run …")
//	deadlock  a line of stderr is "fatal error: all goroutines are asleep - deadlock!"
//	panic     a line of stderr starts with "panic: "
//	exit      the error's value is "exit status N" or "signal: …"
//	refused   anything else
func Of(failed bool, outputs []notebook.Output) Outcome {
	printed := Printed(outputs, "stdout") + Printed(outputs, "stderr")
	stderr := Printed(outputs, "stderr")
	value, _ := lastError(outputs)
	switch {
	case raceReport.MatchString(stderr):
		return Race
	case leakProfile.MatchString(printed):
		return Leak
	case !failed:
		return Success
	case beforeRun.MatchString(value):
		return Compile
	case asleep.MatchString(stderr):
		return Deadlock
	case panicked.MatchString(stderr):
		return Panic
	case ended.MatchString(value):
		return Exit
	}
	return Refused
}

var (
	raceReport  = regexp.MustCompile(`(?m)^WARNING: DATA RACE$`)
	leakProfile = regexp.MustCompile(`(?m)^goroutineleak profile: total [1-9]`)
	asleep      = regexp.MustCompile(`(?m)^fatal error: all goroutines are asleep - deadlock!`)
	panicked    = regexp.MustCompile(`(?m)^panic: `)
	beforeRun   = regexp.MustCompile(`(?m)(main(_test)?\.go:\d+:\d+: |^go: |^failed to run )`)
	ended       = regexp.MustCompile(`^(exit status |signal: )`)
)

// Printed joins what the outputs hold of one stream, "stdout" or "stderr",
// without colours.
func Printed(outputs []notebook.Output, stream string) string {
	var b strings.Builder
	for _, o := range outputs {
		if o["output_type"] == "stream" && o["name"] == stream {
			text, _ := notebook.Text(o["text"])
			b.WriteString(text)
		}
	}
	return ansi.ReplaceAllString(b.String(), "")
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// lastError returns the value and the traceback of the outputs' last error.
func lastError(outputs []notebook.Output) (value string, traceback []string) {
	for _, o := range outputs {
		if o["output_type"] != "error" {
			continue
		}
		value, _ = o["evalue"].(string)
		entries, _ := o["traceback"].([]any)
		traceback = nil
		for _, entry := range entries {
			text, _ := entry.(string)
			traceback = append(traceback, ansi.ReplaceAllString(text, ""))
		}
	}
	return value, traceback
}

// FirstLine returns the line that says most of why the cell failed: the first
// diagnostic of the compiler, the line of the panic, else the error's value.
func FirstLine(outputs []notebook.Output) string {
	if found := Diagnostics(outputs); len(found) > 0 {
		return found[0].String()
	}
	if line := telling.FindString(Printed(outputs, "stderr")); line != "" {
		return line
	}
	value, _ := lastError(outputs)
	first, _, _ := strings.Cut(value, "\n")
	return first
}

var telling = regexp.MustCompile(`(?m)^(panic: |fatal error: |WARNING: DATA RACE).*$`)
