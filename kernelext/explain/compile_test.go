package explain_test

import (
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/source"
)

// A broken is a program of testdata/broken.txt that does not compile, and what
// is to be said of each mistake that the compiler finds (go), and that the
// parser of GoNB finds (gonb).
type broken struct {
	name, source string
	go_, gonb    []string
}

func brokenPrograms(t *testing.T) []broken {
	t.Helper()
	data, err := os.ReadFile("testdata/broken.txt")
	require.NoError(t, err)
	var programs []broken
	for section := range strings.SplitSeq(strings.TrimPrefix(string(data), "== "), "\n== ") {
		name, rest, _ := strings.Cut(section, "\n")
		b := broken{name: name}
		for line := range strings.Lines(rest) {
			if said, ok := strings.CutPrefix(line, "go: "); ok {
				b.go_ = append(b.go_, strings.TrimSpace(said))
			} else if said, ok := strings.CutPrefix(line, "gonb: "); ok {
				b.gonb = append(b.gonb, strings.TrimSpace(said))
			} else {
				b.source += line
			}
		}
		programs = append(programs, b)
	}
	return programs
}

// explained is what is said of the output of Go's tools, a mistake a line.
func explained(output string) []string {
	c := explain.Case{Cells: []source.Cell{{Number: 1}}}
	why := c.Explain(explain.Failure{Value: output, Traceback: strings.Split(output, "\n")}, "", false)
	return strings.Split(why.Value, "\n")
}

func TestCompilersMessagesAreFrench(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module m\n\ngo 1.26\n"), 0o600))
	programs := brokenPrograms(t)
	for i, b := range programs {
		if len(b.go_) == 0 {
			continue
		}
		folder := filepath.Join(dir, fmt.Sprintf("p%03d", i))
		require.NoError(t, os.Mkdir(folder, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte("package main\n"+b.source), 0o600))
	}
	cmd := exec.Command("go", "build", "./...")
	cmd.Dir = dir
	output, err := cmd.CombinedOutput()
	require.Error(t, err)
	said := map[string]string{}
	for section := range strings.SplitSeq("\n"+string(output), "\n# m/") {
		name, rest, _ := strings.Cut(section, "\n")
		said[name] = strings.ReplaceAll(rest, name+"/main.go", "./main.go")
	}
	for i, b := range programs {
		if len(b.go_) > 0 {
			t.Run(b.name, func(t *testing.T) { require.Equal(t, b.go_, explained(said[fmt.Sprintf("p%03d", i)])) })
		}
	}
}

func TestParsersMessagesAreFrench(t *testing.T) {
	for _, b := range brokenPrograms(t) {
		if len(b.gonb) == 0 {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			_, err := parser.ParseFile(token.NewFileSet(), "main.go", "package main\n"+b.source, parser.SkipObjectResolution)
			var list scanner.ErrorList
			require.True(t, errors.As(err, &list))
			var said []string
			for _, e := range list {
				said = append(said, e.Error())
			}
			require.Equal(t, b.gonb, explained(strings.Join(said, "\n")))
		})
	}
}
