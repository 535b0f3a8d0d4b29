package gotool

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
)

func TestADirectiveDecidesHowItsCellIsBuilt(t *testing.T) {
	for name, test := range map[string]struct {
		text    string
		command string
		want    string // -o OUT left out
		built   private.Built
	}{
		"nothing":          {text: "%%\n", command: "build", want: "build -ldflags=-s cgo=0"},
		"race":             {text: "//cahiers:race\n%%\n", command: "build", want: "build -ldflags=-s -race cgo=1", built: private.Built{Race: true}},
		"race in tests":    {text: "//cahiers:race\n%test\n", command: "test", want: "test -ldflags=-s -race -c cgo=1", built: private.Built{Race: true}},
		"leaks":            {text: "//cahiers:leaks\n%%\n", command: "build", want: "build -ldflags=-s -overlay cgo=0 experiment=" + private.LeakProfile, built: private.Built{Leaks: true}},
		"film":             {text: "//cahiers:film\n%%\n", command: "build", want: "build -ldflags=-s -overlay cgo=0", built: private.Built{Film: true}},
		"film in tests":    {text: "//cahiers:film\n%test\n", command: "test", want: "test -ldflags=-s -c cgo=0"},
		"all":              {text: "//cahiers:race\n//cahiers:leaks\n//cahiers:film\n%%\n", command: "build", want: "build -ldflags=-s -overlay -race cgo=1 experiment=" + private.LeakProfile, built: private.Built{Race: true, Leaks: true, Film: true}},
		"of another cell":  {text: "%%\n", command: "build", want: "build -ldflags=-s cgo=0"},
		"a word unknown":   {text: "//cahiers:rase\n%%\n", command: "build", want: "build -ldflags=-s cgo=0"},
		"not at the start": {text: "%%\n\t//cahiers:race\n", command: "build", want: "build -ldflags=-s cgo=0"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.write(filepath.Join(b.dir, mainGo), "package main\n\nfunc main() {}\n")
			b.fakeGo(`echo "experiment=$GOEXPERIMENT" >> '` + b.log + `'`)
			require.NoError(t, source.Session{Cells: []source.Cell{{Number: 1, Text: "//cahiers:film\n%%\n"}, {Number: 2, Text: test.text}}}.Write(b.private))
			args := []string{test.command, "-o", filepath.Join(b.dir, "gonb_1")}
			if test.command == "test" {
				args = append(args, "-c")
			}
			said, asked, err := b.run(args...)
			require.NoError(t, err, said)
			var kept []string
			for word := range strings.FieldsSeq(strings.Join(asked, " ")) {
				flag, _, _ := strings.Cut(word, "=")
				switch {
				case strings.HasPrefix(word, "-overlay="):
					kept = append(kept, flag)
				case word == "experiment=", word == "études/config", word == "-o", strings.Contains(word, "gonb_1"), flag == "gc", flag == "config":
				default:
					kept = append(kept, word)
				}
			}
			require.Equal(t, test.want, strings.Join(kept, " "))
			require.Equal(t, test.built, private.ReadBuilt(b.private))
		})
	}
}

func TestAGoWithoutTheLeakProfileBuildsWithoutIt(t *testing.T) {
	b := newBench(t)
	b.write(filepath.Join(b.dir, mainGo), "package main\n\nfunc main() {}\n")
	b.fakeGo(`[ -z "$GOEXPERIMENT" ] || { echo 'go: unknown GOEXPERIMENT goroutineleakprofile' >&2; exit 1; }`)
	require.NoError(t, source.Session{Cells: []source.Cell{{Number: 1, Text: "//cahiers:leaks\n%%\n"}}}.Write(b.private))
	said, asked, err := b.run("build", "-o", filepath.Join(b.dir, "gonb_1"))
	require.NoError(t, err, said)
	require.Empty(t, said)
	require.Len(t, asked, 2)
}

func TestAWrappedProgramKeepsItsLines(t *testing.T) {
	b := newBench(t)
	b.write(filepath.Join(b.dir, mainGo), "package main\n\ntype main_ struct{}\n\nfunc (main_) main() {}\n\nfunc main() { main_{}.main() }\n")
	c := call{dir: b.dir}
	overlay, remove, err := c.wrap(private.Built{Leaks: true, Film: true})
	require.NoError(t, err)
	data, err := os.ReadFile(overlay)
	require.NoError(t, err)
	var read struct{ Replace map[string]string }
	require.NoError(t, json.Unmarshal(data, &read))
	program, err := os.ReadFile(read.Replace[filepath.Join(b.dir, mainGo)])
	require.NoError(t, err)
	require.Equal(t, "package main\n\ntype main_ struct{}\n\nfunc (main_) main() {}\n\nfunc cahiersMain() { main_{}.main() }\n", string(program))
	around, err := os.ReadFile(read.Replace[filepath.Join(b.dir, wrapperGo)])
	require.NoError(t, err)
	require.Contains(t, string(around), "leaks.Main(func() { film.Main(cahiersMain) })")
	remove()
	require.NoFileExists(t, overlay)
}

func TestAProgramThatIsNotGoIsNotWrapped(t *testing.T) {
	for _, text := range []string{"package main\n\nfunc main( {\n", "package main\n\nfunc other() {}\n"} {
		b := newBench(t)
		b.write(filepath.Join(b.dir, mainGo), text)
		c := call{dir: b.dir}
		overlay, remove, err := c.wrap(private.Built{Leaks: true})
		require.NoError(t, err)
		data, err := os.ReadFile(overlay)
		require.NoError(t, err)
		require.NotContains(t, string(data), wrapperGo)
		remove()
	}
}
