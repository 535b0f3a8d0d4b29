package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cahiers/kernelext/execute"
	"cahiers/kernelext/handout"
	"cahiers/kernelext/install"
)

// everyEdition asks for a folder of pages for each edition.
const everyEdition = "toutes"

func newExportCommand() *cobra.Command {
	var dir, edition string
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "export [cahier…]",
		Short: shortExport,
		Long:  longExport,
		RunE: func(cmd *cobra.Command, args []string) error {
			editions, err := editionsOf(edition)
			if err != nil {
				return &usageError{cmd, err}
			}
			layout, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			paths, err := notebookPaths(layout, args)
			if err != nil {
				return err
			}
			results, err := executeAll(cmd.Context(), layout, paths, timeout, newProgress(cmd.OutOrStdout()))
			if err != nil {
				if errors.Is(err, errSaid) {
					cmd.PrintErrln(msgNothingWritten)
				}
				return err
			}
			return writeEditions(cmd, layout, dir, editions, results)
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "export", flagOutput)
	cmd.Flags().StringVar(&edition, "edition", string(handout.Student), flagEdition)
	addTimeoutFlag(cmd, &timeout)
	return cmd
}

func editionsOf(name string) ([]handout.Edition, error) {
	switch name {
	case string(handout.Student), string(handout.Teacher):
		return []handout.Edition{handout.Edition(name)}, nil
	case everyEdition:
		return []handout.Edition{handout.Student, handout.Teacher}, nil
	}
	return nil, errUnknownEdition(name)
}

// writeEditions writes one edition into dir, or each of several into a folder
// of its own there, all from the same run.
func writeEditions(cmd *cobra.Command, l install.Layout, dir string, editions []handout.Edition, results []execute.Result) error {
	var sources []handout.Source
	for _, r := range results {
		sources = append(sources, handout.Source{Path: r.Path, Notebook: r.Notebook})
	}
	options := handout.Options{
		Python:  l.Python(),
		Env:     l.Environ(),
		Root:    l.Root(),
		Made:    time.Now(),
		Machine: machine(),
		Version: courseVersion(cmd.Context(), l.Root()),
	}
	for _, edition := range editions {
		to := dir
		if len(editions) > 1 {
			to = filepath.Join(dir, string(edition))
		}
		options.Edition = edition
		if err := handout.Write(cmd.Context(), to, sources, options); err != nil {
			return err
		}
		cmd.Println(msgExported(len(sources), filepath.Join(to, "index.html")))
	}
	return nil
}

// machine says where the notebooks ran; each figure's caption says more.
func machine() string {
	return msgMachine(strings.Replace(runtime.Version(), "go", "Go ", 1), runtime.GOOS+"/"+runtime.GOARCH,
		runtime.NumCPU(), runtime.GOMAXPROCS(0))
}

// courseVersion is the commit of the course, "" when there is none to tell: a
// folder that was unpacked rather than cloned, a machine without git.
func courseVersion(ctx context.Context, root string) string {
	out, err := exec.CommandContext(ctx, "git", "-C", root, "describe", "--always", "--dirty=+").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
