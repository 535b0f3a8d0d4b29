package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/lineage"
)

// The test's own binary plays a gopls that behaves badly.
func TestMain(m *testing.M) {
	switch role := os.Getenv("LSP_TEST"); role {
	case "":
		os.Exit(m.Run())
	case "parent":
		s := New(Options{Dir: os.TempDir(), Command: func() *exec.Cmd { return command("patient", os.NewFile(3, "diary")) }})
		_, _ = s.Hover(context.Background(), cell)
		select {}
	default:
		play(role)
	}
}

// command starts the test's own binary in a role.
func command(role string, diary *os.File) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "LSP_TEST="+role, "GORACE=atexit_sleep_ms=0") // a second each, else
	cmd.ExtraFiles = []*os.File{diary}
	cmd.SysProcAttr = lineage.Attributes(syscall.SIGKILL)
	return cmd
}

// play is a gopls that writes each method it is asked on descriptor 3. Like
// the real one, it does not end with its input.
func play(role string) {
	diary := os.NewFile(3, "diary")
	if role == "stillborn" {
		fmt.Fprintln(os.Stderr, "no room on the disk")
		os.Exit(3)
	}
	in := bufio.NewReader(os.Stdin)
	for {
		body, err := readFrame(in)
		if err != nil {
			time.Sleep(time.Hour)
		}
		var m struct {
			ID     *int64
			Method string
		}
		if json.Unmarshal(body, &m) != nil {
			os.Exit(4)
		}
		if m.Method != "" {
			fmt.Fprintln(diary, m.Method)
		}
		switch {
		case m.Method == "initialize" && role == "babbling":
			fmt.Print("Hello!\n\n")
		case m.Method == "initialize" && role == "stubborn":
			child := exec.Command("sleep", "1000")
			child.ExtraFiles = []*os.File{diary} // which the test sees closed when it is gone
			if child.Start() != nil {
				os.Exit(5)
			}
			answer(*m.ID)
		case m.Method == "initialize", m.Method == "shutdown" && role != "stubborn":
			answer(*m.ID)
		case m.Method == "exit" && role != "stubborn":
			return
		case m.Method == "textDocument/completion" && role == "mortal":
			fmt.Fprintln(os.Stderr, "panic: at the disco")
			os.Exit(2)
		case m.Method == "textDocument/hover", m.Method == "textDocument/completion" && role == "brief":
			answer(*m.ID)
		}
	}
}

func answer(id int64) {
	_, _ = os.Stdout.Write(appendFrame(nil, fmt.Appendf(nil, `{"id": %d, "result": null}`, id)))
}

// A fake is a server on a gopls that the test plays.
type fake struct {
	*Server
	t     *testing.T
	diary *bufio.Scanner // what the processes were asked
	write *os.File

	mu      sync.Mutex
	started []*exec.Cmd
}

func newFake(t *testing.T, role string) *fake {
	t.Helper()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	f := &fake{t: t, diary: bufio.NewScanner(read), write: write}
	f.Server = New(Options{Dir: t.TempDir(), Command: func() *exec.Cmd {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.started = append(f.started, command(role, write))
		return f.started[len(f.started)-1]
	}})
	if f.farewell = time.Hour; role == "stubborn" {
		f.farewell = time.Millisecond
	}
	t.Cleanup(func() {
		f.Close()
		nothingLeft(t)
		_, _ = read.Close(), write.Close()
	})
	return f
}

// heard waits until a process has been asked this.
func (f *fake) heard(method string) {
	f.t.Helper()
	for f.diary.Scan() {
		if f.diary.Text() == method {
			return
		}
	}
	require.Fail(f.t, "nobody was asked", method)
}

// silent waits until no process and no child of one holds the diary.
func (f *fake) silent() {
	f.t.Helper()
	require.NoError(f.t, f.write.Close())
	for f.diary.Scan() {
	}
	require.NoError(f.t, f.diary.Err())
}

// processes counts those that were started, all of them reaped.
func (f *fake) processes() int {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, cmd := range f.started {
		require.NotNil(f.t, cmd.ProcessState)
	}
	return len(f.started)
}

// nothingLeft waits until no goroutine of ours runs; the last is on its way
// out when Close returns.
func nothingLeft(t testing.TB) {
	t.Helper()
	require.Eventually(t, func() bool {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		return !strings.Contains(string(stacks), "/lsp.(*")
	}, 10*time.Second, time.Millisecond)
}
