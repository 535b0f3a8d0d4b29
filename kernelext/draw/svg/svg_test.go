package svg_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/kernelext/draw/svg"
)

// renderer is loaded once: ECharts takes seconds to compile under -race.
var renderer = sync.OnceValues(svg.New)

func figures() []figure.Figure {
	histogram := figure.Figure{
		Kind: figure.Histogram, Title: "Combien </title>\u202f?", Caption: "Légende", Alt: "Des <pertes> & rien d’autre.",
		X:      figure.Axis{Title: "Total", Unit: figure.Count, Scale: figure.Linear},
		Y:      figure.Axis{Title: "Exécutions", Unit: figure.Count, Scale: figure.Linear},
		Series: []figure.Series{{Name: "totaux", Primitive: figure.Raw, Points: []figure.Point{{X: 1500, Y: 3, Low: 999.5, High: 1999.5}, {X: 2500, Y: 7, Low: 1999.5, High: 2999.5}}}},
		Marks:  []figure.Mark{{Name: "attendu <b>", Axis: "x", Value: 8000}},
	}
	line := figure.Figure{
		Kind: figure.Line, Title: "Débit", Caption: "Légende", Alt: "Le débit baisse.",
		X: figure.Axis{Title: "Goroutines", Unit: figure.Count, Scale: figure.Log},
		Y: figure.Axis{Title: "Débit", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{
			{Name: "verrou", Primitive: figure.Mutex, Points: []figure.Point{{X: 1, Y: 40e6, Low: 30e6, High: 50e6}, {X: 2, Y: 10e6}}},
			{Name: "votre pari", Role: figure.Bet, Points: []figure.Point{{X: 1, Y: 40e6}, {X: 2, Y: 80e6}}},
		},
	}
	interval := figure.Figure{
		Kind: figure.Interval, Title: "Coûts", Caption: "Légende", Alt: "Vingt nanosecondes.",
		X:      figure.Axis{Title: "Opération", Scale: figure.Category, Labels: []string{"verrou"}},
		Y:      figure.Axis{Title: "Coût", Unit: figure.Seconds, Scale: figure.Log},
		Series: []figure.Series{{Name: "coût", Primitive: figure.Channel, Points: []figure.Point{{X: 0, Y: 2e-8, Low: 1e-8, High: 3e-8}}}},
		Marks:  []figure.Mark{{Name: "votre pari", Axis: "y", Value: 2e-7, Role: figure.Bet}},
	}
	bar := figure.Figure{
		Kind: figure.Bar, Title: "File", Caption: "Légende", Alt: "Peu de file.",
		X:      figure.Axis{Title: "File", Scale: figure.Category, Labels: []string{"0", "1"}},
		Y:      figure.Axis{Title: "Part", Unit: figure.Share, Scale: figure.Linear},
		Series: []figure.Series{{Name: "8", Primitive: figure.Mutex, Points: []figure.Point{{X: 0, Y: .75}, {X: 1, Y: .25}}}},
	}
	heat := figure.Figure{
		Kind: figure.Heat, Title: "Mutex ou RWMutex\u202f?", Caption: "Légende", Alt: "Cela dépend.",
		X:     figure.Axis{Title: "Part de lectures", Scale: figure.Category, Labels: []string{"50\u202f%", "99\u202f%"}},
		Y:     figure.Axis{Title: "Débit de RWMutex pour 1 de Mutex", Unit: figure.Ratio, Scale: figure.Log},
		Names: figure.Names{Series: "Temps sous le verrou"},
		Series: []figure.Series{
			{Name: "100\u202fns", Points: []figure.Point{{X: 0, Y: .4, Low: .3, High: .5}, {X: 1, Y: .9, Low: .8, High: 1.1}}},
			{Name: "10\u202fµs", Points: []figure.Point{{X: 1, Y: 2, Low: 1.9, High: 2.1}}},
		},
	}
	ratios := figure.Figure{
		Kind: figure.Interval, Title: "Lequel\u202f?", Caption: "Légende", Alt: "On ne sait pas.",
		X:      figure.Axis{Title: "Variante", Scale: figure.Category, Labels: []string{"dehors"}},
		Y:      figure.Axis{Title: "Rapport", Unit: figure.Ratio, Scale: figure.Log},
		Series: []figure.Series{{Name: "rapport", Points: []figure.Point{{X: 0, Y: 1.02, Low: .97, High: 1.08}}}},
		Marks:  []figure.Mark{{Name: "pareil", Axis: "y", Value: 1}},
	}
	return []figure.Figure{histogram, line, interval, bar, heat, ratios}
}

func rendered(t *testing.T, f figure.Figure) string {
	t.Helper()
	r, err := renderer()
	require.NoError(t, err)
	s, err := r.Render(f)
	require.NoError(t, err)
	return s
}

// elements counts the elements of an SVG, and returns its texts.
func elements(t *testing.T, source string) (names map[string]int, texts []string) {
	t.Helper()
	names = map[string]int{}
	inside := ""
	for d := xml.NewDecoder(strings.NewReader(source)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return names, texts
		}
		require.NoError(t, err, "well-formed")
		switch token := token.(type) {
		case xml.StartElement:
			names[token.Name.Local]++
			inside = token.Name.Local
		case xml.CharData:
			if inside != "style" {
				texts = append(texts, string(token))
			}
		}
	}
}

func TestAStaticDrawingSaysWhatTheFigureSays(t *testing.T) {
	for i, want := range [][]string{
		{"Total", "Exécutions", "8\u202f000", "attendu <b>\u00a0: 8\u202f000", "Combien </title>\u202f?", "Des <pertes> & rien d’autre."},
		{"Goroutines", "80\u202fMop/s", "verrou", "votre pari"},
		{"verrou", "20\u202fns", "10\u202fns", "100\u202fns", "votre pari\u00a0: 200\u202fns"},
		{"Part", "80\u202f%", "0", "1"},
		{
			"Part de lectures", "Temps sous le verrou", "100\u202fns", "99\u202f%",
			"▼\u202f0,4", "≈\u202f0,9", "▲\u202f2", "≈ indécis", "▲ au-delà de 2\u202f×",
		},
		{"dehors", "0,95\u202f×", "1,1\u202f×", "1,02\u202f×", "pareil\u00a0: 1\u202f×"},
	} {
		names, texts := elements(t, rendered(t, figures()[i]))
		require.Equal(t, 1, names["svg"])
		for _, w := range want {
			require.Contains(t, texts, w)
		}
		require.Zero(t, names["script"]+names["image"]+names["foreignObject"])
	}
}

func TestEachPointIsDrawnInItsColour(t *testing.T) {
	for i, want := range map[int]struct {
		fill  string
		count int
	}{
		0: {"var(--cahiers-raw,", 2},     // bins
		1: {"var(--cahiers-mutex,", 3},   // points and legend
		2: {"var(--cahiers-channel,", 1}, // dot
		3: {"var(--cahiers-mutex,", 2},   // bars
		4: {"var(--cahiers-above-3,", 2}, // cell and key
	} {
		require.Equal(t, want.count, strings.Count(rendered(t, figures()[i]), `fill="`+want.fill), figures()[i].Title)
	}
}

func TestOnlyTheNamespacesAreAddresses(t *testing.T) {
	for _, f := range figures() {
		s := rendered(t, f)
		for _, address := range regexp.MustCompile(`https?://[^"' ]+`).FindAllString(s, -1) {
			require.Contains(t, []string{"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, address)
		}
	}
}

func TestTheSameFigureGivesTheSameText(t *testing.T) {
	other, err := svg.New()
	require.NoError(t, err)
	all := figures()
	for i := range all {
		f := all[len(all)-1-i] // in another order, so that what went before does not show
		again, err := other.Render(f)
		require.NoError(t, err)
		require.Equal(t, rendered(t, f), again)
	}
}

func TestTwoFiguresShareNoID(t *testing.T) {
	ids := map[string]string{}
	for _, f := range figures() {
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(rendered(t, f), -1) {
			require.Empty(t, ids[m[1]], m[1])
			ids[m[1]] = f.Title
		}
	}
	require.GreaterOrEqual(t, len(ids), 2*len(figures()))
}

func TestAnInvalidFigureIsNotDrawn(t *testing.T) {
	r, err := renderer()
	require.NoError(t, err)
	_, err = r.Render(figure.Figure{})
	require.ErrorIs(t, err, figure.ErrInvalid)
}

func TestSeveralGoroutinesMayRender(t *testing.T) {
	want := rendered(t, figures()[3])
	r, err := renderer()
	require.NoError(t, err)
	var wg sync.WaitGroup
	got := make([]string, 3)
	for i := range got {
		wg.Go(func() { got[i], _ = r.Render(figures()[3]) })
	}
	wg.Wait()
	for _, s := range got {
		require.Equal(t, want, s)
	}
}
