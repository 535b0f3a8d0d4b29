package source

import (
	"path"
	"strconv"
	"strings"
)

// An Import is a package that a cell imports; Name is "" when the import gives
// it none.
type Import struct{ Name, Path string }

// key is GoNB's key of an import: two of the same key replace each other.
func (i Import) key() string {
	switch i.Name {
	case "":
		trimmed := strings.TrimRight(i.Path, "\t\n\f\r ")
		start := len(trimmed)
		for start > 0 && isWord(trimmed[start-1]) {
			start--
		}
		if start == len(trimmed) {
			return i.Path
		}
		return trimmed[start:]
	case ".":
		return ".~" + i.Path
	}
	return i.Name
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// mentionedAs is the name by which a file that has the import mentions the
// package. Without a name, and without the package, it is guessed as Go's
// tools do, from the last part of the path that is not a version.
func (i Import) mentionedAs() string {
	if i.Name != "" {
		return i.Name
	}
	last := path.Base(i.Path)
	if version, ok := strings.CutPrefix(last, "v"); ok && path.Dir(i.Path) != "." {
		if _, err := strconv.Atoi(version); err == nil {
			last = path.Base(path.Dir(i.Path))
		}
	}
	last = strings.TrimPrefix(last, "go-")
	if end := strings.IndexFunc(last, func(r rune) bool { return r < 0x80 && !isWord(byte(r)) }); end >= 0 {
		last = last[:end]
	}
	return last
}

// String is the import as Go, without the keyword.
func (i Import) String() string {
	if i.Name == "" {
		return strconv.Quote(i.Path)
	}
	return i.Name + " " + strconv.Quote(i.Path)
}

// imported is what a declaration imports.
func (o *outline) imported(d declaration) Import {
	i := Import{}
	if len(d.names) > 0 {
		i.Name = o.text(d.names[0])
	}
	if literal := o.text(d.value); len(literal) > 1 {
		i.Path = literal[1 : len(literal)-1]
	}
	return i
}
