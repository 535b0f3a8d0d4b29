package main

import (
	"os"

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
		Use:   "lab",
		Short: shortLab,
		Long:  longLab,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
	cmd.Flags().Lookup("ip").DefValue = "" // pflag would say "default" in English
	return cmd
}
