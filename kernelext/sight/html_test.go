package sight

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// read reads a page as the XML that it also is: its elements, and the text of
// those that are read.
func read(t *testing.T, page string) (elements []xml.StartElement, text string) {
	t.Helper()
	var all strings.Builder
	within := ""
	for d := xml.NewDecoder(strings.NewReader(page)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, words(all.String())
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			within = token.Name.Local
			elements = append(elements, token.Copy())
		case xml.CharData:
			if within != "style" {
				all.Write(token)
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// facts are all that a sight says of what was seen.
func facts(s Sight) []string {
	all := append([]string{s.Title, s.Caveat, s.Lesson.Title}, s.Sentences...)
	spot := func(s Spot) {
		all = append(all, s.Name, s.Func, s.Own())
		for _, line := range s.Code {
			all = append(all, strings.TrimSpace(line))
		}
	}
	for _, pair := range s.Races {
		all = append(all, pair.Variable)
		if pair.Count > 1 {
			all = append(all, saySeen(pair.Count))
		}
		for _, a := range pair.Accesses {
			all = append(all, a.Name, a.Via)
			spot(a.At)
			all = append(all, a.Started.Name, a.Started.Own())
		}
	}
	if s.Waits != nil {
		for _, g := range s.Waits.Goroutines {
			all = append(all, g.Name+" "+g.Does, g.State)
			spot(g.At)
			all = append(all, g.Started.Name, g.Started.Own())
			if len(g.Numbers) > 1 {
				all = append(all, sayNumbers(g.Numbers))
			}
		}
		for _, e := range s.Waits.Edges {
			if !e.Holds {
				all = append(all, thingText(s.Waits.Things[e.Thing]))
			} else {
				before, after := sayHolding(e)
				all = append(all, before+s.Waits.Things[e.Thing].Name+after)
			}
		}
	}
	for _, n := range s.Notes {
		all = append(all, n.Text, n.English)
		spot(n.At)
	}
	return all
}

func TestAPageSaysAllThatIsKnown(t *testing.T) {
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			page := HTML(s, "vue")
			_, text := read(t, page)
			for _, fact := range facts(s) {
				require.Contains(t, text, words(fact))
			}
		})
	}
}

func TestAPageStillSaysItWithoutStyleAndPictures(t *testing.T) {
	dropped := regexp.MustCompile(`(?s)<(style|svg).*?</(style|svg)>`)
	for name, s := range samples() {
		_, text := read(t, dropped.ReplaceAllString(HTML(s, "vue"), ""))
		for _, fact := range facts(s) {
			require.Contains(t, text, words(fact), name)
		}
	}
}

func TestAPageCanStandBesideOthers(t *testing.T) {
	for name, s := range samples() {
		elements, _ := read(t, HTML(s, "vue_7"))
		ids := map[string]bool{}
		for _, e := range elements {
			if id := attribute(e, "id"); id != "" {
				require.False(t, ids[id], id)
				require.True(t, strings.HasPrefix(id, "vue_7"), id)
				ids[id] = true
			}
			require.NotEqual(t, "script", e.Name.Local, name)
		}
		require.Equal(t, "figure", elements[0].Name.Local)
		require.True(t, ids[attribute(elements[0], "aria-labelledby")], name)
	}
}

func TestWhatALearnerWritesStaysText(t *testing.T) {
	page := HTML(hostileSample(), "vue")
	elements, text := read(t, page)
	calm, _ := read(t, HTML(deadlockSample(), "vue"))
	known := map[string]bool{}
	for _, e := range calm {
		known[e.Name.Local] = true
	}
	for _, e := range elements {
		require.True(t, known[e.Name.Local], e.Name.Local)
		require.Empty(t, attribute(e, "onclick"))
		require.NotRegexp(t, "^javascript:", attribute(e, "href"))
	}
	require.Contains(t, text, `</script></style></svg></pre></details><b onclick="x">'&amp;`)
	require.NotContains(t, Text(hostileSample(), 80), "\x1b")
}

func TestAReaderIsSentToTheLesson(t *testing.T) {
	page := HTML(raceSample(), "vue")
	require.Contains(t, page, "Le cahier 03, «\u00a0<a href=\"03-conditions-de-course.ipynb\">Conditions de course</a>\u00a0», l’explique.")
	s := raceSample()
	s.Lesson.File = ""
	page = HTML(s, "vue")
	require.NotContains(t, page, "<a ")
	require.Contains(t, page, "Le cahier «\u00a0Conditions de course\u00a0» (à venir) l’expliquera.")
}

func TestWhatIsWrittenGoesInAndWhatIsReadComesOut(t *testing.T) {
	arrows := func(first, second bool) (back []bool) {
		s := raceSample()
		s.Races[0].Accesses[0].Write, s.Races[0].Accesses[1].Write = first, second
		elements, _ := read(t, HTML(s, "vue"))
		for _, e := range elements {
			if class := attribute(e, "class"); strings.HasPrefix(class, "cahiers-arrow") {
				back = append(back, strings.Contains(class, "cahiers-back"))
			}
		}
		return back
	}
	require.Equal(t, []bool{false, true}, arrows(true, true), "both to the middle")
	require.Equal(t, []bool{false, false}, arrows(true, false))
	require.Equal(t, []bool{true, true}, arrows(false, true))
}

func TestOtherGoroutinesAreThereOnDemand(t *testing.T) {
	page := HTML(othersSample(), "vue")
	require.Regexp(t, `(?s)</style>\s*<details>\s*<summary id="vue_titre">Les 3 autres goroutines</summary>.*</details>\s*</figure>`, page)
}

func TestAGreatCrowdIsATable(t *testing.T) {
	require.NotContains(t, HTML(philosophersSample(manyGroups), "vue"), "<table")
	page := HTML(philosophersSample(manyGroups+1), "vue")
	require.Contains(t, page, "<table")
	require.NotContains(t, page, "cahiers-box\"")
}

func TestArrowsAreExplainedWhereThereAreTwoSorts(t *testing.T) {
	require.Contains(t, HTML(deadlockSample(), "vue"), sayKeyWaits)
	require.NotContains(t, HTML(leakSample(), "vue"), sayKeyWaits)
}
