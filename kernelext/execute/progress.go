package execute

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// Progress shows people how a run goes: on a terminal, a bar that moves and a
// line for each cell that fails; elsewhere, a line for each cell.
type Progress struct {
	out   io.Writer
	width int // of the terminal, in columns; 0 when out is none
	total int
	done  int
	drawn bool
}

// NewProgress returns a Progress that writes to out, a terminal of that many
// columns, or none when width is 0.
func NewProgress(out io.Writer, width int) *Progress { return &Progress{out: out, width: width} }

// Started implements [Watcher].
func (p *Progress) Started(path string, codeCells int) {
	p.total, p.done = codeCells, 0
	p.draw(path, msgStarting)
}

// Cell implements [Watcher].
func (p *Progress) Cell(path string, c Cell) { p.draw(path, c.Section) }

// Ended implements [Watcher].
func (p *Progress) Ended(path string, c Cell) {
	p.done++
	if p.width == 0 || !c.OK {
		p.say(line(name(path), p.total, c))
	}
	p.draw(path, c.Section)
}

// Finished implements [Watcher].
func (p *Progress) Finished(r Result) { p.say(summary(name(r.Path), r)) }

// say writes a line that stays.
func (p *Progress) say(text string) {
	if p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.drawn = false
	}
	fmt.Fprintln(p.out, text)
}

const barCells = 20

// draw writes the line that moves.
func (p *Progress) draw(path, what string) {
	if p.width == 0 {
		return
	}
	filled := barCells
	if p.total > 0 {
		filled = barCells * p.done / p.total
	}
	text := fmt.Sprintf("%s%s %s %d/%d · %s", strings.Repeat("█", filled), strings.Repeat("░", barCells-filled),
		name(path), p.done, p.total, what)
	fmt.Fprint(p.out, "\r\x1b[K"+cut(text, p.width-1))
	p.drawn = true
}

// cut shortens text to that many columns, one for each character.
func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:max(width-1, 0)]) + "…"
}

func name(path string) string { return strings.TrimSuffix(filepath.Base(path), ".ipynb") }

func asDuration(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }
