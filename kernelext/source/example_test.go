package source_test

import (
	"fmt"
	"os"

	"cahiers/kernelext/source"
)

func ExampleCell_Directives() {
	cell := source.Cell{Number: 3, Text: "//cahiers:race\n%%\ncounter++"}
	fmt.Println(cell.Directives())
	// Output: [race]
}

func ExampleIsGo() {
	fmt.Println(source.IsGo("%%\nfmt.Println(1)"), source.IsGo("%%bash\nls"))
	// Output: true false
}

func ExampleCheck() {
	for _, text := range []string{"%%\nfmt.Println(1)", "%%\nfor range 3 {", "fmt.Println(1)"} {
		state, indent := source.Check(text)
		fmt.Printf("%s %q\n", state, indent)
	}
	// Output:
	// complete ""
	// incomplete "\t"
	// invalid ""
}

func ExampleView() {
	standard := func(name string) (path string, ok bool) { return "math/" + name, name == "rand" }
	file, _ := source.View("%%\n!date\nrand.", nil, standard)
	fmt.Print(file)
	// Output:
	// package main; import "math/rand"
	// func main() {
	//
	// rand.
	// }
}

func ExampleDeclarations() {
	var d source.Declarations
	for _, cell := range []source.Cell{
		{Number: 1, Text: "import \"fmt\"\n\nfunc hello() { fmt.Println(name) }\n\nvar name = \"Ada\""},
		{Number: 2, Text: "var name = \"Grace\"\n\n%%\nhello()"},
	} {
		d.Begin(cell.Text)
		d.Keep(cell)
	}
	fmt.Print(d.Without("func goodbye() {}", nil))
	fmt.Println(len(d.Cells()), "cells")
	// Output:
	// package main
	//
	// import "fmt"
	//
	// var name = "Grace"
	//
	// func hello() { fmt.Println(name) }
	//
	// 2 cells
}

func ExamplePlaces() {
	composed := `package main

type T int

func f() {
	g()
}
`
	cells := []source.Cell{{Number: 1, Text: "func f() {\n\tg()\n}"}, {Number: 4, Text: "\ntype T int"}}
	for line, place := range source.Places([]byte(composed), cells) {
		if place != (source.Place{}) {
			fmt.Printf("line %d: In [%d], line %d\n", line+1, place.Cell, place.Line)
		}
	}
	// Output:
	// line 3: In [4], line 2
	// line 5: In [1], line 1
	// line 6: In [1], line 2
	// line 7: In [1], line 3
}

func ExampleSession() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	kernel := source.Session{Cells: []source.Cell{{Number: 1, Text: "var x = 1"}, {Number: 2, Text: "%%\nx++"}}}
	if err := kernel.Write(dir); err != nil {
		panic(err)
	}
	supervisor, err := source.ReadSession(dir)
	fmt.Printf("%q %v\n", supervisor.Current().Text, err)
	// Output: "%%\nx++" <nil>
}
