package show

import (
	"fmt"
	"os"
	"testing"
)

// TestMain makes the terminal as wide as the examples expect.
func TestMain(m *testing.M) {
	if err := os.Unsetenv("COLUMNS"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}
