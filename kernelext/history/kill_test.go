package history

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// The test's own binary plays the kernel that is killed.
func TestMain(m *testing.M) {
	path := os.Getenv("HISTORY_TEST")
	if path == "" {
		os.Exit(m.Run())
	}
	h, err := Open(path, 20)
	for line := 1; err == nil; line++ {
		if err = h.Append(line, fmt.Sprint("input ", line)); err == nil {
			fmt.Println(line)
		}
	}
	fmt.Println(err)
	os.Exit(1)
}

func TestAKernelThatIsKilledLosesOneInputAtMost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	self, err := os.Executable()
	require.NoError(t, err)
	for session := 1; session <= 5; session++ {
		cmd := exec.CommandContext(t.Context(), self)
		cmd.Env = append(os.Environ(), "HISTORY_TEST="+path)
		stdout, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		said := bufio.NewScanner(stdout)
		written := 0
		for said.Scan() {
			written, err = strconv.Atoi(said.Text())
			require.NoError(t, err)
			if written == 100*session {
				require.NoError(t, cmd.Process.Kill())
			}
		}
		require.Error(t, cmd.Wait())
		require.GreaterOrEqual(t, written, 100)

		left := lastWritten(t, path, 20)
		last := left[len(left)-1].Line
		require.Contains(t, []int{written, written + 1}, last)
		for i, e := range left {
			line := last - len(left) + 1 + i
			require.Equal(t, Entry{session, line, fmt.Sprint("input ", line)}, e)
		}
	}
}
