package lineage

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// alive reports whether the process is there; a zombie waits for a parent of
// its own and is not.
func alive(t *testing.T, pid int) bool {
	t.Helper()
	out, err := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && !strings.HasPrefix(strings.TrimSpace(string(out)), "Z")
}

func gone(t *testing.T, pid int) {
	t.Helper()
	require.Eventually(t, func() bool { return !alive(t, pid) }, 10*time.Second, 10*time.Millisecond)
}

// stubborn is a shell and a child of it that both ignore SIGTERM; it prints
// the child's number.
const stubborn = `trap "" TERM; sleep 1000 & echo $!; wait; wait`

func TestTheWholeGroupDiesWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := Command(ctx, time.Millisecond, syscall.SIGKILL, "sh", "-c", stubborn)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	cmd.Stdout = write
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, cmd) }()
	line, err := bufio.NewReader(read).ReadString('\n')
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	require.NoError(t, err)
	require.True(t, alive(t, pid))
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	gone(t, pid)
}

func TestAProgramThatEndsByItselfKeepsItsStatus(t *testing.T) {
	cmd := Command(t.Context(), time.Second, syscall.SIGKILL, "sh", "-c", "exit 3")
	var exit *exec.ExitError
	require.ErrorAs(t, Run(t.Context(), cmd), &exit)
	require.Equal(t, 3, exit.ExitCode())
}

func TestAProgramThatIsNotThereIsAnError(t *testing.T) {
	cmd := Command(t.Context(), time.Second, syscall.SIGKILL, "/no/such/program")
	require.ErrorIs(t, Run(t.Context(), cmd), os.ErrNotExist)
}
