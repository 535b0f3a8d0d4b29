package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: shortVersion,
		Args:  noArguments,
		Run: func(cmd *cobra.Command, _ []string) {
			var revision, gonb string
			if info, ok := debug.ReadBuildInfo(); ok {
				revision = info.Main.Version
				for _, dep := range info.Deps {
					if dep.Path == "github.com/janpfeifer/gonb" {
						gonb = dep.Version
					}
				}
			}
			cmd.Println(msgVersion(revision, gonb, runtime.Version(), runtime.GOOS, runtime.GOARCH))
		},
	}
}
