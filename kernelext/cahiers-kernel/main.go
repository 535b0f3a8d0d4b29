// Command cahiers-kernel is all of ours that runs while a student works: the
// kernel that Jupyter starts, and, under other names, what stands in front of
// go and of gopls in the kernel's PATH and at the place of each cell's program.
//
// It is not the command cahiers, because every cell starts it three times and
// two of it stay in memory: it links little, which kernelext/architecture
// guards, and starts in a millisecond.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/gotool"
	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel"
)

func main() {
	switch filepath.Base(os.Args[0]) {
	case "go":
		os.Exit(gotool.Main(os.Args[1:]))
	case "gopls":
		os.Exit(kernel.Gopls(os.Args[1:]))
	}
	if cell.Supervises(os.Args[0]) {
		os.Exit(cell.Main(os.Args))
	}
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run is the kernel, as the kernelspec starts it.
func run(connectionFile string) error {
	root, err := install.FindRoot(".")
	if err != nil {
		return err
	}
	return kernel.Run(context.Background(), kernel.Options{ConnectionFile: connectionFile, Layout: install.NewLayout(root)})
}
