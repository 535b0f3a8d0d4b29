package main

import (
	"context"

	"github.com/spf13/cobra"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel"
)

func newKernelCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "kernel fichier-de-connexion",
		Short:  shortKernel,
		Hidden: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{cmd, errOneConnectionFile()}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := install.FindRoot(".")
			if err != nil {
				return err
			}
			// SIGINT asks a kernel to interrupt the cell, not to stop: it
			// takes its own signals, whose arrival has ended this context.
			ctx := context.WithoutCancel(cmd.Context())
			return kernel.Run(ctx, kernel.Options{ConnectionFile: args[0], Layout: install.NewLayout(root)})
		},
	}
}
