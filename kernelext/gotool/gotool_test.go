package gotool

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/private"
)

// The test's own binary is the `go` and the `goimports` under test.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "go":
		os.Exit(Main(os.Args[1:]))
	case "goimports":
		os.Exit(Goimports(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// A bench is a cell's folder, as GoNB makes it, and a real go that writes what
// it is asked to a file.
type bench struct {
	t                       *testing.T
	root, private, dir, log string
	environ                 []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	folder := t.TempDir()
	b := &bench{
		t: t, root: filepath.Join(t.TempDir(), "Mes études"), private: folder,
		dir: filepath.Join(folder, "gonb_1"), log: filepath.Join(t.TempDir(), "log"),
	}
	b.write(filepath.Join(b.root, "go.mod"), "module cahiers\n\ngo 1.26.0\n\nrequire example.org/there v1.0.0\n\ntool example.org/there/tool\n")
	b.write(filepath.Join(b.root, "go.sum"), "sommes\n")
	b.write(filepath.Join(b.dir, "go.mod"), "module gonb_1\n\ngo 1.26.0\n\nrequire (\n\texample.org/there v1.0.0\n\texample.org/indirect v1.0.0 // indirect\n)\n")
	require.NoError(t, private.ClearSeen(folder))
	b.environ = append(
		os.Environ(),
		private.EnvRoot+"="+b.root, private.EnvDir+"="+folder, private.EnvConfig+"="+filepath.Join(b.root, "config"),
		"GONB_TMP_DIR="+b.dir, "GOFLAGS=-modcacherw",
		"GORACE=atexit_sleep_ms=0", // a second each, else
	)
	b.fakeGo(`echo built > "${5:-/dev/null}"`)
	return b
}

// fakeGo sets what the real go does once it has written its arguments.
func (b *bench) fakeGo(script string) {
	path := filepath.Join(b.root, "real-go")
	b.write(path, "#!/bin/sh\necho \"$* cgo=$CGO_ENABLED gc=$GOGC config=$XDG_CONFIG_HOME\" >> '"+b.log+"'\n"+script+"\n")
	b.environ = append(b.environ, private.EnvGo+"="+path)
}

func (b *bench) write(path, text string) {
	b.t.Helper()
	require.NoError(b.t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(b.t, os.WriteFile(path, []byte(text), 0o700))
}

// cell writes the program of the cell.
func (b *bench) cell(imports ...string) {
	b.t.Helper()
	var text strings.Builder
	text.WriteString("package main\n\nimport (\n")
	for _, path := range imports {
		text.WriteString("\t\"" + path + "\"\n")
	}
	text.WriteString(")\n\nfunc main() { ceci n'est pas du Go }\n")
	b.write(filepath.Join(b.dir, "main.go"), text.String())
}

// run calls our go, and returns what it said and what the real one was asked.
func (b *bench) run(args ...string) (said string, asked []string, err error) {
	b.t.Helper()
	self, err := os.Executable()
	require.NoError(b.t, err)
	path := filepath.Join(b.t.TempDir(), "go")
	require.NoError(b.t, os.Symlink(self, path))
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = b.dir, b.environ
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	err = cmd.Run()
	log, _ := os.ReadFile(b.log)
	return output.String(), strings.Split(strings.TrimSuffix(string(log), "\n"), "\n"), err
}

func TestABareGetIsAnsweredHereWhenNothingIsMissing(t *testing.T) {
	b := newBench(t)
	b.cell("fmt", "net/http", "cahiers/helpers/show", "example.org/there", "example.org/there/sub", "example.org/indirect")
	for _, args := range [][]string{{"get"}, {"get", "-t"}} {
		said, asked, err := b.run(args...)
		require.NoError(t, err)
		require.Empty(t, said)
		require.Equal(t, []string{""}, asked, "the real go was called")
	}
}

func TestTheRealGoFetchesWhatIsMissingAndNothingElse(t *testing.T) {
	b := newBench(t)
	b.cell("fmt", "cahiers/helpers/show", "example.org/thereabouts", "example.com/b")
	_, asked, err := b.run("get", "-t")
	require.NoError(t, err)
	require.Len(t, asked, 1)
	require.True(t, strings.HasPrefix(asked[0], "get -t example.com/b example.org/thereabouts cgo="), asked[0])
	require.Contains(t, asked[0], "config="+b.root)
}

func TestWhyAFetchFailedIsSaidByTheBuild(t *testing.T) {
	for name, test := range map[string]struct{ get, says string }{
		"no network":      {"go: example.com/b: Get https://proxy: dial tcp: lookup proxy: no such host", noNetwork},
		"no package":      {"go: module example.com/b: reading https://proxy/list: 404 Not Found", noPackage},
		"something else":  {"go: example.com/b requires go >= 1.99", "go: example.com/b requires go >= 1.99"},
		"both: the first": {"unrecognized import path: https fetch: Get https://b: dial tcp: i/o timeout", noNetwork},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.cell("example.com/b")
			b.fakeGo(`if [ "$1" = get ]; then echo '` + test.get + `' >&2; exit 1; fi
printf 'main.go:4:2: no required module provides package example.com/b; to add it:\n\tgo get example.com/b\n' >&2; exit 1`)
			said, _, err := b.run("get")
			require.NoError(t, err, "GoNB would stop and show the command line")
			require.Empty(t, said)
			build := []string{"build", "-o", filepath.Join(b.dir, "gonb_1")}
			said, _, err = b.run(build...)
			require.Error(t, err)
			require.Equal(t, "main.go:4:2: no required module provides package example.com/b\n"+test.says+"\n", said)
			said, _, _ = b.run(build...)
			require.NotContains(t, said, test.says, "it is about another cell")
		})
	}
}

func TestVetSpeaksOfTheLinesOfCells(t *testing.T) {
	b := newBench(t)
	b.write(filepath.Join(b.dir, "main.go"), "package main\n\n\tfunc (c Compteur) Inc() {\n")
	b.fakeGo(`printf '# gonb_1\n# [gonb_1]\n./main.go:3:9: Inc passes lock by value: gonb_1.Compteur contains sync.Mutex\nmain.go:99:1: sans texte\nautre\n' >&2; exit 1`)
	said, asked, err := b.run("vet", ".")
	require.Error(t, err)
	require.True(t, strings.HasPrefix(asked[0], "vet . "), asked[0])
	require.Equal(t, "Inc passes lock by value: Compteur contains sync.Mutex\n\tfunc (c Compteur) Inc() {\nsans texte\n\t\nautre\n", said)
}

func TestOtherCommandsAreTheRealGos(t *testing.T) {
	b := newBench(t)
	b.cell("example.com/missing")
	for _, args := range []string{"version", "get example.org/x@v1.2.3", "mod tidy", "mod init ailleurs", "build ./...", "build -o autre", "test ./...", ""} {
		require.NoError(t, os.RemoveAll(b.log))
		_, asked, err := b.run(strings.Fields(args)...)
		require.NoError(t, err)
		require.Len(t, asked, 1)
		require.True(t, strings.HasPrefix(asked[0], args+" cgo= gc= "), asked[0])
	}
}

func TestACellIsBuiltBesideItsSupervisor(t *testing.T) {
	b := newBench(t)
	b.cell("fmt")
	out := filepath.Join(b.dir, "gonb_1")
	for range 2 { // the second build must not go through the link
		said, asked, err := b.run("build", "-o", out)
		require.NoError(t, err, said)
		require.True(t, strings.HasPrefix(asked[0], "build -ldflags=-s -o "+out+".real cgo=0 gc=off "), asked[0])
		self, err := os.Executable()
		require.NoError(t, err)
		target, err := os.Readlink(out)
		require.NoError(t, err)
		require.Equal(t, self, target)
	}
}

func TestHowACellIsBuilt(t *testing.T) {
	for name, test := range map[string]struct {
		args, environ []string
		imports       string
		want          string
	}{
		"as a test":             {args: []string{"test", "-c", "-o", "OUT"}, want: "test -ldflags=-s -c -o OUT.real cgo=0"},
		"with a race detector":  {args: []string{"build", "-o", "OUT", "-race"}, want: "build -ldflags=-s -o OUT.real -race cgo=1"},
		"race in GOFLAGS":       {args: []string{"build", "-o", "OUT"}, environ: []string{"GOFLAGS=-modcacherw -race"}, want: "build -ldflags=-s -o OUT.real cgo=1"},
		"race refused":          {args: []string{"build", "-o", "OUT", "-race=false"}, want: "build -ldflags=-s -o OUT.real -race=false cgo=0"},
		"with its own ldflags":  {args: []string{"build", "-o", "OUT", "-ldflags=-X main.a=1"}, want: "build -o OUT.real -ldflags=-X main.a=1 cgo=0"},
		"with C":                {args: []string{"build", "-o", "OUT"}, imports: "C", want: "build -ldflags=-s -o OUT.real cgo=1"},
		"cgo chosen by learner": {args: []string{"build", "-o=OUT"}, environ: []string{"CGO_ENABLED=0"}, imports: "C", want: "build -ldflags=-s -o=OUT.real cgo=0"},
		"for a browser":         {args: []string{"build", "-o", "OUT"}, environ: []string{"GOOS=js"}, want: "build -o OUT cgo="},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.fakeGo("")
			b.cell(append([]string{"fmt"}, strings.Fields(test.imports)...)...)
			b.environ = append(b.environ, test.environ...)
			out := filepath.Join(b.dir, "gonb_1")
			for i, arg := range test.args {
				test.args[i] = strings.ReplaceAll(arg, "OUT", out)
			}
			said, asked, err := b.run(test.args...)
			require.NoError(t, err, said)
			require.True(t, strings.HasPrefix(asked[0], strings.ReplaceAll(test.want, "OUT", out)+" gc="), asked[0])
		})
	}
}

func TestABuildThatNeedsCgoIsTriedAgainWithIt(t *testing.T) {
	b := newBench(t)
	b.cell("fmt")
	b.fakeGo(`[ "$CGO_ENABLED" = 1 ] || { echo 'imports x: build constraints exclude all Go files in /x' >&2; exit 1; }`)
	said, asked, err := b.run("build", "-o", filepath.Join(b.dir, "gonb_1"))
	require.NoError(t, err)
	require.Empty(t, said)
	require.Len(t, asked, 2)
}

func TestAFailedBuildSaysWhatTheLearnerCanUse(t *testing.T) {
	b := newBench(t)
	b.cell("fmt")
	b.fakeGo("printf '# gonb_1\\n./main.go:3:1: undefined: x\\n' >&2; exit 1")
	said, _, err := b.run("build", "-o", filepath.Join(b.dir, "gonb_1"))
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 1, exit.ExitCode())
	require.Equal(t, "./main.go:3:1: undefined: x\n", said)
	require.NoFileExists(t, filepath.Join(b.dir, "gonb_1"))
}

func TestAMissingCompilerIsNamed(t *testing.T) {
	b := newBench(t)
	b.cell("fmt")
	b.fakeGo(`echo 'cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH' >&2; exit 1`)
	said, _, err := b.run("build", "-race", "-o", filepath.Join(b.dir, "gonb_1"))
	require.Error(t, err)
	require.Contains(t, said, noCompiler)
}

func TestAGoThatMovedIsSaidSo(t *testing.T) {
	b := newBench(t)
	gone := filepath.Join(t.TempDir(), "go")
	b.environ = append(b.environ, private.EnvGo+"="+gone)
	said, _, err := b.run("version")
	require.Error(t, err)
	require.Equal(t, goMoved(gone)+"\n", said)
}

func TestOutsideAKernelTheNextGoInPathIsTheRealOne(t *testing.T) {
	b := newBench(t)
	elsewhere := t.TempDir()
	require.NoError(t, os.Rename(filepath.Join(b.root, "real-go"), filepath.Join(elsewhere, "go")))
	b.environ = append(b.environ, private.EnvGo+"=", "PATH="+elsewhere+":"+os.Getenv("PATH"))
	_, asked, err := b.run("version")
	require.NoError(t, err)
	require.Len(t, asked, 1)

	b.environ = append(b.environ, "PATH=")
	said, _, err := b.run("version")
	require.Error(t, err)
	require.Equal(t, noGo()+"\n", said)
}

func TestTheCellsModuleIsTheCourses(t *testing.T) {
	b := newBench(t)
	require.NoError(t, os.Remove(filepath.Join(b.dir, "go.mod")))
	said, asked, err := b.run("mod", "init", "gonb_1")
	require.NoError(t, err, said)
	require.Equal(t, []string{""}, asked, "the real go was called")
	mod, err := os.ReadFile(filepath.Join(b.dir, "go.mod"))
	require.NoError(t, err)
	require.Equal(t, `module gonb_1

go 1.26.0

require example.org/there v1.0.0

require cahiers v0.0.0

replace (
	cahiers => "`+b.root+`"
	// le cours
)
`, string(mod))
	sum, err := os.ReadFile(filepath.Join(b.dir, "go.sum"))
	require.NoError(t, err)
	require.Equal(t, "sommes\n", string(sum))
}

func TestWhereLinksAreForbiddenTheSupervisorIsACopy(t *testing.T) {
	to := filepath.Join(t.TempDir(), "copie")
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, copyProgram(self, to))
	require.NoError(t, exec.Command(to, "-test.run=^$").Run())
}
