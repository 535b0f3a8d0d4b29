package gotool

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// vetsCells reports whether a learner has the code of the cells examined, from
// a `!*go vet` line.
func (c *call) vetsCells() bool {
	return len(c.args) > 0 && c.args[0] == "vet" && os.Getenv("GONB_TMP_DIR") == c.dir
}

// vet runs go vet, which knows only the program that GoNB composed from all
// the cells, and shows what it says in the words of the cells.
func (c *call) vet() error {
	said, err := c.listen(c.args)
	_, _ = os.Stderr.Write(inCells(said, c.dir))
	return err
}

// inCells is what go vet says of the program in dir, without the name of its
// module, and with the text of each line in the place of its number.
func inCells(said []byte, dir string) []byte {
	place := regexp.MustCompile(`^(?:vet: )?(?:\./)?(main(?:_test)?\.go):(\d+):\d+: `)
	module := []byte(filepath.Base(dir))
	var kept []byte
	for line := range bytes.Lines(said) {
		if bytes.HasPrefix(line, []byte("# ")) && bytes.Contains(line, module) {
			continue
		}
		line = bytes.ReplaceAll(line, append(module, '.'), nil)
		found := place.FindSubmatch(line)
		if found == nil {
			kept = append(kept, line...)
			continue
		}
		number, _ := strconv.Atoi(string(found[2]))
		kept = append(kept, bytes.TrimRight(line[len(found[0]):], "\n")...)
		kept = fmt.Appendf(kept, "\n\t%s\n", lineOf(filepath.Join(dir, string(found[1])), number))
	}
	return kept
}

// lineOf is the line of a file with the given number, from 1, without its
// indentation, or nothing.
func lineOf(path string, number int) []byte {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	lines := bytes.Split(text, []byte("\n"))
	if number < 1 || number > len(lines) {
		return nil
	}
	return bytes.TrimSpace(lines[number-1])
}
