package source

import "strings"

// IsGo reports whether GoNB takes a cell for Go: its first line does not give
// the cell to another program (%%bash, %%sh, %%script, %%gx) or to a file
// (%%writefile).
func IsGo(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	words := words(withoutPrefix(first))
	if len(words) == 0 {
		return true
	}
	switch words[0] {
	case "%%bash", "%%sh", "%%script", "%%gx", "%%writefile":
		return false
	}
	return true
}
