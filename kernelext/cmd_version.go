package main

import (
	"debug/buildinfo"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"cahiers/kernelext/install"
)

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: shortVersion,
		Args:  noArguments,
		Run: func(cmd *cobra.Command, _ []string) {
			var revision string
			if info, ok := debug.ReadBuildInfo(); ok {
				revision = info.Main.Version
			}
			cmd.Println(msgVersion(revision, gonbVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH))
		},
	}
}

// gonbVersion is that of the GoNB that set-up built, or "" before it did.
func gonbVersion() string {
	root, err := install.FindRoot(".")
	if err != nil {
		return ""
	}
	info, err := buildinfo.ReadFile(install.NewLayout(root).Gonb())
	if err != nil {
		return ""
	}
	return info.Main.Version
}
