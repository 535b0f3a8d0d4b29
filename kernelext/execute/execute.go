// Package execute runs notebooks in the real kernel, through Jupyter's own
// nbclient, and says of each cell whether it did what the notebook announces.
package execute

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"cahiers/kernelext/notebook"
	"cahiers/kernelext/outcome"
)

// DefaultTimeout is how long a cell may run.
const DefaultTimeout = 120 * time.Second

// A Runner says how notebooks are executed. Its fields are set before use and
// not changed after; one Runner may run several notebooks at once.
type Runner struct {
	Python  string        // the interpreter of the environment that has nbclient
	Kernel  string        // the name of the kernelspec
	Env     []string      // the whole environment of the driver and of the kernel
	Timeout time.Duration // for one cell, at least a second
}

// A Cell is what became of one code cell.
type Cell struct {
	Index   int     `json:"index"`             // place among all cells, from 0
	ID      string  `json:"id"`                // the cell's id
	Number  int     `json:"number"`            // place among code cells, from 1: what Lab shows in brackets
	Section string  `json:"section"`           // title of the section it stands in
	Expect  string  `json:"expect,omitempty"`  // what cahiers.expect announces
	Outcome string  `json:"outcome,omitempty"` // how it ended, see package outcome; empty when it ended well
	Seconds float64 `json:"seconds"`           // wall time
	OK      bool    `json:"ok"`                // it did what the notebook announces
	Reason  string  `json:"reason,omitempty"`  // in French, why not
	Detail  string  `json:"detail,omitempty"`  // the first line of the error
}

// A Result is what became of one notebook.
type Result struct {
	Path     string             // as given to Run
	Notebook *notebook.Notebook // with the outputs of this run; nil when it could not be read
	Cells    []Cell             // one for each code cell, in order
	Elapsed  time.Duration      // from the start of the kernel to its end
	Err      error              // why the notebook could not be run to its end; nil when it was, well or not
}

// OK says whether every cell ran and did what the notebook announces.
func (r Result) OK() bool { return r.Err == nil && len(r.Failures()) == 0 }

// Failures returns the cells that did not do what the notebook announces.
func (r Result) Failures() []Cell {
	var failed []Cell
	for _, c := range r.Cells {
		if !c.OK {
			failed = append(failed, c)
		}
	}
	return failed
}

// A Watcher is told what happens while a notebook runs; calls come one after
// the other.
type Watcher interface {
	Started(path string, codeCells int) // the notebook is read, its kernel is starting
	Cell(path string, c Cell)           // this cell is about to run
	Ended(path string, c Cell)          // this cell ran
	Finished(r Result)                  // nothing of it runs any more
}

// Run executes the notebook at path from its first cell to its last, in its
// own folder, and never changes the file. It returns when the kernel is gone.
// A cell that fails does not stop the following ones; the result's Err says
// what stopped the whole; it wraps ctx's cause when ctx ended.
func (r Runner) Run(ctx context.Context, path string, watch Watcher) Result {
	result := Result{Path: path}
	begin := time.Now()
	nb, err := notebook.Read(path)
	if err != nil {
		result.Err = err
		if errors.Is(err, fs.ErrNotExist) {
			result.Err = fmt.Errorf("%s%w", msgUnknownNotebook(path), fs.ErrNotExist)
		}
		watch.Finished(result)
		return result
	}
	nb.Identify() // a notebook from an older editor has no ids, and Jupyter insists
	result.Notebook = nb
	place := map[int]int{} // index of a cell → index in result.Cells
	for i, c := range nb.Cells {
		if c.Kind == notebook.Code {
			place[i] = len(result.Cells)
			result.Cells = append(result.Cells, describe(nb, i))
		}
	}
	watch.Started(path, len(result.Cells))
	result.Err = r.drive(ctx, path, nb, func(e event) {
		at, known := place[e.Cell]
		if !known {
			return
		}
		switch e.Event {
		case "start":
			watch.Cell(path, result.Cells[at])
		case "end":
			nb.Cells[e.Cell].Outputs = e.Outputs
			result.Cells[at] = judged(result.Cells[at], nb.Cells[e.Cell], e)
			watch.Ended(path, result.Cells[at])
		}
	})
	result.Elapsed = time.Since(begin)
	watch.Finished(result)
	return result
}

// describe returns the cell before it ran.
func describe(nb *notebook.Notebook, index int) Cell {
	c := nb.Cells[index]
	return Cell{
		Index:   index,
		ID:      c.ID,
		Number:  nb.Number(index),
		Section: nb.Section(index),
		Expect:  string(c.Expect()),
		Outcome: string(outcome.NotRun),
		Reason:  outcome.Judge(c, outcome.NotRun),
	}
}

// judged returns the cell after it ran.
func judged(cell Cell, source notebook.Cell, e event) Cell {
	got := outcome.Of(e.Status == "error", e.Outputs)
	switch e.Status {
	case "timeout":
		got = outcome.Timeout
	case "dead":
		got = outcome.Dead
	}
	cell.Outcome = string(got)
	cell.Seconds = e.Seconds
	cell.Reason = outcome.Judge(source, got)
	cell.OK = cell.Reason == ""
	if !cell.OK {
		cell.Detail = outcome.FirstLine(e.Outputs)
	}
	return cell
}
