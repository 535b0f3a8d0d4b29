package course

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
)

const (
	root = "../.."

	// codeLines is what a cell should keep to: what a room reads at a glance.
	// notebook.MaxLines is what no cell may pass.
	codeLines = 12

	// columns is how wide a line of code may be before a printed page wraps it.
	columns = 92

	// proseFor is the least number of Markdown cells for the student per
	// measuring cell: a question before, an explanation after.
	proseFor = 1.0
)

// longer are the cells that pass codeLines, each with its reason.
var longer = map[string]string{
	"goroutines-machine": "imports, one a line",
	"goroutines-s02-add": "go vet must warn under the run, not before the bet is settled",
	"mutex-machine":      "imports, one a line",
	"courses-machine":    "imports, one a line",
}

// eachNotebook runs test on every notebook of the course, by its file name.
func eachNotebook(t *testing.T, test func(t *testing.T, name string, nb *notebook.Notebook)) {
	t.Helper()
	paths, err := filepath.Glob(root + "/notebooks/*.ipynb")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		nb, err := notebook.Read(path)
		require.NoError(t, err)
		t.Run(filepath.Base(path), func(t *testing.T) { test(t, filepath.Base(path), nb) })
	}
}

func TestNotebooksAreCanonical(t *testing.T) {
	eachNotebook(t, func(t *testing.T, name string, _ *notebook.Notebook) {
		require.Regexp(t, `^\d\d-[a-z0-9-]+\.ipynb$`, name)
		data, err := os.ReadFile(filepath.Join(root, "notebooks", name))
		require.NoError(t, err)
		require.NoError(t, notebook.Check(data))
	})
}

func TestOpening(t *testing.T) {
	eachNotebook(t, func(t *testing.T, name string, nb *notebook.Notebook) {
		first := nb.Cells[0]
		require.Equal(t, notebook.Markdown, first.Kind)
		require.Regexp(t, "^# "+name[:2]+" · ", first.Source, "the title begins with the notebook's number")
		summary := nb.Summary()
		require.NotEmpty(t, summary.Description)
		require.NotEmpty(t, summary.Duration)
		require.Contains(t, first.Source, "**À la fin, vous saurez**")
		require.Len(t, regexp.MustCompile(`(?m)^\d\. `).FindAllString(first.Source, -1), 3, "three goals")
		require.Contains(t, first.Source, "**Vous devez connaître**")
	})
}

func TestClosing(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		require.GreaterOrEqual(t, len(nb.Cells), 3)
		closing := nb.Cells[len(nb.Cells)-3:]
		retain, quiz, onward := closing[0].Source, closing[1].Source, closing[2].Source
		require.Regexp(t, `^## (\d+ · )?À retenir\n`, retain)
		require.Len(t, regexp.MustCompile(`(?m)^- `).FindAllString(retain, -1), 5, "five lines to retain")
		require.Regexp(t, `^## Une question\n`, quiz)
		require.Regexp(t, `(?s)<details>\n<summary>.+</summary>\n\n.+\n\n</details>`, quiz, "the answer unfolds")
		require.Regexp(t, `^## La suite\n`, onward)
		require.Regexp(t, `\]\(\d\d-[a-z-]+\.ipynb\)`, onward)
	})
}

// heading opens a section.
var heading = regexp.MustCompile(`(?m)^## .+`)

// A section is the cells under one heading of level 2.
type section struct {
	title string
	cells []notebook.Cell
}

func sections(nb *notebook.Notebook) []section {
	var all []section
	for _, c := range nb.Cells {
		if title := heading.FindString(c.Source); c.Kind == notebook.Markdown && title != "" {
			all = append(all, section{title: title})
		}
		if len(all) > 0 {
			last := &all[len(all)-1]
			last.cells = append(last.cells, c)
		}
	}
	return all
}

func count(cells []notebook.Cell, is func(notebook.Cell) bool) int {
	n := 0
	for _, c := range cells {
		if is(c) {
			n++
		}
	}
	return n
}

func isCode(c notebook.Cell) bool { return c.Kind == notebook.Code }
func isNote(c notebook.Cell) bool { return c.HasTag(notebook.TagTeacher) }
func isProse(c notebook.Cell) bool {
	return c.Kind == notebook.Markdown && !isNote(c)
}

func TestEachSectionWithCodeIsFramedByProseAndANote(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, s := range sections(nb) {
			if count(s.cells, isCode) == 0 {
				continue
			}
			require.Equal(t, 1, count(s.cells, isNote), "%s: one teacher's note", s.title)
			student := slices.DeleteFunc(slices.Clone(s.cells), isNote)
			require.True(t, isProse(student[len(student)-1]), "%s: prose after its last cell", s.title)
		}
	})
}

func TestNotesSayTheTimeTheMisconceptionAndAQuestion(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			if !isNote(c) {
				continue
			}
			require.Equal(t, notebook.Markdown, c.Kind)
			require.Regexp(t, `^> \*\*Pour l’enseignant\*\* · .*\d (minutes|h)`, c.Source, c.ID)
			require.Contains(t, c.Source, "*Idée fausse*", c.ID)
			require.Contains(t, c.Source, "*À demander*", c.ID)
		}
	})
}

func TestNotesShareTheTimeThatTheTitleGives(t *testing.T) {
	minutes := regexp.MustCompile(`^> \*\*Pour l’enseignant\*\* · (\d+) `)
	duration := regexp.MustCompile(`^(?:(\d+)\x{a0}h)?(?:\x{a0}?(\d+)(?:\x{a0}minutes)?)?$`)
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		m := duration.FindStringSubmatch(strings.ReplaceAll(nb.Summary().Duration, " ", "\u00a0"))
		require.NotNil(t, m, nb.Summary().Duration)
		hours, _ := strconv.Atoi(m[1]) // none: 0
		rest, _ := strconv.Atoi(m[2])
		sum := 0
		for _, c := range nb.Cells[2:] { // past the title and the note on the whole
			if isNote(c) {
				m := minutes.FindStringSubmatch(c.Source)
				require.NotNil(t, m, c.ID)
				n, err := strconv.Atoi(m[1])
				require.NoError(t, err)
				sum += n
			}
		}
		require.Equal(t, 60*hours+rest, sum)
	})
}

func TestTagsAreKnown(t *testing.T) {
	known := []string{notebook.TagRaises, notebook.TagTeacher}
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			require.Subset(t, known, c.Tags(), c.ID)
		}
	})
}

// bet declares one: the one thing a cell may take from another.
var bet = regexp.MustCompile(`(?m)^const (pari\d+) = (0|""|"\?") // votre pari`)

func TestBetsAreMadeOnceEmptyAndReadLater(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		made := map[string]bool{}
		for i, c := range nb.Cells {
			if !isCode(c) || !strings.Contains(c.Source, "const pari") {
				continue
			}
			m := bet.FindStringSubmatch(c.Source)
			require.NotNil(t, m, "cell %s: const pariN = 0, \"\" or \"?\", with a comment", c.ID)
			require.False(t, made[m[1]], "cell %s: %s is made twice", c.ID, m[1])
			made[m[1]] = true
			require.Contains(t, nb.Cells[i-1].Source, "**Votre pari.**", "before cell %s", c.ID)
			require.Positive(t, count(nb.Cells[i+1:], func(later notebook.Cell) bool {
				return isCode(later) && strings.Contains(later.Source, m[1])
			}), "nothing reads %s", m[1])
		}
		require.NotEmpty(t, made)
	})
}

// sketch asks for a curve: a bet that no cell reads, and that the page keeps
// for the figure of the same title.
var sketch = regexp.MustCompile(`^%%\nshow\.Draw(\w+)\(("[^"]+"), .*\)\n?$`)

func TestCurvesAreAskedForAloneAndAnsweredLater(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for i, c := range nb.Cells {
			if !isCode(c) || !strings.Contains(c.Source, "show.Draw") {
				continue
			}
			m := sketch.FindStringSubmatch(c.Source)
			require.NotNil(t, m, "cell %s: one call of show.Draw…, with its title, and nothing else", c.ID)
			require.Contains(t, nb.Cells[i-1].Source, "**Votre pari.**", "before cell %s", c.ID)
			require.Equal(t, 1, count(nb.Cells[i+1:], func(later notebook.Cell) bool {
				return isCode(later) && (strings.Contains(later.Source, "show."+m[1]+"("+m[2]) || strings.Contains(later.Source, "show.Live("+m[2]))
			}), "show.%s or show.Live answers %s, once", m[1], m[2])
		}
	})
}

func TestCellsFitOnAProjector(t *testing.T) {
	unused := maps.Clone(longer)
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			if n := lines(c); isCode(c) && n > codeLines {
				require.Contains(t, longer, c.ID, "%d lines of code: cut it or give a reason", n)
				delete(unused, c.ID)
			}
		}
		prose, bets := count(nb.Cells, isProse), count(nb.Cells, func(c notebook.Cell) bool {
			return isCode(c) && (bet.MatchString(c.Source) || sketch.MatchString(c.Source))
		})
		require.GreaterOrEqual(t, float64(prose), proseFor*float64(count(nb.Cells, isCode)-bets))
	})
	require.Empty(t, unused, "these cells are short enough now")
}

func TestCodeDoesNotWrap(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			for line := range strings.Lines(c.Source) {
				line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), "\n")
				if isCode(c) {
					require.LessOrEqual(t, utf8.RuneCountInString(line), columns, "%s: %s", c.ID, line)
				}
			}
		}
	})
}

// lines counts a cell's lines of code: neither empty ones nor comments nor %%.
func lines(c notebook.Cell) int {
	n := 0
	for line := range strings.Lines(c.Source) {
		line = strings.TrimSpace(line)
		if line != "" && line != "%%" && !strings.HasPrefix(line, "//") {
			n++
		}
	}
	return n
}
