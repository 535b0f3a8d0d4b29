package execute

import (
	"encoding/json"
	"io"
)

// WriteJSON writes what became of the notebooks, for machines, as one object:
//
//	{"version": 1, "ok": false, "notebooks": [
//	  {"notebook": "notebooks/04-mutex.ipynb", "ok": false, "seconds": 12.3,
//	   "error": "…",      // why it could not be run to its end; absent when it was
//	   "cells": [Cell…]}  // see Cell: one for each code cell, in order
//	]}
//
// Seconds are wall time. A new version number means that a field changed its
// meaning or went; new fields may come without one.
func WriteJSON(w io.Writer, results []Result) error {
	type one struct {
		Notebook string  `json:"notebook"`
		OK       bool    `json:"ok"`
		Seconds  float64 `json:"seconds"`
		Error    string  `json:"error,omitempty"`
		Cells    []Cell  `json:"cells"`
	}
	report := struct {
		Version   int   `json:"version"`
		OK        bool  `json:"ok"`
		Notebooks []one `json:"notebooks"`
	}{Version: 1, OK: true, Notebooks: []one{}}
	for _, r := range results {
		n := one{Notebook: r.Path, OK: r.OK(), Seconds: r.Elapsed.Seconds(), Cells: append([]Cell{}, r.Cells...)}
		if r.Err != nil {
			n.Error = r.Err.Error()
		}
		report.OK = report.OK && n.OK
		report.Notebooks = append(report.Notebooks, n)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(report)
}

// Silent is a [Watcher] that says nothing.
type Silent struct{}

// Started implements [Watcher].
func (Silent) Started(string, int) {}

// Cell implements [Watcher].
func (Silent) Cell(string, Cell) {}

// Ended implements [Watcher].
func (Silent) Ended(string, Cell) {}

// Finished implements [Watcher].
func (Silent) Finished(Result) {}
