package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lab"
)

func newLabCommand() *cobra.Command {
	var (
		o         lab.Options
		noBrowser bool
	)
	cmd := &cobra.Command{
		Use:   "lab [dossier]",
		Short: shortLab,
		Long:  longLab,
		Args:  oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				var err error
				if o.Folder, err = filepath.Abs(args[0]); err != nil {
					return err
				}
			}
			l, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			o.Layout, o.Browser = l, !noBrowser
			return lab.Run(cmd.Context(), o, cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&noBrowser, "no-browser", false, flagNoBrowser)
	cmd.Flags().IntVar(&o.Port, "port", 0, flagPort)
	cmd.Flags().StringVar(&o.Address, "ip", lab.Loopback, flagIP)
	return cmd
}

// oneFolder accepts no argument, or a folder that is there.
func oneFolder(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return &usageError{cmd, errUnexpectedArgument(args[1])}
	}
	if len(args) == 1 {
		if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
			return &usageError{cmd, errNotAFolder(args[0])}
		}
	}
	return nil
}
