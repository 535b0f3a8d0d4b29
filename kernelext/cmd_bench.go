package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"

	"cahiers/kernelext/bench"
	"cahiers/kernelext/install"
)

func newBenchCommand() *cobra.Command {
	var rounds int
	cmd := &cobra.Command{
		Use:   "bench",
		Short: shortBench,
		Long:  longBench,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := install.Ensure(cmd.Context(), install.Options{Progress: install.NewProgress(os.Stderr)})
			if err != nil {
				return err
			}
			report, err := bench.Run(cmd.Context(), bench.Options{
				Layout: l, Rounds: max(rounds, 1),
				Step: func(name string) { cmd.PrintErrln(name + "…") },
			})
			if err != nil {
				return err
			}
			return report.Markdown(cmd.OutOrStdout(), machine(), time.Now())
		},
	}
	cmd.Flags().IntVar(&rounds, "rounds", 20, flagRounds)
	return cmd
}
