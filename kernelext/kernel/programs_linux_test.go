package kernel_test

import (
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/notebook"
	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
)

// Most cells are compiled and linked without the go command. The proof that
// this changes nothing: for every cell of the course, the program that ran has
// the functions, the code sizes and the line tables of the one `go build`
// makes. (Addresses of data differ: the go command adds how it built.)
func TestTheProgramOfEveryCellIsTheGoCommands(t *testing.T) {
	l := layout(t)
	env, err := install.ReadGoEnv(l)
	require.NoError(t, err)
	paths, err := filepath.Glob(filepath.Join(l.Notebooks(), "*.ipynb"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	direct, built := 0, 0
	for _, path := range paths {
		nb, err := notebook.Read(path)
		require.NoError(t, err)
		c := newCourse(t, l.Root())
		k := c.start(t)
		require.True(t, execute(t, k, "").OK()) // GoNB has made its folder
		dirs, err := filepath.Glob(filepath.Join(c.tmp, "cahiers-*", "gonb_*"))
		require.NoError(t, err)
		require.Len(t, dirs, 1)
		dir := dirs[0]
		for _, cell := range nb.Cells {
			if cell.Kind != notebook.Code || len((source.Cell{Text: cell.Source}).Directives()) > 0 { // which ask for another program
				continue
			}
			ran := filepath.Join(dir, filepath.Base(dir)+".real")
			_ = os.Remove(ran)
			execute(t, k, cell.Source)
			if _, err := os.Stat(ran); err != nil {
				continue // it is not Go, or does not compile
			}
			built++
			info, err := buildinfo.ReadFile(ran)
			require.NoError(t, err)
			if info.Path == "" { // which the go command alone writes
				direct++
			}
			byGo := filepath.Join(t.TempDir(), "program")
			build := exec.CommandContext(within(t, time.Minute), env.Go, "build", "-ldflags=-s", "-o", byGo)
			build.Dir = dir
			build.Env = append(os.Environ(), "GOCACHE="+l.GoCache(), "GOMODCACHE="+l.GoModCache(), "GOFLAGS="+private.GoFlags,
				"GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0")
			said, err := build.CombinedOutput()
			require.NoError(t, err, "%s", said)
			require.True(t, bytes.Equal(functions(t, byGo), functions(t, ran)), "cell %s of %s", cell.ID, filepath.Base(path))
		}
	}
	require.Greater(t, built, 40)
	require.Greater(t, direct, built*9/10, "the go command built what needs no go command")
}

// functions is the table of a program's functions, with the size of the code.
func functions(t *testing.T, path string) []byte {
	t.Helper()
	file, err := elf.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	table, err := file.Section(".gopclntab").Data()
	require.NoError(t, err)
	require.NotEmpty(t, table)
	return binary.BigEndian.AppendUint64(table, file.Section(".text").Size)
}
