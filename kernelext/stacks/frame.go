// Package stacks reads the stacks that Go's runtime and its race detector
// print. It knows nothing of cells.
package stacks

import (
	"regexp"
	"strconv"
	"strings"
)

// A Frame is a call of a stack. The zero Frame is none.
type Frame struct {
	Func string // with its package, "main.(*account).withdraw"
	Args string // as printed, "0xc000012345, {0x1, 0x2}, 0x0?"; "..." where the call was inlined
	File string
	Line int
}

// Package is the path of the package of the frame's function.
func (f Frame) Package() string {
	name, _, _ := strings.Cut(f.Func, "[") // type arguments may have slashes
	slash := strings.LastIndexByte(name, '/') + 1
	if dot := strings.IndexByte(name[slash:], '.'); dot >= 0 {
		return name[:slash+dot]
	}
	return ""
}

// Words are the arguments of the frame, the receiver first. One that is not a
// number, or that the runtime is not sure of, is 0.
func (f Frame) Words() []uint64 {
	var words []uint64
	from, depth := 0, 0
	for i := 0; i <= len(f.Args); i++ {
		switch {
		case i == len(f.Args) || f.Args[i] == ',' && depth == 0:
			word, _ := strconv.ParseUint(strings.TrimSpace(f.Args[from:i]), 0, 64)
			words, from = append(words, word), i+1
		case f.Args[i] == '{':
			depth++
		case f.Args[i] == '}':
			depth--
		}
	}
	return words
}

// receiver is the address that a method was called on, or 0.
func (f Frame) receiver() uint64 { return f.Words()[0] }

// called reads the line of a call.
func called(line string) (f Frame, ok bool) {
	line = strings.TrimSpace(line)
	if !strings.HasSuffix(line, ")") {
		return Frame{}, false
	}
	depth := 0
	for i := len(line) - 1; i > 0; i-- {
		switch line[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return Frame{Func: line[:i], Args: line[i+1 : len(line)-1]}, true
			}
		}
	}
	return Frame{}, false
}

var placed = regexp.MustCompile(`^\s+(\S.*):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?\s*$`)

// at adds the place of the frame, from the line below that of its call.
func (f Frame) at(line string) (Frame, bool) {
	found := placed.FindStringSubmatch(line)
	if found == nil {
		return f, false
	}
	number, err := strconv.Atoi(found[2])
	f.File, f.Line = found[1], number
	return f, err == nil
}

// scan reads a frame at the beginning of lines, which takes two of them.
func scan(lines []string) (f Frame, ok bool) {
	if len(lines) < 2 {
		return Frame{}, false
	}
	if f, ok = called(lines[0]); !ok {
		return Frame{}, false
	}
	return f.at(lines[1])
}
