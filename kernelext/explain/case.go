package explain

import (
	"path/filepath"
	"regexp"
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
	if p.Cell == c.current().Number {
		return lineOfCell(p.Line)
	}
	return lineOfOther(p.Cell, p.Line)
}

// line is the line at a place, as it was written, or nothing.
func (c Case) line(p source.Place) string {
	if lines := c.lines(p.Cell); p.Line >= 1 && p.Line <= len(lines) {
		return lines[p.Line-1]
	}
	return ""
}

// ofGonb matches the name of the package that GoNB makes of a cell.
var ofGonb = regexp.MustCompile(`\bgonb_[0-9a-f]{8}\.`)

// tidy takes this machine and GoNB out of a line.
func (c Case) tidy(line string) string {
	line = ofGonb.ReplaceAllString(line, "")
	if c.Root != "" {
		line = strings.Replace(line, c.Root+string(filepath.Separator), "", 1)
	}
	return line
}
