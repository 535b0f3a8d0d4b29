//go:build !linux

package cell

import "os"

// awaitEmpty does nothing: what was printed just before a figure may follow it.
func awaitEmpty(*os.File) {}

// yieldMemoryFirst does nothing: this system offers no such choice.
func yieldMemoryFirst(int) {}
