// Package outcome reads, in what a cell put out, how it ended: well, refused
// by the compiler, dead of a panic, … It is the one place that knows how our
// kernel (package explain), the race detector and the leak profile say so.
package outcome

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/notebook"
	"cahiers/kernelext/sight"
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
//	race      a race was drawn, whatever the status
//	leak      goroutines that can never go on were drawn, whatever the status
//	success   the reply is not an error
//	the rest  as the name of the error says
func Of(failed bool, outputs []notebook.Output) Outcome {
	seen := Sights(outputs)
	switch {
	case slices.ContainsFunc(seen, func(s sight.Sight) bool { return s.Kind == sight.Race && len(s.Races) > 0 }):
		return Race
	case slices.ContainsFunc(seen, func(s sight.Sight) bool {
		return s.Kind == sight.Leak && s.Waits != nil && len(s.Waits.Goroutines) > 0
	}):
		return Leak
	case !failed:
		return Success
	}
	name, _ := lastError(outputs)
	switch name {
	case explain.Compile:
		return Compile
	case explain.Panic:
		return Panic
	case explain.Deadlock:
		return Deadlock
	case explain.Exit, explain.Signal, explain.Fatal:
		return Exit
	case explain.Interrupt:
		return Timeout
	default:
		return Refused
	}
}

// Sights returns what the kernel drew of the cell.
func Sights(outputs []notebook.Output) []sight.Sight {
	var seen []sight.Sight
	for _, o := range outputs {
		data, _ := o["data"].(map[string]any)
		if data[sight.MIME] == nil {
			continue
		}
		var s sight.Sight
		raw, err := json.Marshal(data[sight.MIME])
		if err == nil && json.Unmarshal(raw, &s) == nil {
			seen = append(seen, s)
		}
	}
	return seen
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// lastError returns the name of the outputs' last error, and the first line of
// what it shows.
func lastError(outputs []notebook.Output) (name, first string) {
	for _, o := range outputs {
		if o["output_type"] != "error" {
			continue
		}
		name, _ = o["ename"].(string)
		first, _ = o["evalue"].(string)
		if traceback, _ := o["traceback"].([]any); len(traceback) > 0 {
			first, _ = traceback[0].(string)
		}
		first, _, _ = strings.Cut(ansi.ReplaceAllString(first, ""), "\n")
	}
	return name, first
}

// FirstLine returns the line that says most of why the cell failed.
func FirstLine(outputs []notebook.Output) string {
	if _, first := lastError(outputs); first != "" {
		return first
	}
	if seen := Sights(outputs); len(seen) > 0 {
		return seen[0].Title
	}
	return ""
}
