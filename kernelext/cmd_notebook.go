package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"cahiers/kernelext/notebook"
)

// newNotebookCommand serves authors, not readers: it is hidden.
func newNotebookCommand() *cobra.Command {
	root := &cobra.Command{Use: "notebook", Short: shortNotebook, Hidden: true}
	root.AddCommand(&cobra.Command{
		Use:   "fmt fichier…",
		Short: shortNotebookFmt,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{cmd, errWhichNotebook()}
			}
			for _, path := range args {
				if err := formatNotebook(cmd, path); err != nil {
					return err
				}
			}
			return nil
		},
	})
	return root
}

// formatNotebook rewrites the file in canonical form, without outputs and
// with an id on each cell, and says what is still wrong with it.
func formatNotebook(cmd *cobra.Command, path string) error {
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	nb, err := notebook.Parse(before)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	nb.Canonicalise()
	after, err := nb.Bytes()
	if err != nil {
		return err
	}
	if !bytes.Equal(before, after) {
		if err := notebook.Write(path, nb); err != nil {
			return err
		}
		cmd.Println(path)
	}
	if err := notebook.Check(after); err != nil {
		return fmt.Errorf("%s:\n%w", path, err)
	}
	return nil
}
