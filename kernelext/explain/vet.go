package explain

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// A found is something that go vet warns of.
type found struct {
	Posn     string `json:"posn"`
	Message  string `json:"message"`
	analyzer string
}

// Warnings says what go vet warns of in the cell, from its output with -json;
// not ok when that is nothing, or cut short.
func (c Case) Warnings(vetJSON []byte) (seen sight.Sight, ok bool) {
	all, err := readVet(vetJSON)
	if err != nil || len(c.Cells) == 0 {
		return sight.Sight{}, false
	}
	w := warnings{programs: c.programs(), cell: c.current().Number}
	for _, f := range all {
		f.Message = c.tidy(f.Message)
		w.add(f)
	}
	if len(w.notes) == 0 {
		return sight.Sight{}, false
	}
	slices.SortStableFunc(w.notes, func(a, b warning) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.analyzer, b.analyzer))
	})
	seen = sight.Sight{
		Kind: sight.Warning, Title: warningTitle(w.notes), Alt: warningAlt(w.notes),
		Lesson: c.lesson(warningLesson(w.notes[0].analyzer)),
	}
	for _, n := range w.notes {
		seen.Notes = append(seen.Notes, n.Note)
		if why := warningReason(n.analyzer, n.English); !slices.Contains(seen.Sentences, why) {
			seen.Sentences = append(seen.Sentences, why)
		}
	}
	return seen, true
}

// readVet reads an object for each package, of an object for each analyzer, of
// what it found, or of why it failed.
func readVet(vetJSON []byte) (all []found, err error) {
	for decoder := json.NewDecoder(bytes.NewReader(vetJSON)); ; {
		var packages map[string]map[string]json.RawMessage
		if err := decoder.Decode(&packages); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		for _, analyzers := range packages {
			for analyzer, said := range analyzers {
				var list []found
				if json.Unmarshal(said, &list) != nil {
					continue // it failed
				}
				for _, f := range list {
					f.analyzer = analyzer
					f.Message = ofProgram.ReplaceAllString(f.Message, "")
					all = append(all, f)
				}
			}
		}
	}
}

// A warning is a note, and what it came from.
type warning struct {
	sight.Note
	analyzer string
}

type warnings struct {
	*programs
	cell  int
	notes []warning
}

var (
	// ofProgram matches the package of the cells, of which learners know nothing.
	ofProgram = regexp.MustCompile(`\b(?:main|gonb_[0-9a-f]{8})\.`)
	position  = regexp.MustCompile(`^(.+):(\d+):\d+$`)
	onReturn  = regexp.MustCompile(`^this return statement may be reached without using the (\S+) var defined on line (\d+)$`)
	vetRuled  = []string{"copylocks", "lostcancel", "loopclosure", "waitgroup"}
	isLocking = regexp.MustCompile(`\bsync\.(?:RW)?Mutex\b`)
)

func (w *warnings) add(f found) {
	at := position.FindStringSubmatch(f.Posn)
	if at == nil || !slices.Contains(vetRuled, f.analyzer) {
		return
	}
	line, _ := strconv.Atoi(at[2])
	spot := w.spot(stacks.Frame{File: at[1], Line: line})
	if spot.Cell != w.cell || !spot.Exists() {
		return
	}
	if lost := onReturn.FindStringSubmatch(f.Message); lost != nil {
		defined, _ := strconv.Atoi(lost[2])
		w.addReturn(spot, w.spot(stacks.Frame{File: at[1], Line: defined}))
		return
	}
	if w.at(spot, f.analyzer) >= 0 {
		return
	}
	french, advice, known := translateLine(vetRules(), f.Message)
	if !known {
		french = warningKind(f.analyzer, f.Message) + "."
		french = strings.ToUpper(french[:1]) + french[1:]
	}
	text := strings.TrimSpace(french + " " + advice)
	w.notes = append(w.notes, warning{sight.Note{Text: text, English: f.Message, At: spot}, f.analyzer})
}

// at is the note of a line and an analyzer, or -1.
func (w *warnings) at(spot sight.Spot, analyzer string) int {
	return slices.IndexFunc(w.notes, func(n warning) bool { return n.At.Line == spot.Line && n.analyzer == analyzer })
}

// addReturn adds to the note about a context the place where it is lost, about
// which go vet warns after it.
func (w *warnings) addReturn(lost, defined sight.Spot) {
	if i := w.at(defined, "lostcancel"); i >= 0 && defined.Cell == w.cell {
		w.notes[i].Text += " " + lostAt(lost.Name)
	}
}
