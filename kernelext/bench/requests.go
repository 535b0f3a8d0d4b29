package bench

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"
	"unicode/utf8"

	"cahiers/kernelext/kernel/kerneltest"
)

const (
	coldCompletions  = 3   // in each kernel: stock GoNB takes 12 s
	pairedKeystrokes = 20  // in each kernel
	keystrokes       = 100 // in ours
	roundTrips       = 200 // in each kernel
)

// patience bounds the wait for one answer.
const patience = time.Minute

// ask times a request, from when it is sent to its reply, and waits until the
// kernel is idle again.
func ask(ctx context.Context, k *kerneltest.Kernel, kind string, content map[string]any) (kerneltest.Message, time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := k.Request("shell", kind, content)
	if err != nil {
		return kerneltest.Message{}, 0, err
	}
	answer, err := request.Finish(ctx)
	if err != nil {
		return kerneltest.Message{}, 0, fmt.Errorf("asking for a %s: %w", kind, err)
	}
	return answer.Reply, answer.Reply.At.Sub(request.Sent), nil
}

// completed is what keystroke has typed the beginning of.
const completed = "EqualFold"

// keystroke times a completion at the end of a cell that was not seen yet.
func (r *run) keystroke(ctx context.Context, c *contestant) (time.Duration, error) {
	code := fmt.Sprintf("%%%%\negal%d := strings.EqualFol", r.next())
	reply, took, err := ask(ctx, c.kernel, "complete_request", map[string]any{"code": code, "cursor_pos": utf8.RuneCountInString(code)})
	if err != nil {
		return 0, err
	}
	if matches, _ := reply.Content["matches"].([]any); !slices.Contains(matches, any(completed)) {
		return 0, errNoMatch(code, completed, reply)
	}
	return took, nil
}

// firstCompletions times the first thing that a new kernel is asked.
func (r *run) firstCompletions(ctx context.Context) error {
	r.Step(rowFirstCompletion)
	row := Row{Name: rowFirstCompletion}
	err := r.turns(&row, coldCompletions, func(c *contestant, _ int) (time.Duration, error) {
		if err := restart(ctx, c); err != nil {
			return 0, err
		}
		return r.keystroke(ctx, c)
	})
	r.report.Rows = append(r.report.Rows, row)
	return err
}

// completions times those that follow, while no cell runs, and weighs gopls.
func (r *run) completions(ctx context.Context) error {
	r.Step(rowCompletion)
	if err := r.prepare(ctx, r.tasks[0]); err != nil {
		return err
	}
	row := Row{Name: rowCompletion, Tail: true}
	err := r.turns(&row, pairedKeystrokes, func(c *contestant, _ int) (time.Duration, error) {
		return r.keystroke(ctx, c)
	})
	if err != nil {
		return err
	}
	r.weighCompletions()
	err = r.alone(&row, keystrokes-pairedKeystrokes, func(c *contestant) (time.Duration, error) {
		return r.keystroke(ctx, c)
	})
	r.report.Rows = append(r.report.Rows, row)
	return err
}

// besideCell times completions in our kernel while a cell keeps every core
// busy; stock GoNB answers when the cell has ended.
func (r *run) besideCell(ctx context.Context) error {
	r.Step(rowBesideCell)
	k := r.contestants[0].kernel
	cell, err := k.Begin(burning(r.next()))
	if err != nil {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := cell.Next(soon, func(m kerneltest.Message) bool { return m.Header.Type == "stream" }); err != nil {
		return err
	}
	row := Row{Name: rowBesideCell, Tail: true}
	err = r.alone(&row, keystrokes, func(c *contestant) (time.Duration, error) {
		return r.keystroke(ctx, c)
	})
	if err != nil {
		return err
	}
	r.report.Rows = append(r.report.Rows, row)
	_, err = r.interrupt(ctx, cell, rowBesideCell)
	return err
}

// messages times what is answered without GoNB in our kernel; stock GoNB is
// silent on is_complete_request.
func (r *run) messages(ctx context.Context) error {
	r.Step(rowKernelInfo)
	info := Row{Name: rowKernelInfo, Unit: time.Microsecond, Tail: true}
	err := r.turns(&info, roundTrips, func(c *contestant, _ int) (time.Duration, error) {
		_, took, err := ask(ctx, c.kernel, "kernel_info_request", map[string]any{})
		return took, err
	})
	if err != nil {
		return err
	}
	whole := Row{Name: rowIsComplete, Unit: time.Microsecond, Tail: true}
	err = r.alone(&whole, roundTrips, func(c *contestant) (time.Duration, error) {
		code := fmt.Sprintf("for range %d {\n\tfmt.Println(1)\n}", r.next())
		_, took, err := ask(ctx, c.kernel, "is_complete_request", map[string]any{"code": code})
		return took, err
	})
	r.report.Rows = append(r.report.Rows, info, whole)
	return err
}

// interrupts times how long our kernel takes to end a compilation.
func (r *run) interrupts(ctx context.Context) error {
	if len(processes(os.Getpid())) == 0 {
		return nil // no ps to see a compilation with
	}
	r.Step(rowInterrupt)
	row := Row{Name: rowInterrupt}
	err := r.alone(&row, starts(r.Rounds), func(c *contestant) (time.Duration, error) {
		cell, err := c.kernel.Begin(long(r.next()))
		if err != nil {
			return 0, err
		}
		soon, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		for processes(c.kernel.Cmd.Process.Pid)["compile"] == 0 {
			if soon.Err() != nil {
				return 0, errNoCompile
			}
		}
		return r.interrupt(ctx, cell, rowInterrupt)
	})
	r.report.Rows = append(r.report.Rows, row)
	return err
}

// interrupt times the end of a cell of our kernel, from the request to idle.
func (r *run) interrupt(ctx context.Context, cell *kerneltest.Request, name string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	asked := time.Now()
	if err := r.contestants[0].kernel.Interrupt(ctx); err != nil {
		return 0, err
	}
	ended, err := cell.Finish(ctx)
	if err != nil {
		return 0, err
	}
	if ended.Reply.Text("ename") != "interrupt" {
		return 0, errUnexpected(name, ended)
	}
	return cell.Sent.Add(ended.Took).Sub(asked), nil
}

// alone times something in our kernel only, n times.
func (r *run) alone(row *Row, n int, measure func(c *contestant) (time.Duration, error)) error {
	for range n {
		took, err := measure(r.contestants[0])
		if err != nil {
			return err
		}
		row.add(0, took)
	}
	return nil
}
