package sight

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

const ms = time.Millisecond

// filmSample has a goroutine that starts another, which waits for it.
func filmSample() Sight {
	return Sight{
		Kind: Film, Title: "Film de 2\u00a0goroutines pendant 10\u00a0ms",
		Sentences: []string{"Jamais deux goroutines n’ont tourné au même instant."},
		Caveat:    "Filmer ralentit un programme.", Alt: "Une ligne par goroutine.",
		Reel: &Reel{
			Duration: 10 * ms, Processors: 2,
			Words:  []string{"attend de recevoir sur c", "prête, attend qu’un processeur la prenne"},
			Things: []ThingKind{Channel, ""},
			Spots: []Spot{
				{Cell: 3, Line: 4, Name: "ligne 4", First: 4, Code: []string{"go lire(c)"}},
				{Cell: 3, Line: 9, Name: "ligne 9", First: 9, Code: []string{"v := <-c // </script><b>"}},
			},
			Lanes: []Lane{
				{
					Number: 1, Name: "goroutine principale", Started: Nowhere, Creator: Nowhere, End: 10 * ms,
					Spans: []Span{{From: 0, To: 10 * ms, Course: Runs, Does: Nowhere, At: Nowhere}}, Ran: 10 * ms,
				},
				{
					Number: 7, Name: "<lecteur>", Started: 0, Creator: 0, Born: ms, End: 9 * ms, Ended: true,
					Spans: []Span{
						{From: ms, To: 2 * ms, Course: Able, Does: 1, At: Nowhere},
						{From: 2 * ms, To: 3 * ms, Course: Many, Does: Nowhere, At: 1, Changes: 12, Ran: ms / 2, Ready: ms / 4},
						{From: 3 * ms, To: 8 * ms, Course: Idle, Does: 0, At: 1},
						{From: 8 * ms, To: 9 * ms, Course: Runs, Does: Nowhere, At: 1},
					},
					Ran: 3 * ms / 2, Ready: 5 * ms / 4, Waited: 21 * ms / 4, Mostly: "attend de recevoir sur c, ligne 9",
				},
			},
			Jumps: []Jump{{From: 0, To: 1, Time: ms, Creates: true, At: 0}, {From: 0, To: 1, Time: 8 * ms, At: 0}},
		},
	}
}

// crowd is a film of n goroutines that wait for each other without rest.
func crowd(n, spans int) Sight {
	s := filmSample()
	s.Reel.Jumps, s.Reel.Lanes = nil, nil
	for i := range n {
		l := Lane{Number: i + 1, Name: fmt.Sprint("ouvrier ", i), Started: 0, Creator: Nowhere, End: 10 * ms}
		for j := range spans {
			l.Spans = append(l.Spans, Span{From: 10 * ms * time.Duration(j) / time.Duration(spans), To: 10 * ms * time.Duration(j+1) / time.Duration(spans), Course: Course((i + j) % 3), Does: 0, At: 1})
			s.Reel.Jumps = append(s.Reel.Jumps, Jump{From: i, To: (i + 1) % n, Time: 10 * ms * time.Duration(j) / time.Duration(spans), At: 1})
		}
		s.Reel.Lanes = append(s.Reel.Lanes, l)
	}
	return s
}

func drawingOf(t *testing.T, s Sight) string {
	t.Helper()
	page := HTML(s, "film_1")
	from, to := strings.Index(page, "<svg class=\"cahiers-film-drawing"), strings.Index(page, "</svg>")
	require.Positive(t, from)
	drawing := page[from : to+len("</svg>")]
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return drawing
		}
		require.NoError(t, err)
	}
}

func TestADrawingSaysWhatEachGoroutineDoes(t *testing.T) {
	drawing := drawingOf(t, filmSample())
	for _, words := range []string{
		"goroutine principale", "&lt;lecteur&gt;", "lancée à la ligne 4", "attend de recevoir sur c, ligne 9", ">tourne<", ">prête<",
		">2\u00a0ms<", "2\u00a0processeurs", "aria-label=\"Une ligne par goroutine.\"",
	} {
		require.Contains(t, drawing, words)
	}
	require.Equal(t, 1, strings.Count(drawing, "cahiers-creates"))
	require.Equal(t, 1, strings.Count(drawing, "cahiers-wakes"))
	require.Equal(t, 1, strings.Count(drawing, "cahiers-end"), "only one ended")
	require.Contains(t, drawing, goroutineColour(1))
}

func TestAFilmNeedsNothingOfItsPage(t *testing.T) {
	page := HTML(filmSample(), "film_1")
	require.Equal(t, 2, strings.Count(page, " id="), "only the figure's own, and its title's")
	require.NotContains(t, page, "url(")
	require.NotContains(t, strings.ReplaceAll(page, "http://www.w3.org/2000/svg", ""), "http")
	require.Equal(t, 1, strings.Count(page, "</script>"), "what a learner writes does not end the script")
	require.NotContains(t, page, "<lecteur>")
	require.NotContains(t, page, "<b>")
}

// What a learner writes stays where it is put.
func TestAFilmKeepsHostileTextInItsPlace(t *testing.T) {
	s := filmSample()
	s.Alt, s.Reel.Left, s.Reel.Words[0] = hostile, hostile, hostile
	for i := range s.Reel.Lanes {
		s.Reel.Lanes[i].Name, s.Reel.Lanes[i].Mostly = hostile, hostile
	}
	for i := range s.Reel.Spots {
		s.Reel.Spots[i].Name, s.Reel.Spots[i].Code = hostile, []string{hostile}
	}
	drawingOf(t, s)
	page := HTML(s, "film_1")
	require.NotContains(t, page, "<b onclick")
	require.Equal(t, 1, strings.Count(page, "</script>"))
	require.Equal(t, strings.Count(page, "<style>"), strings.Count(page, "</style>"))
	require.Equal(t, strings.Count(page, "<svg"), strings.Count(page, "</svg>"))
}

func TestTheSummaryIsATable(t *testing.T) {
	page := HTML(filmSample(), "film_1")
	table := page[strings.Index(page, "<table"):strings.Index(page, "</table>")]
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.ReplaceAll(table, "</t", " </t"), "")
	require.Regexp(t, `&lt;lecteur&gt; 1,5.ms 19.% 1,25.ms 16.% 5,25.ms 66.% attend de recevoir sur c, ligne 9`, text)
	require.NotContains(t, page, "<details>")
	require.Contains(t, HTML(crowd(11, 3), "film_1"), "<details><summary>Le bilan des 11\u00a0goroutines")
}

func TestTheLegendHasWhatIsThere(t *testing.T) {
	s := filmSample()
	page := HTML(s, "film_1")
	for _, words := range []string{legendRuns, legendAble, legendIdle[forChannel], legendMany, legendCreates, legendWakes} {
		require.Contains(t, page, "</svg>"+words+"</li>")
	}
	s.Reel.Lanes, s.Reel.Jumps = s.Reel.Lanes[:1], nil
	page = HTML(s, "film_1")
	require.Contains(t, page, "</svg>"+legendRuns+"</li>")
	for _, words := range []string{legendAble, legendIdle[forChannel], legendMany, legendCreates, legendWakes} {
		require.NotContains(t, page, "</svg>"+words+"</li>")
	}
}

func TestALineShowsWhatIsWaitedFor(t *testing.T) {
	for kind, class := range map[ThingKind]string{
		Lock: "lock", Channel: "channel", Select: "channel", WaitGroup: "waitgroup", Cond: "other", Nothing: "other", Other: "other", "": "other",
	} {
		s := filmSample()
		s.Reel.Things[0] = kind
		require.Contains(t, drawingOf(t, s), "cahiers-idle cahiers-for-"+class)
		require.Contains(t, HTML(s, "film_1"), "</svg>"+legendIdle[class]+"</li>")
		require.Equal(t, []string{class}, s.Reel.idleClasses())
	}
}

func TestACrowdIsStillAPage(t *testing.T) {
	s := crowd(60, 40)
	drawing := drawingOf(t, s)
	require.NotContains(t, drawing, ">prête<", "there is no room for it")
	require.NotContains(t, drawing, "cahiers-wakes")
	require.Contains(t, drawing, "ouvrier 59")
	require.Less(t, len(HTML(s, "film_1")), 300_000)
}

func TestWakesThatWouldTouchAreOne(t *testing.T) {
	drawing := drawingOf(t, crowd(2, 400))
	require.Less(t, strings.Count(drawing, "cahiers-wakes"), 60)
}

func TestAFilmOfNothingIsItsSentences(t *testing.T) {
	for _, reel := range []*Reel{nil, {}} {
		s := Sight{Kind: Film, Title: "Film", Sentences: []string{"Aucune goroutine n’a été filmée."}, Reel: reel}
		require.Contains(t, HTML(s, "film_1"), "Aucune goroutine")
		require.NotContains(t, HTML(s, "film_1"), "<svg class=\"cahiers-film-drawing")
		require.Contains(t, Text(s, 80), "Aucune goroutine")
	}
}

func TestAFilmInCharacters(t *testing.T) {
	text := Text(filmSample(), 80)
	lines := strings.Split(text, "\n")
	for _, line := range lines {
		require.LessOrEqual(t, utf8.RuneCountInString(line), 80, line)
	}
	film := ""
	for _, line := range lines {
		if strings.HasPrefix(line, "<lecteur>") && strings.Contains(line, "│") {
			film = line
		}
	}
	require.Regexp(t, `│ +░+█+·+█+ +│`, film)
	require.Contains(t, text, "a tourné 1,5\u00a0ms, prête 1,25\u00a0ms, a attendu 5,25\u00a0ms")
}

func TestHowManyRanAtOnce(t *testing.T) {
	require.Equal(t, []float64{1, 1, 1.5, 1, 1, 1, 1, 1, 2, 1}, filmSample().Reel.load(10))
}

func TestHowManyRanIsNotSaidOfSomeOnly(t *testing.T) {
	s := filmSample()
	require.Contains(t, drawingOf(t, s), sayTogether)
	s.Reel.Left = "Sans compter 12\u00a0autres goroutines."
	require.NotContains(t, drawingOf(t, s), sayTogether)
	require.Contains(t, HTML(s, "film_1"), "12\u00a0autres")
	require.Contains(t, Text(s, 80), "12\u00a0autres")
}

func TestTheAxisHasRoundTimes(t *testing.T) {
	for d, want := range map[time.Duration]string{
		12345678:                "0, 2\u00a0ms, 4\u00a0ms, 6\u00a0ms, 8\u00a0ms, 10\u00a0ms, 12\u00a0ms",
		time.Second:             "0, 0,2\u00a0s, 0,4\u00a0s, 0,6\u00a0s, 0,8\u00a0s, 1\u00a0s",
		3:                       "0, 1\u00a0ns, 2\u00a0ns, 3\u00a0ns",
		0:                       "",
		400 * time.Microsecond:  "0, 50\u00a0µs, 100\u00a0µs, 150\u00a0µs, 200\u00a0µs, 250\u00a0µs, 300\u00a0µs, 350\u00a0µs, 400\u00a0µs",
		1100 * time.Microsecond: "0, 0,2\u00a0ms, 0,4\u00a0ms, 0,6\u00a0ms, 0,8\u00a0ms, 1\u00a0ms",
	} {
		at, u := ticks(0, d, 8)
		var said []string
		for _, t := range at {
			said = append(said, sayTick(t, u))
		}
		require.Equal(t, want, strings.Join(said, ", "), d)
	}
}

func TestDurationsHaveThreeDigits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0", 7: "7\u00a0ns", 999: "999\u00a0ns", 1234: "1,23\u00a0µs", 12345: "12,3\u00a0µs", 123456: "123\u00a0µs",
		1e6: "1\u00a0ms", 999_999: "1\u00a0ms", 65 * time.Second: "65\u00a0s", 1_234_567 * time.Millisecond: "1230\u00a0s",
	} {
		require.Equal(t, want, Duration(d), "%d", d)
	}
}

func TestAReelSurvivesItsEncoding(t *testing.T) {
	s := filmSample()
	data, err := json.Marshal(s)
	require.NoError(t, err)
	var again Sight
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, s, again)
	for _, broken := range []string{"1", "[1]", `["a",1,2,3,4]`} {
		require.Error(t, json.Unmarshal([]byte(broken), new(Span)))
		require.Error(t, json.Unmarshal([]byte(broken), new(Jump)))
	}
}
