package figure

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func text(t *testing.T, f Figure, width int) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, Text(&b, f, width))
	return b.String()
}

func TestTextFitsItsWidth(t *testing.T) {
	for _, f := range []Figure{lineFigure(), intervalFigure(), histogramFigure(), barFigure(), heatFigure(), sketchFigure()} {
		for width := 60; width <= 120; width += 15 {
			for line := range strings.Lines(text(t, f, width)) {
				require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), width, "%s: %s", f.Kind, line)
			}
		}
	}
}

func TestTextShowsEverything(t *testing.T) {
	f := lineFigure()
	s := strings.ReplaceAll(text(t, f, 80), "\n", " ")
	for _, want := range []string{f.Title, "verrou", "votre pari", "12\u202fMop/s (10\u202fMop/s à 13\u202fMop/s)", "limite\u00a0: 50\u202fMop/s", "✓ Le débit baisse", f.Caption} {
		require.Contains(t, s, want)
	}
}

func TestLongerBarsAreGreaterValues(t *testing.T) {
	count := func(line string) int { return strings.Count(line, "█") }
	lines := strings.Split(text(t, barFigure(), 80), "\n")
	require.InDelta(t, 3*count(lines[3]), count(lines[2]), 3, "to the eighth of a block")
}

func TestEstimatesAreMarkedInText(t *testing.T) {
	require.Contains(t, text(t, intervalFigure(), 80), "≈\u202f10\u202fµs")
}

func TestIntervalsGoFromLowToHigh(t *testing.T) {
	lines := strings.Split(text(t, intervalFigure(), 80), "\n")
	require.Regexp(t, `64 goroutines +├─+●─+┤`, lines[3])
	require.Regexp(t, `8 goroutines +├?─*○─+┤`, lines[5])
}

func TestMarksStandAmongTheBinsInOrder(t *testing.T) {
	s := text(t, histogramFigure(), 80)
	require.Regexp(t, `(?s)◂ rien.*1\x{202f}000 .*1\x{202f}001 à 1\x{202f}005[^\n]*7 ◂ pari[^\n]*\n[^\n]*◂ attendu`, s)
}

func TestTextOfAFigureWithoutPointsIsItsAlternative(t *testing.T) {
	f := barFigure()
	f.Series[0].Points = nil
	require.Equal(t, "Titre\n\n  Texte\n\nLégende\n", text(t, f, 80))
}

func TestTextReturnsTheWritersError(t *testing.T) {
	broken := errors.New("disque plein")
	require.ErrorIs(t, Text(failing{broken}, barFigure(), 80), broken)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
