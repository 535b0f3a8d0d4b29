package source

import (
	"slices"
	"strings"
)

// A role is what GoNB makes of a line of a cell.
type role int

const (
	goLine      role = iota // Go, as it stands
	commandLine             // a command, done before the Go, or more of the one above
	packageLine             // left out: GoNB writes its own package clause
	mainLine                // %% or %main: func main, to the end of the cell
	execLine                // %exec F: a func main that calls F
)

// A script is a cell as GoNB reads it: line by line, whatever the Go around.
type script struct {
	lines      []string
	roles      []role   // one for each line
	commands   []string // in order, each on one line, with its % or !
	unfinished bool     // the last command goes on after the last line
}

// readCell reads a cell that is Go.
func readCell(text string) script {
	lines := strings.Split(text, "\n")
	s := script{lines: lines, roles: make([]role, len(lines))}
	for i, line := range lines {
		if s.roles[i] == goLine && isCommand(withoutPrefix(line)) {
			s.commands = append(s.commands, s.join(i))
		}
	}
	for i, line := range lines {
		switch command := withoutPrefix(line); {
		case opensMain(command):
			s.roles[i] = mainLine
		case strings.HasPrefix(command, "%exec"):
			s.roles[i] = execLine
		case s.roles[i] == goLine && strings.HasPrefix(line, "package"):
			s.roles[i] = packageLine
		}
	}
	return s
}

// join returns the command that begins on a line, with the lines that a
// backslash at the end of it joins to it, and marks them all.
func (s *script) join(first int) string {
	var command strings.Builder
	for i := first; i < len(s.lines); i++ {
		s.roles[i] = commandLine
		line := withoutPrefix(s.lines[i])
		start := strings.TrimSuffix(line, `\`)
		command.WriteString(start)
		if start == line {
			return command.String()
		}
		command.WriteByte(' ')
	}
	s.unfinished = true
	return command.String()
}

// has reports whether a line of the cell has the role.
func (s *script) has(r role) bool { return slices.Contains(s.roles, r) }

// withoutPrefix is a line without what hides a command from Go's own editors.
func withoutPrefix(line string) string { return strings.TrimPrefix(line, "//gonb:") }

func isCommand(line string) bool { return len(line) > 1 && (line[0] == '%' || line[0] == '!') }

func opensMain(line string) bool {
	return strings.HasPrefix(line, "%main") || line == "%%" ||
		strings.HasPrefix(line, "%% ") || strings.HasPrefix(line, "%%\t")
}

// called is the function that a line %exec names, or nothing. GoNB looks for
// it after exactly one space.
func called(line string) string {
	words := strings.Split(withoutPrefix(line), " ")
	if len(words) < 2 {
		return ""
	}
	return words[1]
}
