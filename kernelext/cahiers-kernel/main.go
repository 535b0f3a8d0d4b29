// Command cahiers-kernel is the kernel that Jupyter starts, as the kernelspec
// says, with a connection file.
package main

import (
	"context"
	"fmt"
	"os"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(connectionFile string) error {
	root, err := install.FindRoot(".")
	if err != nil {
		return err
	}
	return kernel.Run(context.Background(), kernel.Options{ConnectionFile: connectionFile, Layout: install.NewLayout(root)})
}
