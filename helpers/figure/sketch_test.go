package figure

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAGridHasDoublingsOrRoundSteps(t *testing.T) {
	f := sketchFigure()
	require.Equal(t, []float64{.25, .5, 1, 2, 4}, f.Grid())
	f.Y.Scale = Linear
	f.Series[0].Points[1].Low, f.Series[0].Points[1].High = 0, 4
	f.Series[0].Points[2].Low, f.Series[0].Points[2].High = 0, 4
	require.Equal(t, []float64{0, .5, 1, 1.5, 2, 2.5, 3, 3.5, 4}, f.Grid())
}

func TestASketchHasBlanksInItsTable(t *testing.T) {
	header, rows := Table(sketchFigure())
	require.Equal(t, []string{"Goroutines", "Débit"}, header)
	require.Equal(t, [][]string{{"1", "1\u202f×"}, {"2", ""}, {"4", ""}}, rows)
}

func TestInATerminalASketchIsBlankAxes(t *testing.T) {
	s := text(t, sketchFigure(), 60)
	require.True(t, strings.HasPrefix(s, "À dessiner\u00a0: Titre\n"))
	require.Equal(t, 1, strings.Count(s, "●"), "the point that is given")
	require.Equal(t, 5*3-1, strings.Count(s, "·"))
	require.Regexp(t, `\n +1 +2 +4\n +Goroutines\n`, s)
}

func TestCloseColumnsDoNotWriteOverOneAnother(t *testing.T) {
	f := sketchFigure()
	f.X.Scale = Linear
	f.Series[0].Points[2].X = 1000
	require.Regexp(t, `\n +1 +1\x{202f}000\n`, text(t, f, 60))
}
