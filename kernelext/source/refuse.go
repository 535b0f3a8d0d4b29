package source

import "strings"

// Untellable is the line of a cell, from 1, that GoNB cannot read and ends
// itself over, or 0: a command without a word, %exec without a name after one
// space, a second func main.
func Untellable(text string) (line int) {
	if !IsGo(text) {
		return 0
	}
	s := readCell(text)
	mains := 0
	for i, role := range s.roles {
		command := withoutPrefix(s.lines[i])
		switch {
		case role == commandLine && isCommand(command) && strings.TrimSpace(command[1:]) == "":
			return i + 1
		case role == execLine && (!strings.HasPrefix(command, "%exec ") || called(command) == ""):
			return i + 1
		case role == mainLine || role == execLine:
			if mains++; mains > 1 {
				return i + 1
			}
		}
	}
	return 0
}
