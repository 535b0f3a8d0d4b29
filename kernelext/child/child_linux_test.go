package child

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestParent is not a test: it is the process that the next one kills.
func TestParent(t *testing.T) {
	if os.Getenv("CHILD_TEST_PARENT") == "" {
		t.Skip("only as a process of TestTheProgramDiesWhenWeAreKilled")
	}
	cmd := Command(t.Context(), time.Second, syscall.SIGKILL, "sh", "-c", "echo pid $$; exec sleep 1000")
	cmd.Stdout = os.Stdout
	fmt.Println(Run(t.Context(), cmd))
}

func TestTheProgramDiesWhenWeAreKilled(t *testing.T) {
	parent := exec.Command(os.Args[0], "-test.run=^TestParent$")
	parent.Env = append(os.Environ(), "CHILD_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, parent.Start())
	var number string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if found, ok := strings.CutPrefix(lines.Text(), "pid "); ok {
			number = found
			break
		}
	}
	pid, err := strconv.Atoi(number)
	require.NoError(t, err)
	require.True(t, alive(t, pid))
	require.NoError(t, parent.Process.Kill())
	gone(t, pid)
	require.Error(t, parent.Wait())
}
