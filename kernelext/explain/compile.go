package explain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cahiers/kernelext/source"
)

// A diagnostic is one thing that keeps a cell from compiling.
type diagnostic struct {
	place   source.Place // zero when it is not in a cell
	message string       // of several lines, sometimes
	column  int          // from 0, in bytes of the line in the cell; -1 when unknown
}

// compile is the failure of a cell that does not compile. GoNB's traceback has
// an entry for each line of the compiler's, with the place in the cell, which
// GoNB alone knows of a text that it could not parse.
func (c Case) compile(gonbs Failure) Failure {
	var found []diagnostic
	said := strings.Split(gonbs.Value, "\n")
	for i, entry := range gonbs.Traceback {
		line := ""
		if i < len(said) {
			line = said[i]
		}
		position := positioned.FindStringSubmatch(line)
		switch {
		case position != nil:
			found = append(found, c.diagnostic(position, entry))
		case strings.TrimSpace(line) == "" || statusLine.MatchString(line):
		case strings.HasPrefix(line, "\t") && len(found) > 0: // it goes on
			found[len(found)-1].message += "\n" + c.continued(line, entry)
		default:
			found = append(found, diagnostic{message: line, column: -1})
		}
	}
	// GoNB's parser says each thing twice: once for itself, once for the list.
	found = slices.CompactFunc(found, func(a, b diagnostic) bool { return a == b })
	rules := compileRules()
	var values, traceback []string
	for _, d := range found {
		value, shown := c.show(d, rules)
		values = append(values, value)
		traceback = append(traceback, shown...)
	}
	return Failure{Compile, strings.Join(values, "\n"), traceback}
}

var (
	positioned = regexp.MustCompile(`^(?:vet: )?\S*main(?:_test)?\.go:(\d+):(\d+): (.*)$`)
	// continuation matches a line of a message about another place.
	continuation = regexp.MustCompile(`^\t\S*main(?:_test)?\.go:\d+:\d+: (.*)$`)
	// elsewhere matches a place of the program inside a message, of which only
	// GoNB could tell where it is in a cell.
	elsewhere  = regexp.MustCompile(` (?:\((?:declared|first) )?at \S*main(?:_test)?\.go:\d+:\d+\)?`)
	inCell     = regexp.MustCompile(`^Cell\[(\d+)\]: Line (\d+)\n`)
	statusLine = regexp.MustCompile(`^exit status \d+$`)
	moreErrors = regexp.MustCompile(` \(and (\d+) more errors?\)$`)
)

func (c Case) diagnostic(position []string, entry string) diagnostic {
	d := diagnostic{column: -1, message: moreErrors.ReplaceAllString(position[3], "")}
	at := inCell.FindStringSubmatch(entry)
	if at == nil {
		return d
	}
	d.place.Cell, _ = strconv.Atoi(at[1])
	d.place.Line, _ = strconv.Atoi(at[2])
	column, _ := strconv.Atoi(position[2])
	d.column = c.columnInCell(d.place, entry, column-1)
	return d
}

// continued is a line that goes on with a message: when it begins with a place
// of the program, with that of the cell behind it instead.
func (c Case) continued(line, entry string) string {
	position := continuation.FindStringSubmatch(line)
	if position == nil {
		return line
	}
	if at := inCell.FindStringSubmatch(entry); at != nil {
		var place source.Place
		place.Cell, _ = strconv.Atoi(at[1])
		place.Line, _ = strconv.Atoi(at[2])
		return "\t" + position[1] + " (" + c.name(place) + ")"
	}
	return "\t" + position[1]
}

// columnInCell finds the column of the cell's line that is a column of the
// program's, in which GoNB may have moved the text: it shows that line, and
// under it a caret.
func (c Case) columnInCell(place source.Place, entry string, column int) int {
	lines := strings.Split(entry, "\n")
	caret := slices.Index(lines, strings.Repeat(" ", max(column, 0))+"^")
	if caret < 1 {
		return -1
	}
	composed := lines[caret-1]
	text := strings.TrimLeft(composed, " \t")
	at := strings.Index(c.line(place), text)
	if at < 0 || text == "" {
		return -1
	}
	return max(at+column-(len(composed)-len(text)), 0)
}

// show is a diagnostic in one line, and in a traceback's: what is wrong, the
// code, what to do, and the words of Go.
func (c Case) show(d diagnostic, rules []rule) (value string, shown []string) {
	english := elsewhere.ReplaceAllString(d.message, "")
	french, known := translate(rules, english)
	if !known {
		french = translation{lines: strings.Split(english, "\n")}
	}
	value, shown = strings.Join(trimmed(french.lines), "\u202f; "), []string{red(french.lines[0])}
	if d.place != (source.Place{}) {
		name := c.name(d.place) + "\u00a0: "
		value, shown[0] = name+value, bold(c.name(d.place))+"\u00a0: "+shown[0]
		line := c.line(d.place)
		shown = append(shown, "    "+line)
		if d.column >= 0 && d.column <= len(line) {
			shown = append(shown, "    "+under(line[:d.column])+red("^"))
		}
	}
	for _, more := range french.lines[1:] {
		shown = append(shown, "    "+strings.TrimSpace(more))
	}
	if !known {
		return value, shown
	}
	if french.advice != "" {
		shown = append(shown, "    "+french.advice)
	}
	first, _, _ := strings.Cut(english, "\n")
	return value + " (" + first + ")", append(shown, "    "+dim(goSays(first)))
}

func trimmed(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimSpace(line)
	}
	return out
}

// under is as wide as the text above it, whatever the width of a tab.
func under(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}
