// Package bench measures our kernel beside stock GoNB: the same gonb, started
// with the environment its own documentation asks for. Both run at the same
// time, take turns cell by cell, and are given the same work with a text that
// never comes twice.
package bench

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/lineage"
)

// Options say what to measure.
type Options struct {
	Layout install.Layout
	Rounds int               // how often each kind of cell is timed in each kernel
	Step   func(name string) // told what is measured next
}

// A contestant is one of the two kernels.
type contestant struct {
	command func(connectionFile string) *exec.Cmd
	kernel  *kerneltest.Kernel
}

// Run measures, and returns what it measured. The process must have no other
// children: it ends them all, because stock GoNB leaves some behind.
func Run(ctx context.Context, o Options) (Report, error) {
	if err := lineage.Adopt(); err != nil {
		return Report{}, fmt.Errorf("adopting orphans: %w", err)
	}
	dir, err := os.MkdirTemp("", "cahiers-bench-")
	if err != nil {
		return Report{}, err
	}
	defer func() {
		lineage.KillDescendants(5 * time.Second)
		_ = os.RemoveAll(dir)
	}()
	stockCommand, err := stock(o.Layout, dir)
	if err != nil {
		return Report{}, err
	}
	kernel, err := buildinfo.ReadFile(o.Layout.Kernel())
	if err != nil {
		return Report{}, fmt.Errorf("reading what our kernel is built from: %w", err)
	}
	all := tasks(kernel.Deps)
	contestants := [2]*contestant{{command: ours(o.Layout)}, {command: stockCommand}}
	report := Report{Rounds: o.Rounds}
	o.Step(stepWarm)
	if err := restart(ctx, contestants); err != nil {
		return Report{}, err
	}
	for _, t := range all {
		if err := prepare(ctx, contestants, t); err != nil {
			return Report{}, err
		}
	}
	run := 0
	o.Step(stepStart)
	ready, first := Row{Name: rowReady}, Row{Name: rowFirst}
	for range starts(o.Rounds) {
		run++
		if err := restart(ctx, contestants); err != nil {
			return Report{}, err
		}
		for i, c := range contestants {
			took, err := c.execute(ctx, all[0], i, run)
			if err != nil {
				return Report{}, err
			}
			ready.add(i, c.kernel.Ready)
			first.add(i, took)
		}
	}
	report.Rows = append(report.Rows, ready, first)
	for i, c := range contestants {
		report.Memory[i] = residentMemory(c.kernel.Cmd.Process.Pid)
	}
	for _, t := range all {
		o.Step(t.name)
		if err := prepare(ctx, contestants, t); err != nil {
			return Report{}, err
		}
		row := Row{Name: t.name}
		for round := range o.Rounds {
			run++
			// The one that goes first changes each time.
			for turn := range contestants {
				i := (turn + round) % 2
				took, err := contestants[i].execute(ctx, t, i, run)
				if err != nil {
					return Report{}, err
				}
				row.add(i, took)
			}
		}
		report.Rows = append(report.Rows, row)
	}
	return report, stop(contestants)
}

// starts is how often each kernel is started, which takes longer than a cell.
func starts(rounds int) int { return max(rounds/2, 3) }

// prepare runs a kind of cell once in each kernel, so that both have warm
// caches.
func prepare(ctx context.Context, contestants [2]*contestant, t task) error {
	for i, c := range contestants {
		if t.before[i] != "" {
			if _, err := c.kernel.Execute(ctx, t.before[i]); err != nil {
				return err
			}
		}
		if _, err := c.execute(ctx, t, i, -1); err != nil {
			return err
		}
	}
	return nil
}

// execute times one cell of a kind, and makes sure that it did what it should.
func (c *contestant) execute(ctx context.Context, t task, index, run int) (time.Duration, error) {
	text := [2]func(int) string{t.ours, t.stock}[index](run)
	cell, err := c.kernel.Execute(ctx, text)
	if err != nil {
		return 0, err
	}
	if cell.OK() == t.fails {
		return 0, errUnexpected(t.name, cell)
	}
	return cell.Took, nil
}

// restart gives both contestants a new kernel.
func restart(ctx context.Context, contestants [2]*contestant) error {
	if err := stop(contestants); err != nil {
		return err
	}
	for _, c := range contestants {
		var err error
		if c.kernel, err = kerneltest.Start(ctx, c.command); err != nil {
			return err
		}
	}
	return nil
}

func stop(contestants [2]*contestant) error {
	for _, c := range contestants {
		if c.kernel == nil {
			continue
		}
		_ = c.kernel.Cmd.Process.Signal(syscall.SIGTERM)
		<-c.kernel.Exited()
		if err := c.kernel.Close(); err != nil {
			return err
		}
		c.kernel = nil
	}
	return nil
}

// ours starts the kernel as Jupyter does.
func ours(l install.Layout) func(string) *exec.Cmd {
	return func(connectionFile string) *exec.Cmd {
		cmd := exec.Command(l.Kernel(), connectionFile)
		cmd.Env = append(os.Environ(), install.RootVariable+"="+l.Root())
		cmd.Dir = l.Notebooks()
		return cmd
	}
}

// stock starts GoNB as its own documentation does, with the real go, goimports
// and gopls in PATH, our module cache, where nothing has to be downloaded, and
// a build cache that the first cells warm.
func stock(l install.Layout, dir string) (func(string) *exec.Cmd, error) {
	env, err := install.ReadGoEnv(l)
	if err != nil {
		return nil, err
	}
	bin := filepath.Join(dir, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		return nil, err
	}
	for name, target := range map[string]string{"go": env.Go, "goimports": l.Goimports(), "gopls": l.GoplsProgram()} {
		if err := os.Symlink(target, filepath.Join(bin, name)); err != nil {
			return nil, err
		}
	}
	return func(connectionFile string) *exec.Cmd {
		cmd := exec.Command(l.Gonb(), "--kernel", connectionFile, "-logtostderr=false")
		cmd.Env = append(os.Environ(),
			"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
			"GOMODCACHE="+l.GoModCache(),
			"GOCACHE="+filepath.Join(dir, "go-build"),
			"GOFLAGS=-modcacherw",
			"TMPDIR="+dir,
		)
		cmd.Dir = l.Notebooks()
		return cmd
	}, nil
}
