// Package bench measures our kernel beside stock GoNB: the same gonb, started
// with the environment its own documentation asks for. Both run at the same
// time, take turns cell by cell, and are given the same work with a text that
// never comes twice.
package bench

import (
	"context"
	"debug/buildinfo"
	"errors"
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
	cell, err := buildinfo.ReadFile(o.Layout.Cell())
	if err != nil {
		return Report{}, fmt.Errorf("reading what our cells are shown with: %w", err)
	}
	r := &run{
		Options: o, tasks: tasks(cell.Deps),
		contestants: [2]*contestant{{command: ours(o.Layout)}, {command: stockCommand}},
	}
	for _, measure := range []func(context.Context) error{
		r.warm, r.kernels, r.cells, r.firstCompletions, r.completions, r.besideCell, r.messages, r.interrupts,
	} {
		if err := measure(ctx); err != nil {
			return Report{}, err
		}
	}
	return r.report, stop(r.contestants[:]...)
}

// A run is what Run is doing.
type run struct {
	Options
	tasks       []task
	contestants [2]*contestant
	number      int // goes up with each measurement: no text comes twice
	report      Report
}

// next is a number that was not used yet.
func (r *run) next() int {
	r.number++
	return r.number
}

// turns times something in both kernels, n times; the one that goes first
// changes each time.
func (r *run) turns(row *Row, n int, measure func(c *contestant, i int) (time.Duration, error)) error {
	for round := range n {
		for turn := range r.contestants {
			i := (turn + round) % 2
			took, err := measure(r.contestants[i], i)
			if errors.Is(err, errNotDone) {
				continue
			}
			if err != nil {
				return err
			}
			row.add(i, took)
		}
	}
	return nil
}

// warm fills the caches of both.
func (r *run) warm(ctx context.Context) error {
	r.Step(stepWarm)
	if err := restart(ctx, r.contestants[:]...); err != nil {
		return err
	}
	for _, t := range r.tasks {
		if err := r.prepare(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// kernels times new kernels and their first cells, and weighs the last ones.
func (r *run) kernels(ctx context.Context) error {
	r.Step(stepStart)
	ready, first := Row{Name: rowReady}, Row{Name: rowFirst}
	for range starts(r.Rounds) {
		number := r.next()
		if err := restart(ctx, r.contestants[:]...); err != nil {
			return err
		}
		for i, c := range r.contestants {
			took, err := c.execute(ctx, r.tasks[0], i, number)
			if err != nil {
				return err
			}
			ready.add(i, c.kernel.Ready)
			first.add(i, took)
		}
	}
	r.report.Rows = append(r.report.Rows, ready, first)
	r.weighCells()
	return nil
}

// cells times each kind of cell.
func (r *run) cells(ctx context.Context) error {
	for _, t := range r.tasks {
		r.Step(t.name)
		if err := r.prepare(ctx, t); err != nil {
			return err
		}
		row := Row{Name: t.name}
		err := r.turns(&row, r.Rounds, func(c *contestant, i int) (time.Duration, error) {
			return c.execute(ctx, t, i, r.next())
		})
		if err != nil {
			return err
		}
		r.report.Rows = append(r.report.Rows, row)
	}
	return nil
}

// starts is how often each kernel is started, which takes longer than a cell.
func starts(rounds int) int { return max(rounds/2, 3) }

// prepare runs a kind of cell once in each kernel, so that both have warm
// caches.
func (r *run) prepare(ctx context.Context, t task) error {
	for i, c := range r.contestants {
		if t.before[i] != "" {
			if _, err := c.kernel.Execute(ctx, t.before[i]); err != nil {
				return err
			}
		}
		if _, err := c.execute(ctx, t, i, -r.next()); err != nil && !errors.Is(err, errNotDone) {
			return err
		}
	}
	return nil
}

// errNotDone is the error of a cell that stock GoNB knows nothing of.
var errNotDone = errors.New("not done")

// execute times one cell of a kind, and makes sure that it did what it should.
func (c *contestant) execute(ctx context.Context, t task, index, number int) (time.Duration, error) {
	text := [2]func(int) string{t.ours, t.stock}[index]
	if text == nil {
		return 0, errNotDone
	}
	cell, err := c.kernel.Execute(ctx, text(number))
	if err != nil {
		return 0, err
	}
	if cell.OK() == t.fails {
		return 0, errUnexpected(t.name, cell)
	}
	return cell.Took, nil
}

// restart gives contestants a new kernel each.
func restart(ctx context.Context, contestants ...*contestant) error {
	if err := stop(contestants...); err != nil {
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

func stop(contestants ...*contestant) error {
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

// stock starts GoNB with a build cache that the first cells warm.
func stock(l install.Layout, dir string) (func(string) *exec.Cmd, error) {
	command, err := kerneltest.Stock(l, dir)
	if err != nil {
		return nil, err
	}
	return func(connectionFile string) *exec.Cmd {
		cmd := command(connectionFile)
		cmd.Env = append(cmd.Env, "GOCACHE="+filepath.Join(dir, "go-build"))
		return cmd
	}, nil
}
