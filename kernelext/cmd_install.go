package main

import (
	"os"

	"github.com/spf13/cobra"

	"cahiers/kernelext/install"
)

func newInstallCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "install",
		Short: shortInstall,
		Long:  longInstall,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			cmd.Println(msgReady(l.Dir()))
			return nil
		},
	}
}
