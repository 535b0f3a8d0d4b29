// Command cahiers-cell is what runs with the cells of a notebook, under the
// names by which others call it: the go and the goimports that GoNB finds first
// in its PATH, the supervisor at the place of each cell's program, and the
// warden of GoNB.
//
// It is not the kernel, because every cell starts it four times: it links
// little, which kernelext/architecture guards, and starts in a millisecond.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/gotool"
	"cahiers/kernelext/warden"
)

func main() {
	name, args := filepath.Base(os.Args[0]), os.Args[1:]
	switch {
	case name == "go":
		os.Exit(gotool.Main(args))
	case name == "goimports":
		os.Exit(gotool.Goimports(args))
	case name == "gopls":
		// GoNB would start a language server of its own; the kernel has one.
	case name == warden.Name && len(args) == 3:
		if err := warden.Run(args[0], args[1], args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case cell.Supervises(os.Args[0]):
		os.Exit(cell.Main(os.Args))
	default:
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
}
