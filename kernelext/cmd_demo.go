package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"cahiers/kernelext/demo"
	"cahiers/kernelext/execute"
	"cahiers/kernelext/handout"
	"cahiers/kernelext/install"
	"cahiers/kernelext/notebook"
	"cahiers/kernelext/outcome"
)

// demoTimeout is how long a cell of the demo may run: the one that never ends
// shows what an interrupt does.
const demoTimeout = 10 * time.Second

func newDemoCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: shortDemo,
		Long:  longDemo,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			layout, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			aside, err := os.MkdirTemp("", "cahiers-demo-")
			if err != nil {
				return err
			}
			defer func() { _ = os.RemoveAll(aside) }()
			path := filepath.Join(aside, "cellules-cassees.ipynb")
			if err := notebook.Write(path, demo.Notebook()); err != nil {
				return err
			}
			watch := asInDemo{newProgress(cmd.OutOrStdout())}
			results, err := executeAll(cmd.Context(), layout, []string{path}, demoTimeout, watch)
			if results[0].Err != nil {
				return err
			}
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if err := writeEditions(cmd, layout, dir, []handout.Edition{handout.Student}, results); err != nil {
				return err
			}
			if !watch.judged(results[0]).OK() {
				return errSaid
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "demo", flagOutput)
	return cmd
}

// asInDemo is told of cells that end as the demo announces, where a notebook
// could not: one is interrupted.
type asInDemo struct{ execute.Watcher }

func (w asInDemo) Ended(path string, c execute.Cell) { w.Watcher.Ended(path, judge(c)) }

func (w asInDemo) Finished(r execute.Result) { w.Watcher.Finished(w.judged(r)) }

func (w asInDemo) judged(r execute.Result) execute.Result {
	cells := make([]execute.Cell, len(r.Cells))
	for i, c := range r.Cells {
		cells[i] = judge(c)
	}
	r.Cells = cells
	return r
}

func judge(c execute.Cell) execute.Cell {
	if ends, ok := demo.Ends(c.ID); ok && outcome.Outcome(c.Outcome) == ends {
		c.OK, c.Reason, c.Detail = true, "", ""
	}
	return c
}
