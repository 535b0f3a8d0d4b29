package source

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const remembered = `import (
	"strings"
	y "gopkg.in/yaml"
)

// Colours, by name.
const (
	// Red is warm.
	Red = iota // rouge
	Green
)

const answer = 42 // la réponse

// A Store keeps.
type Store struct {
	mu sync.Mutex // guards
}

type (
	// An ID is short.
	ID string // for people
)

// Shared by all.
var shared, other = NewStore(), strings.X

var (
	// q and r.
	q, r = divide(7, 2)
)

// Put puts.
func (s *Store) Put(y ID) { fmt.Println(y) }

// divide is whole.
func divide(a, b int) (int, int) {
	return a / b, a % b
}

func init_log() { flag.Parse() }

func main() { rand.N(1) }
`

func TestWithoutIsAllThatIsRemembered(t *testing.T) {
	require.Equal(t, `package main

import "flag"
import "fmt"
import "strings"
import "sync"

// An ID is short.
type ID string // for people

// A Store keeps.
type Store struct {
	mu sync.Mutex // guards
}

// Colours, by name.
const (
// Red is warm.
	Red = iota // rouge
	Green
)

const answer = 42 // la réponse

// Shared by all.
var other = strings.X

// q and r.
var q, r = divide(7, 2)

// Shared by all.
var shared = NewStore()

// Put puts.
func (s *Store) Put(y ID) { fmt.Println(y) }

// divide is whole.
func divide(a, b int) (int, int) {
	return a / b, a % b
}

func init() { flag.Parse() }

`, remembering(remembered).Without("", std))
}

func TestWithoutLeavesOutWhatTheTextDeclares(t *testing.T) {
	for name, test := range map[string]struct{ kept, text, want string }{
		"again":                 {"func f() {}\nfunc g() {}\ntype T int", "func f() { // broken\ntype T struct {", "func g() {}\n\n"},
		"but not its methods":   {"type T int\nfunc (T) M() {}", "type T string", "func (T) M() {}\n\n"},
		"as another kind":       {"var a, b = f()\nfunc c() {}\nvar e int", "func b() {}\nvar c = 1", "var e int\n\n"},
		"in the midst of const": {"const (\n\tA = iota\n\tB\n\tC\n)", "func B() {}", "const (\n\tA = iota\n\t_\n\tC\n)\n\n"},
		"at the head of const":  {"const (\n\tA = iota\n\tB\n)", "const A = 1", ""},
		"of one value":          {"var a, b = f()\nvar c = 1", "var b = 2", "var c = 1\n\n"},
		"but no _":              {"var _ T = x\nconst (\n\t_ = iota\n\tA\n)", "var _ = y", "const (\n\t_ = iota\n\tA\n)\n\nvar _ T = x\n\n"},
		"or forgets":            {"var a int\nvar b int", "%rm a", "var b int\n\n"},
		"or forgets at once":    {"var a int\nvar b int", "%reset\nvar b int", ""},
		"not its main":          {"func f() {}", "%%\nvar f = 1", "func f() {}\n\n"},
		"not what is no Go":     {"func f() {}", "%%bash\nfunc f() {}", "func f() {}\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, "package main\n\n"+test.want, remembering(test.kept).Without(test.text, std))
		})
	}
}

func TestWithoutImportsNothingThatTheTextDeclares(t *testing.T) {
	d := remembering("import \"fmt\"\nvar a = fmt.X(sync.Y, list.Z)\nvar list = 1")
	require.Equal(t, "package main\n\nvar a = fmt.X(sync.Y, list.Z)\n\nvar list = 1\n\n", d.Without("var fmt, sync int", std))
	require.Equal(t, "package main\n\nimport \"format/fmt\"\nimport \"sync\"\n\nvar a = fmt.X(sync.Y, list.Z)\n\nvar list = 1\n\n",
		d.Without("import \"format/fmt\"", std), "what the text imports in its place")
	require.Equal(t, "package main\n\nimport \"fmt\"\n\nvar a = fmt.X(sync.Y, list.Z)\n\nvar list = 1\n\n", d.Without("", nil))
}

func TestWithoutForgetsNothing(t *testing.T) {
	d := remembering("var a int")
	before := d.Without("", nil)
	d.Without("%reset\nvar a string", nil)
	require.Equal(t, before, d.Without("", nil))
}
