package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"cahiers/kernelext/execute"
	"cahiers/kernelext/install"
)

func newRunCommand() *cobra.Command {
	var forMachines bool
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "run [cahier…]",
		Short: shortRun,
		Long:  longRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			layout, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			paths, err := notebookPaths(layout, args)
			if err != nil {
				return err
			}
			var watch execute.Watcher = execute.Silent{}
			if !forMachines {
				watch = newProgress(cmd.OutOrStdout())
			}
			results, err := executeAll(cmd.Context(), layout, paths, timeout, watch)
			if forMachines {
				if err := execute.WriteJSON(cmd.OutOrStdout(), results); err != nil {
					return err
				}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&forMachines, "json", false, flagJSON)
	addTimeoutFlag(cmd, &timeout)
	return cmd
}

func addTimeoutFlag(cmd *cobra.Command, timeout *time.Duration) {
	cmd.Flags().DurationVar(timeout, "timeout", execute.DefaultTimeout, flagTimeout)
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if *timeout < time.Second {
			return &usageError{cmd, errors.New(msgShortTimeout)}
		}
		return nil
	}
}

// executeAll runs the notebooks one after the other: they measure, and two at
// once would measure each other. It returns errSaid when one of them did not
// do what it should, which watch has said.
func executeAll(ctx context.Context, l install.Layout, paths []string, timeout time.Duration, watch execute.Watcher) ([]execute.Result, error) {
	runner := execute.Runner{Python: l.Python(), Kernel: install.KernelName, Env: l.Environ(), Timeout: timeout}
	var results []execute.Result
	var failure error
	for _, path := range paths {
		result := runner.Run(ctx, path, watch)
		results = append(results, result)
		if ctx.Err() != nil {
			return results, context.Cause(ctx)
		}
		if !result.OK() {
			failure = errSaid
		}
	}
	return results, failure
}

// newProgress shows the run on w, with a bar when w is a terminal.
func newProgress(w io.Writer) *execute.Progress {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return execute.NewProgress(w, width)
		}
	}
	return execute.NewProgress(w, 0)
}

// notebookPaths finds the notebooks that the arguments name, all of the
// course when there is none. An argument is a path, or the name of one of the
// course's notebooks: 04-mutex.
func notebookPaths(l install.Layout, args []string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(escapeGlob(l.Notebooks()), "*.ipynb"))
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		if len(all) == 0 {
			return nil, errNoNotebooks(l.Notebooks())
		}
		return relative(all), nil
	}
	var paths []string
	for _, arg := range args {
		path := arg
		if _, err := os.Stat(path); err != nil {
			path = filepath.Join(l.Notebooks(), strings.TrimSuffix(filepath.Base(arg), ".ipynb")+".ipynb")
		}
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return nil, errUnknownNotebook(arg, all)
		}
		paths = append(paths, path)
	}
	return relative(paths), nil
}

// relative shortens the paths that are below the current folder.
func relative(paths []string) []string {
	here, err := os.Getwd()
	if err != nil {
		return paths
	}
	for i, path := range paths {
		if short, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(short) {
			paths[i] = short
		}
	}
	return paths
}

// escapeGlob makes a path stand for itself in a pattern.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}
