package explain

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cahiers/kernelext/source"
)

// A Case is a cell that failed.
type Case struct {
	Cells []source.Cell // those whose text may stand in its program; the last is the cell itself
	Dir   string        // folder of the programs that GoNB composes
	Root  string        // folder of the course, which paths leave out
}

// name is how the learner of the case calls a place.
func (c Case) name(p source.Place) string {
	if p.Cell == c.Cells[len(c.Cells)-1].Number {
		return lineOfCell(p.Line)
	}
	return lineOfOther(p.Cell, p.Line)
}

// line is the line at a place, as it was written, or nothing.
func (c Case) line(p source.Place) string {
	for _, cell := range slices.Backward(c.Cells) {
		if cell.Number != p.Cell {
			continue
		}
		lines := strings.Split(cell.Text, "\n")
		if p.Line < 1 || p.Line > len(lines) {
			return ""
		}
		return strings.TrimRight(lines[p.Line-1], "\r")
	}
	return ""
}

var (
	inProgram = regexp.MustCompile(`^(\s*)(/.*/main(?:_test)?\.go):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$`)
	// inGo matches the place of a frame that says no more than the state of its
	// goroutine does.
	inGo = regexp.MustCompile(`^\s+\S*/src/(?:runtime|internal|sync)/\S+\.(?:go|s):\d+`)
	// ofGonb matches the name of the package that GoNB makes of a cell.
	ofGonb = regexp.MustCompile(`\bgonb_[0-9a-f]{8}\.`)
)

// translate gives the stacks in a dump the places of the cells, and leaves out
// the calls of Go's own that every stack ends in. It marks the lines that are
// the learner's.
func (c Case) translate(dump string) []tracedLine {
	lines := strings.Split(strings.TrimRight(dump, "\n"), "\n")
	places := map[string][]source.Place{}
	var out []tracedLine
	for i, line := range lines {
		if len(out) > 0 && inGo.MatchString(line) && !strings.HasPrefix(lines[i-1], "\t") {
			out = out[:len(out)-1] // with the line of its call
			continue
		}
		found := inProgram.FindStringSubmatch(line)
		if found == nil {
			out = append(out, tracedLine{text: c.tidy(line)})
			continue
		}
		file := found[2]
		if _, known := places[file]; !known {
			places[file] = c.places(file)
		}
		number, _ := strconv.Atoi(found[3])
		if number < 1 || number > len(places[file]) || places[file][number-1] == (source.Place{}) {
			out = append(out, tracedLine{text: c.tidy(line)})
			continue
		}
		place := places[file][number-1]
		text := found[1] + bold(c.name(place))
		if code := strings.TrimSpace(c.line(place)); code != "" {
			text += "\u00a0: " + code
		}
		out = append(out, tracedLine{text: text, learners: true, created: i > 0 && strings.HasPrefix(lines[i-1], "created by ")})
	}
	return out
}

// A tracedLine is a line of a stack.
type tracedLine struct {
	text     string
	learners bool // it is a place in a cell
	created  bool // where the goroutine was started, not where it is
}

// tidy takes this machine and GoNB out of a line.
func (c Case) tidy(line string) string {
	line = ofGonb.ReplaceAllString(line, "")
	if c.Root != "" {
		line = strings.Replace(line, c.Root+string(filepath.Separator), "", 1)
	}
	return line
}

// places tells where in the cells each line of a program was written.
func (c Case) places(file string) []source.Place {
	if rel, err := filepath.Rel(c.Dir, file); err != nil || !filepath.IsLocal(rel) {
		return nil
	}
	composed, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return source.Places(composed, c.Cells)
}
