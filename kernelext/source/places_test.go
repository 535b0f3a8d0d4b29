package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// numbered are cells in the order they ran, from 1.
func numbered(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cells[i] = Cell{Number: i + 1, Text: text}
	}
	return cells
}

// shown is a composed file with the place of each line before it, as in a
// margin.
func shown(composed string, places []Place) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(composed, "\n"), "\n") {
		margin := "    "
		if p := places[i]; p != (Place{}) {
			margin = fmt.Sprintf("%d:%d ", p.Cell, p.Line)
		}
		b.WriteString(strings.TrimRight(margin+line, " ") + "\n")
	}
	return b.String()
}

const stack = `import "fmt"

// A Set has no order.
type Set[T comparable] map[T]struct{}

// Add adds.
//
// It costs little.
func (s *Set[T]) Add(v T) {
	(*s)[v] = struct{}{}
}

func (s Set[T]) Len() int { return len(s) }; func double(n int) int { return 2 * n }
`

const kinds = `const (
	Red = 1 << iota // rouge
	Green

	Blue
)
const answer = 42

var a, b = 1, double(
	2,
)
var (
	q, r = divide(7, 2)
	deep =
		map[string]int{
			"été": 1,
		}
)

func divide(a, b int) (int, int) {

	return a / b, a % b
}`

const current = `%env A B
var deep = 1
%% -v
fmt.Println("é")
!ls

fmt.Println(a)`

func TestPlacesFindEachDeclarationWhereItWasWritten(t *testing.T) {
	composed := compose(t, stack, kinds, current)
	require.Equal(t, `    package main

    import (
1:1 	"fmt"
    )

1:4 type Set[T comparable] map[T]struct{}

    const (
2:2 	Red = 1 << iota
2:3 	Green
2:5 	Blue
    )

2:7 const answer = 42

    var (
2:9 	a = 1
2:9 	b = double(
2:10 	2,
2:11 )
3:2 	deep = 1
2:13 	q, r = divide(7, 2)
    )

1:6 // Add adds.
1:7 //
1:8 // It costs little.
1:9 func (s *Set[T]) Add(v T) {
1:10 	(*s)[v] = struct{}{}
1:11 }

2:20 func divide(a, b int) (int, int) {
2:21
2:22 	return a / b, a % b
2:23 }

1:13 func double(n int) int { return 2 * n }

1:13 func (s Set[T]) Len() int { return len(s) }


3:3 func main() {
3:3 	flag.Parse()
3:4 fmt.Println("é")
3:6
3:7 fmt.Println(a)
3:7
3:7 }
`, shown(composed, Places([]byte(composed), numbered(stack, kinds, current))))
}

func TestPlaces(t *testing.T) {
	for name, test := range map[string]struct {
		cells []string
		want  string // without package main; composed from the cells unless there is file
		file  string
	}{
		"the newest of the same text": {
			cells: []string{"func f() {\n\n}", "\nfunc f() {\n\n}"},
			want:  "2:2 func f() {\n2:3\n2:4 }\n\n\n    func main() { flag.Parse() }\n",
		},
		"the last of the same text in a cell": {
			cells: []string{"func f() {}\n// f.\nfunc f() {}"},
			want:  "1:2 // f.\n1:3 func f() {}\n\n\n    func main() { flag.Parse() }\n",
		},
		"an older one when the newest is not in the file": {
			cells: []string{"func f() {}", "func f() { g() }"},
			file:  "func f() {}\n",
			want:  "1:1 func f() {}\n",
		},
		"nowhere when no cell has it": {
			cells: []string{"type T int"},
			file:  "type T string\n\nvar v = 1\n",
			want:  "    type T string\n\n    var v = 1\n",
		},
		"the main of the last cell alone": {
			cells: []string{"func main() { f() }", "func f() {}"},
			file:  "func f() {}\n\n\nfunc main() { f() }\n",
			want:  "2:1 func f() {}\n\n\n    func main() { f() }\n",
		},
		"a main that is written out": {
			cells: []string{"// main is it.\nfunc main() {\n\tf()\n}"},
			want:  "\n1:2 func main() {\n1:3 \tf()\n1:4 }\n",
		},
		"%exec": {
			cells: []string{"\n//gonb:%exec serve -v\nfunc serve() {}"},
			want:  "1:3 func serve() {}\n\n\n1:2 func main() {\n1:2 \tflag.Parse()\n1:2 \tserve()\n1:2 }\n",
		},
		"%test": {
			cells: []string{"%test\n// TestF tests f.\nfunc TestF(t *testing.T) {\n\tf()\n}"},
			want: "1:2 // TestF tests f.\n1:3 func TestF(t *testing.T) {\n1:4 \tf()\n1:5 }\n\n\n" +
				"    func main() { flag.Parse() }\n",
		},
		"init functions of the same text, in GoNB's order": {
			cells: []string{"func init_b() { f() }", "func init_a() { f() }", "\nfunc init_b() { f() }", "\n\nfunc init() { f() }"},
			want:  "4:3 func init() { f() }\n\n2:1 func init() { f() }\n\n3:2 func init() { f() }\n\n\n    func main() { flag.Parse() }\n",
		},
		"methods by receiver": {
			cells: []string{"func (a A) M() {}\nfunc (b *B) M() {}\nfunc (C[T]) M() {}\nfunc (d *D[K, V]) M() {}"},
			want: "1:1 func (a A) M() {}\n\n1:2 func (b *B) M() {}\n\n1:4 func (d *D[K, V]) M() {}\n\n" +
				"1:3 func (C[T]) M() {}\n\n\n    func main() { flag.Parse() }\n",
		},
		"what goimports formats, adds and names": {
			cells: []string{"import \"course/go_échos\"\nvar _ fmt.Stringer=(*T)(nil)\nvar _ = func() { f(); g() }"},
			file: "import (\n\t\"fmt\"\n\téchos \"course/go_échos\"\n)\n\n" +
				"var (\n\t_ fmt.Stringer = (*T)(nil)\n\t_ fmt.Stringer = (*T)(nil)\n\t_ = func() {\n\t\tf()\n\t\tg()\n\t}\n)\n",
			want: "    import (\n    \t\"fmt\"\n1:1 \téchos \"course/go_échos\"\n    )\n\n" +
				"    var (\n1:2 \t_ fmt.Stringer = (*T)(nil)\n1:2 \t_ fmt.Stringer = (*T)(nil)\n" +
				"1:3 \t_ = func() {\n1:3 \t\tf()\n1:3 \t\tg()\n1:3 \t}\n    )\n",
		},
		"imports by name": {
			cells: []string{"import \"fmt\"", "import f \"fmt\""},
			file:  "import (\n\tf \"fmt\"\n\t\"fmt\"\n)\n",
			want:  "    import (\n2:1 \tf \"fmt\"\n1:1 \t\"fmt\"\n    )\n",
		},
		"comments of a function only while they are the same": {
			cells: []string{"// f does.\n// So.\nfunc f() {}"},
			file:  "// f does.\n// Not.\nfunc f() {}\n",
			want:  "1:1 // f does.\n    // Not.\n1:3 func f() {}\n",
		},
		"a command in the middle of a function": {
			cells: []string{"func f() {\n%env A B\n\tg()\n}"},
			want:  "1:1 func f() {\n1:3 \tg()\n1:4 }\n\n\n    func main() { flag.Parse() }\n",
		},
		"carriage returns": {
			cells: []string{"// f.\r\nfunc f() {\r\n\tg()\r\n}\r\n"},
			file:  "// f.\nfunc f() {\r\n\tg()\r\n}\n",
			want:  "1:1 // f.\n1:2 func f() {\r\n1:3 \tg()\r\n1:4 }\n",
		},
		"a cell that is not Go": {
			cells: []string{"%%bash\nfunc f() {}"},
			file:  "func f() {}\n",
			want:  "    func f() {}\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			composed := "package main\n\n" + test.file
			if test.file == "" {
				composed = compose(t, test.cells...)
			}
			got := shown(composed, Places([]byte(composed), numbered(test.cells...)))
			require.Equal(t, "    package main\n\n"+test.want, got)
		})
	}
}

func TestPlacesHaveOneForEachLine(t *testing.T) {
	for text, want := range map[string]int{"": 0, "\n": 1, "package main": 1, "package main\n": 1, "package main\n\n}": 3} {
		require.Len(t, Places([]byte(text), nil), want, "%q", text)
	}
}

func FuzzPlaces(f *testing.F) {
	f.Add("package main\n\nvar (\n\ta, b = 1, f(\n2)\n)\n", "%%\nf()", "var a, b = 1, f(\n2)")
	f.Add("package main\nfunc init() {}", "func init_a() {}", stack)
	f.Add("import \"a\nfunc (", "`", "/*\r")
	f.Add("const (A = iota; B)\n}{", "%exec f", "const (A = iota; B\n)")
	f.Fuzz(func(t *testing.T, composed, older, newer string) {
		cells := numbered(older, newer)
		places := Places([]byte(composed), cells)
		require.Len(t, places, len(slices.Collect(strings.Lines(composed))))
		for _, p := range places {
			if p != (Place{}) {
				require.Contains(t, []int{1, 2}, p.Cell)
				require.Positive(t, p.Line)
				require.LessOrEqual(t, p.Line, strings.Count(cells[p.Cell-1].Text, "\n")+1)
			}
		}
	})
}

// A course's afternoon: 20 cells, which make a file of some 300 lines.
func BenchmarkPlaces(b *testing.B) {
	cells, composed := afternoon()
	b.SetBytes(int64(len(composed)))
	for b.Loop() {
		Places(composed, cells)
	}
	b.ReportMetric(float64(strings.Count(string(composed), "\n")), "lines")
}

func afternoon() (cells []Cell, composed []byte) {
	var file strings.Builder
	file.WriteString("package main\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n)\n\n")
	for i := range 20 {
		text := fmt.Sprintf(`// Counter%[1]d counts, one goroutine at a time.
type Counter%[1]d struct {
	mu sync.Mutex
	n  map[string]int
}

// Add adds n under a name.
func (c *Counter%[1]d) Add(name string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[name] += n
}

var counter%[1]d Counter%[1]d
`, i)
		cells = append(cells, Cell{i + 1, text})
		file.WriteString(text + "\n")
	}
	return cells, []byte(file.String())
}
