package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"cahiers/kernelext/doctor"
	"cahiers/kernelext/install"
)

func newDoctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: shortDoctor,
		Long:  longDoctor,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			root, err := install.FindRoot(".")
			if err != nil {
				return err
			}
			findings := doctor.Examine(cmd.Context(), install.NewLayout(root))
			healthy := doctor.Healthy(findings)
			if asJSON {
				out := json.NewEncoder(cmd.OutOrStdout())
				out.SetIndent("", "  ")
				err = out.Encode(struct {
					Healthy  bool             `json:"healthy"`
					Findings []doctor.Finding `json:"findings"`
				}{healthy, findings})
			} else {
				for _, f := range findings {
					cmd.Println(f)
				}
				cmd.Println(doctor.Verdict(healthy))
			}
			if err == nil && !healthy {
				err = errSaid
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, flagJSON)
	return cmd
}
