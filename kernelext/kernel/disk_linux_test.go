package kernel_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFullDiskIsToldInTheCell(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	small := filepath.Join(c.tmp, "petit")
	require.NoError(t, os.Mkdir(small, 0o700))
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=8m"); errors.Is(err, syscall.EPERM) {
		t.Skip("no small disk can be mounted here")
	} else {
		require.NoError(t, err)
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(small, syscall.MNT_DETACH)) })
	k := c.startAs(t, func(program, connectionFile string) *exec.Cmd {
		cmd := c.command(program, connectionFile)
		cmd.Env = append(cmd.Env, "TMPDIR="+small)
		return cmd
	})
	require.True(t, execute(t, k, `func main() { fmt.Println(1) }`).OK())
	filler, err := os.Create(filepath.Join(small, "plein"))
	require.NoError(t, err)
	_, err = filler.Write(make([]byte, 8<<20))
	require.ErrorIs(t, err, syscall.ENOSPC)
	cell := execute(t, k, `func main() { fmt.Println(2) }`)
	require.Equal(t, "refused", cell.Reply.Text("ename"), "%v", cell.Reply.Content)
	require.Contains(t, cell.Reply.Text("evalue"), "Le disque est plein")
	require.NoError(t, filler.Close())
	require.NoError(t, os.Remove(filler.Name()))
	require.True(t, execute(t, k, `func main() { fmt.Println(3) }`).OK())
}
