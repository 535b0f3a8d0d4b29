package source

import "strings"

// program is the Go that GoNB makes of a cell alone, before it adds what
// earlier cells declare; and for each of its lines the line of the cell, from
// 1, that it comes from, or 0.
func (s script) program() (text string, origin []int) {
	var b strings.Builder
	write := func(lines string, from int) {
		b.WriteString(lines)
		for range strings.Count(lines, "\n") {
			origin = append(origin, from)
		}
	}
	write("package main\n\n", 0)
	for i, line := range s.lines {
		switch s.roles[i] {
		case goLine:
			write(line+"\n", i+1)
		case mainLine:
			write("func main() {\n\tflag.Parse()\n", i+1)
		case execLine:
			if name := called(line); name != "" {
				write("func main() {\n\tflag.Parse()\n\t"+name+"()\n}\n", i+1)
			}
		case commandLine, packageLine:
		}
	}
	if s.has(mainLine) {
		// Where a deferred call of main stands in a stack: the end of the cell.
		write("\n}\n", len(s.lines))
	}
	return b.String(), origin
}

// aligned is the cell as Go, each line in its place after a first one, and
// what closes the func main that a %% opened.
func (s script) aligned() (body, closing string) {
	var b strings.Builder
	b.WriteString("package main")
	for i, line := range s.lines {
		b.WriteByte('\n')
		switch s.roles[i] {
		case goLine:
			b.WriteString(line)
		case mainLine:
			b.WriteString("func main() {")
		case execLine:
			if name := called(line); name != "" {
				b.WriteString("func main() { " + name + "() }")
			}
		case commandLine, packageLine:
		}
	}
	if s.has(mainLine) {
		return b.String(), "\n}\n"
	}
	return b.String(), "\n"
}
