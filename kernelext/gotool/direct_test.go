package gotool

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/cell"
	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/private"
)

// A directBench is a cell's folder as the kernel and GoNB make it, with what
// set-up has compiled for real.
type directBench struct {
	t      *testing.T
	layout install.Layout
	call   *call
	out    string
}

func newDirectBench(t *testing.T, program string) *directBench {
	t.Helper()
	layout := installtest.Layout(t)
	env, err := install.ReadGoEnv(layout)
	require.NoError(t, err)
	folder := t.TempDir()
	b := &directBench{t: t, layout: layout, out: filepath.Join(folder, "gonb_1", "gonb_1")}
	b.call = &call{real: env.Go, args: []string{"build", "-o", b.out}, dir: filepath.Dir(b.out)}
	for name, value := range map[string]string{
		private.EnvRoot: layout.Root(), private.EnvDir: folder, private.EnvPrecompiled: layout.Precompiled(), "GOFLAGS": private.GoFlags,
		"GOCACHE": layout.GoCache(), "GOMODCACHE": layout.GoModCache(), "GOPROXY": "off", "CGO_ENABLED": "", "GONB_TMP_DIR": b.call.dir,
	} {
		t.Setenv(name, value)
	}
	require.NoError(t, os.Mkdir(b.call.dir, 0o700))
	require.NoError(t, private.ClearSeen(folder))
	t.Chdir(b.call.dir)
	initialise := call{real: env.Go, args: []string{"mod", "init", "gonb_1"}, dir: b.call.dir}
	require.True(t, initialise.initialisesCells())
	require.NoError(t, initialise.initialise())
	b.write("main.go", program)
	return b
}

func (b *directBench) write(name, text string) {
	b.t.Helper()
	require.NoError(b.t, os.WriteFile(filepath.Join(b.call.dir, name), []byte(text), 0o600))
}

// run runs the program that was built last.
func (b *directBench) run() (said string, status int) {
	b.t.Helper()
	cmd := exec.Command(cell.Program(b.out))
	cmd.Dir = b.call.dir
	var all bytes.Buffer
	cmd.Stdout, cmd.Stderr = &all, &all
	if err := cmd.Run(); err != nil {
		require.IsType(b.t, &exec.ExitError{}, err)
	}
	return all.String(), cmd.ProcessState.ExitCode()
}

const helloProgram = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"bonjour\") }\n"

func TestAProgramCompiledDirectlyDoesWhatTheGoCommandsDoes(t *testing.T) {
	programs := map[string]string{
		"says something": helloProgram,
		"has generics and closures": "package main\n\nimport (\n\t\"fmt\"\n\t\"slices\"\n)\n\ntype pair[T any] struct{ a, b T }\n\n" +
			"func main() {\n\tvar all []func() pair[int]\n\tfor i := range 3 {\n\t\tall = append(all, func() pair[int] { return pair[int]{i, i * i} })\n\t}\n" +
			"\tslices.Reverse(all)\n\tfor _, f := range all {\n\t\tfmt.Println(f())\n\t}\n}\n",
		"draws": "package main\n\nimport \"cahiers/helpers/figure\"\nimport \"fmt\"\n\n" +
			"func main() { fmt.Println(figure.Seconds.Format(1.5e-6), figure.Counted(3, \"goroutine\")) }\n",
		"panics":     "package main\n\nvar m map[string]int\n\nfunc set(k string) {\n\tm[k]++\n}\n\nfunc main() { set(\"a\") }\n",
		"deadlocks":  "package main\n\nimport \"net/http\"\n\nfunc main() {\n\t_ = http.DefaultClient\n\tselect {}\n}\n",
		"exits":      "package main\n\nimport \"os\"\n\nfunc main() { os.Exit(3) }\n",
		"says which": "package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nfunc main() {\n\t_, file, line, ok := runtime.Caller(0)\n\tfmt.Println(runtime.Version(), file, line, ok)\n}\n",
	}
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			b := newDirectBench(t, program)
			require.True(t, b.call.compileDirectly(b.out))
			said, status := b.run()
			_, err := b.call.compile([]string{"build", "-ldflags=-s", "-o", cell.Program(b.out)})
			require.NoError(t, err)
			wantSaid, wantStatus := b.run()
			require.Equal(t, wantSaid, said)
			require.Equal(t, wantStatus, status)
		})
	}
}

func TestTheGoCommandBuildsWhatIsNotPlain(t *testing.T) {
	importing := func(path string) func(*directBench) {
		return func(b *directBench) { b.write("main.go", "package main\n\nimport _ \""+path+"\"\n\nfunc main() {}\n") }
	}
	for name, change := range map[string]func(*directBench){
		"a mistake":                    func(b *directBench) { b.write("main.go", "package main\n\nfunc main() { n := 1 }\n") },
		"a syntax error":               func(b *directBench) { b.write("main.go", "package main\n\nimport \"fmt\n") },
		"a directive":                  func(b *directBench) { b.write("main.go", "//go:debug panicnil=1\n"+helloProgram) },
		"C":                            importing("C"),
		"how it was built":             importing("runtime/debug"),
		"a package that is not listed": importing("crypto/md5"),
		"an internal package":          importing("internal/abi"),
		"another file":                 func(b *directBench) { b.write("other.go", "package main\n") },
		"a workspace":                  func(b *directBench) { b.write("go.work", "go 1.26.0\n") },
		"another module file":          func(b *directBench) { b.write("go.mod", "module gonb_1\n\ngo 1.25\n") },
		"flags":                        func(b *directBench) { b.call.args = append(b.call.args, "-race") },
		"flags of the environment":     func(b *directBench) { b.t.Setenv("GOFLAGS", private.GoFlags+" -tags=a") },
		"cgo":                          func(b *directBench) { b.t.Setenv("CGO_ENABLED", "1") },
		"another system":               func(b *directBench) { b.t.Setenv("GOARCH", "arm64") },
		"no list":                      func(b *directBench) { b.t.Setenv(private.EnvPrecompiled, filepath.Join(b.call.dir, "none")) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newDirectBench(t, helloProgram)
			change(b)
			require.False(t, b.call.compileDirectly(b.out))
		})
	}
}
