package kernel_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/wire"
)

// alive lists the processes that descend from the kernels of a course, found
// by what they inherited.
func (c course) alive() []int {
	entries, _ := filepath.Glob("/proc/[0-9]*/environ")
	var pids []int
	for _, path := range entries {
		environ, err := os.ReadFile(path)
		if err != nil || !slices.Contains(strings.Split(string(environ), "\x00"), c.mark) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// commandName is the first word of a process's command line, without its folders.
func commandName(pid int) string {
	line, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	word, _, _ := bytes.Cut(line, []byte{0})
	return filepath.Base(string(word))
}

// busy is a cell that has a child in its group, and one that left it.
const busy = `
import "os/exec"

func main() {
	exec.Command("sleep", "1000").Start()
	exec.Command("setsid", "sleep", "1000").Start()
	fmt.Println("prêt")
	select {}
}

func init_busy() { go func() { for { time.Sleep(time.Hour) } }() }
`

// beginBusy starts a cell that waits for ever, and returns when the processes
// it starts are there.
func beginBusy(t *testing.T, c course, k *kerneltest.Kernel) *kerneltest.Request {
	t.Helper()
	r := begin(t, k, busy)
	require.Eventually(t, func() bool { return len(c.ofKernel(c.alive(), "sleep")) == 2 }, 20*time.Second, 10*time.Millisecond)
	return r
}

func TestNothingOutlives(t *testing.T) {
	byName := func(name string) func(*testing.T, course, *kerneltest.Kernel) []int {
		return func(t *testing.T, c course, _ *kerneltest.Kernel) []int {
			found := c.ofKernel(c.alive(), name)
			require.Len(t, found, 1)
			return found
		}
	}
	warden := byName("cahiers-warden")
	kernel := func(_ *testing.T, _ course, k *kerneltest.Kernel) []int { return []int{k.Cmd.Process.Pid} }
	for name, test := range map[string]struct {
		victims func(*testing.T, course, *kerneltest.Kernel) []int
		keeps   bool // the private folder stays for the next kernel to sweep
	}{
		"the kernel": {victims: kernel},
		"its group":  {victims: func(_ *testing.T, _ course, k *kerneltest.Kernel) []int { return []int{-k.Cmd.Process.Pid} }},
		"the warden": {victims: warden},
		"gonb":       {victims: byName("gonb")},
		"the kernel and the warden": {keeps: true, victims: func(t *testing.T, c course, k *kerneltest.Kernel) []int {
			return append(warden(t, c, k), k.Cmd.Process.Pid)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for range times {
				c := newCourse(t, layout(t).Root())
				k := c.start(t)
				beginBusy(t, c, k)
				for _, pid := range test.victims(t, c, k) {
					if err := syscall.Kill(pid, syscall.SIGKILL); !errors.Is(err, syscall.ESRCH) { // one may end with the other
						require.NoError(t, err)
					}
				}
				<-k.Exited()
				require.False(t, k.Cmd.ProcessState.Success(), "Jupyter would not start another")
				c.leavesNothing(t)
				if !test.keeps {
					c.leavesNoFile(t)
				}
			}
		})
	}
}

// times is how often each is killed: what is left behind is so by chance.
const times = 20

// leavesNothing waits until no process is left.
func (c course) leavesNothing(t *testing.T) {
	t.Helper()
	c.settles(t, func() []string { return described(c.alive()) })
}

// leavesNoFile waits until no file is left.
func (c course) leavesNoFile(t *testing.T) {
	t.Helper()
	c.settles(t, func() []string { return c.files(t) })
}

// leavesOnly waits until no file is left, and no process but these.
func (c course) leavesOnly(t *testing.T, pids ...int) {
	t.Helper()
	c.settles(t, func() []string {
		others := slices.DeleteFunc(c.alive(), func(pid int) bool { return slices.Contains(pids, pid) })
		return append(described(others), c.files(t)...)
	})
}

// settles waits until nothing is left, and no longer than a user who looks at
// the list of processes.
func (c course) settles(t *testing.T, left func() []string) {
	t.Helper()
	for late := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		found := left()
		if len(found) == 0 {
			return
		}
		if time.Now().After(late) {
			require.FailNow(t, "something outlives its kernel", strings.Join(found, "\n"))
		}
	}
}

// described are processes with their numbers and command lines.
func described(pids []int) []string {
	var all []string
	for _, pid := range pids {
		line, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
		all = append(all, strconv.Itoa(pid)+" "+strings.ReplaceAll(string(line), "\x00", " "))
	}
	return all
}

func TestTheKernelEndsWithJupyter(t *testing.T) {
	for range times {
		c := newCourse(t, layout(t).Root())
		// The shell stands for Jupyter. The kernel has a group of its own, so that
		// only its parent's death can reach it.
		k := c.startAs(t, func(program, connectionFile string) *exec.Cmd {
			return c.command("sh", "-c", `setsid "$0" "$1"; true`, program, connectionFile)
		})
		begin(t, k, busy)
		require.NoError(t, k.Cmd.Process.Kill())
		c.leavesNothing(t)
		c.leavesNoFile(t)
	}
}

// Jupyter may be killed while it starts a kernel, which then has another
// parent before it looks for its own.
func TestTheKernelEndsWithAJupyterThatIsGoneBefore(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	file := filepath.Join(t.TempDir(), "kernel-1.json")
	require.NoError(t, wire.Connection{Transport: "tcp", IP: "127.0.0.1", Key: "k"}.Write(file))
	// The shell stands for Jupyter, and its child waits until it is gone.
	cmd := c.command("sh", "-c", `export JPY_PARENT_PID=$$
(self=$(sh -c 'echo $PPID'); while [ "$(ps -o ppid= -p $self)" -eq $$ ]; do :; done; echo seul; exec "$0" "$1") &`,
		layout(t).Kernel(), file)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	cmd.Stdout, cmd.Stderr = write, write
	require.NoError(t, cmd.Run())
	require.NoError(t, write.Close())
	require.NoError(t, read.SetReadDeadline(time.Now().Add(time.Minute)))
	said, err := io.ReadAll(read) // until nobody holds it
	require.NoError(t, err)
	require.Equal(t, "seul\n", string(said))
	c.leavesNothing(t)
	c.leavesNoFile(t)
}

func TestACellLeavesNoProcess(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	cell := execute(t, k, `
import "os/exec"

func main() {
	for _, args := range [][]string{{"sleep", "1000"}, {"setsid", "sleep", "1000"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr // held open: GoNB would wait for their end
		cmd.Start()
	}
	fmt.Println("fini")
}`)
	require.True(t, cell.OK(), "%v", cell.Reply.Content)
	require.Empty(t, c.ofKernel(c.alive(), "sleep"))
}

func TestCellsAreTheFirstToGoWhenMemoryRunsOut(t *testing.T) {
	cell := execute(t, startKernel(t), `
func main() {
	score, _ := os.ReadFile("/proc/self/oom_score_adj")
	fmt.Print(string(score))
}`)
	require.Equal(t, "1000\n", cell.Stream("stdout"))
}
