package lineage

import (
	"context"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Command is like exec.CommandContext, but the end of ctx sends SIGTERM to the
// program's whole group, and SIGKILL to what is left of it after grace. On
// Linux the program receives onDeath when this process dies. Start it with Run.
func Command(ctx context.Context, grace time.Duration, onDeath syscall.Signal, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = Attributes(onDeath)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = grace
	return cmd
}

// Run starts cmd, made by Command with ctx, and waits for it. It returns
// ctx's error when that is what ended the program.
func Run(ctx context.Context, cmd *exec.Cmd) error {
	// The death signal is sent when the thread that forked ends, not when the
	// process does: keep this thread until the program has ended.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := cmd.Run()
	if ctx.Err() == nil || cmd.Process == nil {
		return err
	}
	// The program may have left children that ignored SIGTERM; ESRCH means
	// that there are none.
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	return ctx.Err()
}
