package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// Progress hears about the set-up as it goes. Its methods are called from
// several goroutines.
type Progress interface {
	// Begin says that the step with this French title has begun.
	Begin(title string)
	// Detail is the last line a program of the step has written.
	Detail(title, line string)
	// End says that the step took elapsed, and failed unless err is nil.
	End(title string, elapsed time.Duration, err error)
	// Waiting says that another process, holder (0 when unknown), is setting
	// up, and that we wait for it.
	Waiting(holder int)
	// Finish says that all steps, those that were done before included, took
	// elapsed, or that the first failure was err.
	Finish(elapsed time.Duration, err error)
}

// NewProgress writes to f: live lines when it is a terminal, else one line an
// event.
func NewProgress(f *os.File) Progress {
	if term.IsTerminal(int(f.Fd())) {
		return newLive(f, func() int {
			width, _, err := term.GetSize(int(f.Fd()))
			if err != nil {
				return 80
			}
			return width
		})
	}
	return &lines{out: f}
}

type silence struct{}

func (silence) Begin(string)                     {}
func (silence) Detail(string, string)            {}
func (silence) End(string, time.Duration, error) {}
func (silence) Waiting(int)                      {}
func (silence) Finish(time.Duration, error)      {}

// lines writes one line an event, for logs.
type lines struct {
	mu    sync.Mutex
	out   io.Writer
	steps int // that ended
}

func (p *lines) print(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.out, line)
}

func (p *lines) Begin(title string)    { p.print("… " + title) }
func (p *lines) Detail(string, string) {}
func (p *lines) Waiting(holder int)    { p.print(msgWaiting(holder)) }

func (p *lines) End(title string, elapsed time.Duration, err error) {
	p.print(endLine(title, elapsed, err))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps++
}

func (p *lines) Finish(elapsed time.Duration, err error) {
	p.mu.Lock()
	worked := p.steps > 0
	p.mu.Unlock()
	if err == nil && worked {
		p.print(msgInstalled(elapsed))
	}
}

func endLine(title string, elapsed time.Duration, err error) string {
	mark := "✓"
	switch {
	case errors.Is(err, context.Canceled): // by the user, or by the failure of another step
		mark = "–"
	case err != nil:
		mark = "✗"
	}
	return fmt.Sprintf("%s %s (%s)", mark, title, seconds(elapsed))
}

// live keeps one line for each step under way at the bottom of a terminal,
// with its time and what it is doing, and lets finished steps scroll up.
type live struct {
	mu      sync.Mutex
	out     io.Writer
	width   func() int
	now     func() time.Time
	running []*liveStep
	drawn   int // lines at the bottom that are to be drawn over
	worked  bool
	stop    chan struct{} // closed when no step is under way
}

type liveStep struct {
	title, detail string
	began         time.Time
}

func newLive(out io.Writer, width func() int) *live {
	return &live{out: out, width: width, now: time.Now}
}

func (p *live) Begin(title string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = append(p.running, &liveStep{title: title, began: p.now()})
	p.worked = true
	if p.stop == nil {
		p.stop = make(chan struct{})
		go p.tick(p.stop)
	}
	p.draw()
}

// tick keeps the clocks going.
func (p *live) tick(stop <-chan struct{}) {
	ticker := time.NewTicker(200 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			p.mu.Lock()
			p.draw()
			p.mu.Unlock()
		}
	}
}

func (p *live) Detail(title, line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.running {
		if s.title == title {
			s.detail = line
		}
	}
}

func (p *live) End(title string, elapsed time.Duration, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, s := range p.running {
		if s.title == title {
			p.running = append(p.running[:i], p.running[i+1:]...)
			break
		}
	}
	p.draw(endLine(title, elapsed, err))
	if len(p.running) == 0 && p.stop != nil {
		close(p.stop)
		p.stop = nil
	}
}

func (p *live) Waiting(holder int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.draw(msgWaiting(holder))
}

func (p *live) Finish(elapsed time.Duration, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil && p.worked {
		p.draw(msgInstalled(elapsed))
	}
}

// draw writes lines that stay, then one line for each step under way, over
// what it drew last.
func (p *live) draw(stay ...string) {
	var b strings.Builder
	if p.drawn > 0 {
		fmt.Fprintf(&b, "\x1b[%dA", p.drawn)
	}
	b.WriteString("\r\x1b[J")
	for _, line := range stay {
		b.WriteString(line + "\n")
	}
	width := p.width()
	for _, s := range p.running {
		b.WriteString(cut(fmt.Sprintf("  %s  %s  %s", clock(p.now().Sub(s.began)), s.title, s.detail), width-1) + "\n")
	}
	p.drawn = len(p.running)
	_, _ = io.WriteString(p.out, b.String())
}

// cut keeps what fits in a terminal's line, so that it takes one line only.
func cut(s string, width int) string {
	runes := []rune(s)
	if width < 1 || len(runes) <= width {
		return s
	}
	return string(runes[:width-1]) + "…"
}

// clock is a duration as a clock shows it: 1:07.
func clock(d time.Duration) string {
	whole := int(d.Seconds())
	return fmt.Sprintf("%d:%02d", whole/60, whole%60)
}
