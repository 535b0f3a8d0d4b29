package lineage

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The test's own binary plays the processes that are watched and ended.
func TestMain(m *testing.M) {
	switch os.Getenv("LINEAGE_TEST") {
	case "ancestor":
		ancestor()
	case "parent":
		cmd := Command(context.Background(), time.Second, syscall.SIGKILL, "sh", "-c", "echo $$; exec sleep 1000")
		cmd.Stdout = os.Stdout
		fmt.Println(Run(context.Background(), cmd))
	case "orphan":
		starter, _ := strconv.Atoi(os.Getenv("STARTER"))
		gone := ParentGone(starter)
		fmt.Println("ready")
		<-gone
		fmt.Println("alone")
	default:
		os.Exit(m.Run())
	}
}

// ancestor ends a child, a grandchild, and one whose parent died before.
func ancestor() {
	if err := Adopt(); err != nil {
		fmt.Println(err)
		return
	}
	// The subshell dies at once and leaves its sleep to whoever adopts it. All
	// hold the pipe on which the test waits for an end.
	cmd := exec.Command("sh", "-c", "(sleep 1000 &); sleep 1000 & echo ready; sleep 1000")
	cmd.Stdout = os.Stdout
	if err := cmd.Start(); err != nil {
		fmt.Println(err)
		return
	}
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // the test has seen "ready"
	KillDescendants(time.Minute)
	KillDescendants(time.Minute) // nobody is left: at once
	fmt.Println("ended")
}

// play starts the test's own binary in a role, under a shell if asked.
func play(t *testing.T, role, shell string) (cmd *exec.Cmd, said *bufio.Scanner, answer func()) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd = exec.CommandContext(t.Context(), self)
	if shell != "" {
		cmd = exec.CommandContext(t.Context(), "sh", "-c", shell, self)
	}
	cmd.Env = append(os.Environ(), "LINEAGE_TEST="+role)
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	return cmd, bufio.NewScanner(stdout), func() {
		_, err := fmt.Fprintln(stdin)
		require.NoError(t, err)
	}
}

func next(t *testing.T, said *bufio.Scanner) string {
	t.Helper()
	require.True(t, said.Scan(), "%v", said.Err())
	return said.Text()
}

func TestTheEndOfAParentIsSeen(t *testing.T) {
	cmd, said, _ := play(t, "orphan", `"$0"; true`)
	require.Equal(t, "ready", next(t, said))
	require.NoError(t, cmd.Process.Kill())
	require.Equal(t, "alone", next(t, said))
	require.Error(t, cmd.Wait())
}

// The subshell waits until it is adopted, then becomes the orphan.
const adopted = `STARTER=$$; export STARTER
(self=$(sh -c 'echo $PPID'); while [ "$(ps -o ppid= -p $self)" -eq $$ ]; do :; done; exec "$0") &`

func TestTheEndOfAParentIsSeenThatWasGoneBefore(t *testing.T) {
	cmd, said, _ := play(t, "orphan", adopted)
	require.Equal(t, "ready", next(t, said))
	require.Equal(t, "alone", next(t, said))
	require.NoError(t, cmd.Wait())
}

func TestDescendantsAreFoundInAnyOrder(t *testing.T) {
	parents := map[int]int{1: 0, 10: 1, 5: 10, 4: 5, 3: 4, 6: 10, 7: 1}
	require.ElementsMatch(t, []int{5, 6, 4, 3}, under(10, parents))
	require.Empty(t, under(3, parents))
	require.Empty(t, under(99, parents))
}

func TestPollingSeesThatAParentIsNotOurs(t *testing.T) {
	<-pollParent(os.Getppid() + 1)
	select {
	case <-pollParent(os.Getppid()):
		require.Fail(t, "our parent is there")
	default:
	}
}
