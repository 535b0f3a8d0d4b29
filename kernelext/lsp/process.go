package lsp

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// farewell is how long gopls may take to end when asked to; it takes 10 ms,
// and more when a go command of its runs.
const farewell = 500 * time.Millisecond

// A process is a gopls and our ends of its pipes.
type process struct {
	cmd    *exec.Cmd
	input  *os.File
	output *os.File
	stderr tail
}

// startProcess starts cmd. The calling thread must last as long as the
// process: a parent-death signal is sent when that thread ends.
func startProcess(cmd *exec.Cmd) (*process, error) {
	// Pipes of our own, where exec would have Wait close our ends.
	stdin, input, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer stdin.Close()
	output, stdout, err := os.Pipe()
	if err != nil {
		_ = input.Close()
		return nil, err
	}
	defer stdout.Close()
	p := &process{cmd: cmd, input: input, output: output}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, &p.stderr
	cmd.WaitDelay = farewell // for a child of gopls that keeps stderr open
	if err := cmd.Start(); err != nil {
		_, _ = input.Close(), output.Close()
		return nil, err
	}
	return p, nil
}

// kill ends the process, and its children where it leads a group.
func (p *process) kill() {
	if a := p.cmd.SysProcAttr; a != nil && (a.Setsid || a.Setpgid && a.Pgid == 0) {
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	}
	_ = p.cmd.Process.Kill()
}

// tailSize is how much of what gopls says on its standard error is kept.
const tailSize = 2 << 10

// A tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailSize; over > 0 {
		t.kept = append(t.kept[:0], t.kept[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}
