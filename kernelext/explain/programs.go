package explain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
	"cahiers/kernelext/stacks"
)

// Programs are the programs that one explanation is about, each read once.
type programs struct {
	Case
	read map[string]*program
}

func (c Case) programs() *programs { return &programs{Case: c, read: map[string]*program{}} }

// A program is a file that GoNB composed of cells.
type program struct {
	text   []byte
	places []source.Place
	*syntax
}

// of is the program that a file is, or nil.
func (p *programs) of(file string) *program {
	if known, ok := p.read[file]; ok {
		return known
	}
	p.read[file] = nil
	if rel, err := filepath.Rel(p.Dir, file); err != nil || !filepath.IsLocal(rel) {
		return nil
	}
	if text, err := os.ReadFile(file); err == nil {
		p.read[file] = &program{text: text, places: source.Places(text, p.Cells), syntax: parse(text)}
	}
	return p.read[file]
}

// place is where a line of a program was written, or nowhere.
func (p *programs) place(file string, line int) source.Place {
	if program := p.of(file); program != nil && line >= 1 && line <= len(program.places) {
		return program.places[line-1]
	}
	return source.Place{}
}

// around is how many lines a spot shows on each side of its own.
const around = 2

// spot is where a frame stands in the cells, or nowhere.
func (p *programs) spot(f stacks.Frame) sight.Spot {
	spot := p.spotAt(p.place(f.File, f.Line))
	if spot.Exists() {
		spot.Func = enclosing(f.Func)
	}
	return spot
}

// spotAt is a place as a spot; nowhere is nowhere.
func (c Case) spotAt(place source.Place) sight.Spot {
	lines := c.lines(place.Cell)
	if place.Line < 1 || place.Line > len(lines) {
		return sight.Spot{}
	}
	first, last := max(place.Line-around, 1), min(place.Line+around, len(lines))
	for first < place.Line && strings.TrimSpace(lines[first-1]) == "" {
		first++
	}
	for last > place.Line && strings.TrimSpace(lines[last-1]) == "" {
		last--
	}
	return sight.Spot{
		Cell: place.Cell, Line: place.Line, Name: c.name(place),
		First: first, Code: outdented(lines[first-1 : last]),
	}
}

// lines are those of a cell.
func (c Case) lines(cell int) []string {
	for _, one := range slices.Backward(c.Cells) {
		if one.Number == cell {
			return strings.Split(strings.ReplaceAll(one.Text, "\r", ""), "\n")
		}
	}
	return nil
}

// learners is the first frame that stands in a cell, or -1.
func (p *programs) learners(frames []stacks.Frame) (at int, spot sight.Spot) {
	for i, f := range frames {
		if spot := p.spot(f); spot.Exists() {
			return i, spot
		}
	}
	return -1, sight.Spot{}
}

// written is the name of a function as the learner wrote it, as far as it has
// one: a function without a name is main.func1.
func written(name string) string {
	name = ofGonb.ReplaceAllString(name, "")
	name = strings.TrimPrefix(name, "main.")
	for _, wrapper := range []string{goWrapper, ".deferwrap"} {
		if i := strings.LastIndex(name, wrapper); i >= 0 {
			name = name[:i]
		}
	}
	if rest, ok := strings.CutPrefix(name, source.WrappedMain); ok && (rest == "" || rest[0] == '.') {
		name = "main" + rest
	}
	return name
}

// enclosing is the function that has a name, of one that may have none and
// stands in it.
func enclosing(name string) string {
	named, _, _ := strings.Cut(written(name), ".func")
	return named
}

// goWrapper is in the name of the function that the compiler makes of a go
// statement: it stands in the function of the statement.
const goWrapper = ".gowrap"

// outdented are lines without the indentation that they have in common.
func outdented(lines []string) []string {
	common, found := "", false
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if !found {
			common, found = indent, true
		}
		for !strings.HasPrefix(indent, common) {
			common = common[:len(common)-1]
		}
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimPrefix(line, common)
		if strings.TrimSpace(line) == "" {
			out[i] = ""
		}
	}
	return out
}
