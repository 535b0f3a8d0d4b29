package history_test

import (
	"fmt"
	"os"
	"path/filepath"

	"cahiers/kernelext/history"
)

// Two kernels, one after the other.
func Example() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "history")

	before, err := history.Open(path, 1000)
	if err != nil {
		panic(err)
	}
	for i, input := range []string{"var n int", "%%\nn++", "%%\nn--"} {
		if err := before.Append(i+1, input); err != nil {
			panic(err)
		}
	}

	now, err := history.Open(path, 1000)
	if err != nil {
		panic(err)
	}
	if err := now.Append(1, "%%\nfmt.Println(n)"); err != nil {
		panic(err)
	}
	for _, e := range now.Tail(2) {
		fmt.Printf("%d/%d %q\n", e.Session, e.Line, e.Input)
	}
	fmt.Println(len(now.Range(-1, 1, 3)), "of the session before")
	fmt.Println(len(now.Search("*n--*", 10, true)), "with a decrement")
	// Output:
	// 1/3 "%%\nn--"
	// 2/1 "%%\nfmt.Println(n)"
	// 2 of the session before
	// 1 with a decrement
}
