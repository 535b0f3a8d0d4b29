package figure

import "strings"

// CellLabel is what stands in the cell of p: its side, and its ratio without
// the sign of a ratio, for which there is no room.
func (f Figure) CellLabel(s Series, p Point) string {
	return p.Side().Sign() + NoBreak + strings.TrimSuffix(f.value(s, p.Y), NoBreak+"×")
}

// grid writes a Heat as rows and columns of cells, and reports whether they
// fit in the width.
func (f Figure) grid(b *strings.Builder, width int) bool {
	lines := [][]string{append([]string{f.Names.Series}, f.X.Labels...)}
	for _, s := range f.Series {
		line := make([]string, len(f.X.Labels)+1)
		line[0] = s.Name
		for _, p := range s.Points {
			line[int(p.X)+1] = f.CellLabel(s, p)
		}
		lines = append(lines, line)
	}
	widths := make([]int, len(lines[0]))
	total := 0
	for i := range widths {
		for _, line := range lines {
			widths[i] = max(widths[i], columns(line[i]))
		}
		total += widths[i] + 2
	}
	if total > width {
		return false
	}
	wrap(b, "  ", f.X.Title+" →", width)
	for _, line := range lines {
		end := len(line)
		for end > 1 && line[end-1] == "" {
			end--
		}
		b.WriteString("  " + line[0] + pad(widths[0]-columns(line[0])))
		for i, cell := range line[1:end] {
			b.WriteString(pad(2+widths[i+1]-columns(cell)) + cell)
		}
		b.WriteByte('\n')
	}
	return true
}
