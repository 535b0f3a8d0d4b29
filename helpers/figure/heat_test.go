package figure

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARatioHasASideOnlyBeyondItsBounds(t *testing.T) {
	for _, c := range []struct {
		p    Point
		want Side
	}{
		{Point{Y: 2, Low: 1.1, High: 3}, Above},
		{Point{Y: 2, Low: 1, High: 3}, Undecided},
		{Point{Y: .5, Low: .4, High: .9}, Below},
		{Point{Y: .5, Low: .4, High: 1.2}, Undecided},
		{Point{Y: 2}, Undecided},
		{Point{Y: 1}, Undecided},
	} {
		require.Equal(t, c.want, c.p.Side(), "%v", c.p)
	}
}

func TestAHeatIsAGridInText(t *testing.T) {
	s := text(t, heatFigure(), 80)
	require.Regexp(t, `(?s)Part de lectures →.*Tenue +50\x{202f}% +99\x{202f}%\n +100\x{202f}ns +▼\x{202f}0,5 +≈\x{202f}0,9\n +10\x{202f}µs +▲\x{202f}1,8\n`, s)
}

func TestAHeatTooWideIsAList(t *testing.T) {
	f := heatFigure()
	for range 20 {
		f.X.Labels = append(f.X.Labels, "et encore")
	}
	require.Contains(t, text(t, f, 60), "0,5\u202f× (0,4\u202f× à 0,6\u202f×)")
}

func TestTheRowsOfAHeatAreNamed(t *testing.T) {
	f := heatFigure()
	header, rows := Table(f)
	require.Equal(t, []string{"Tenue", "Part de lectures", "Bas", "Débit de RWMutex pour 1 de Mutex", "Haut", "Échantillons"}, header)
	require.Equal(t, []string{"100\u202fns", "50\u202f%", "0,4\u202f×", "0,5\u202f×", "0,6\u202f×", "5"}, rows[0])
	require.Contains(t, f.Describe(f.Series[1], f.Series[1].Points[0]), "Tenue\u00a0: 10\u202fµs\nPart de lectures\u00a0: 99\u202f%\n")
	f.Series = f.Series[:1]
	header, _ = Table(f)
	require.Equal(t, "Tenue", header[0], "one row has a name too")
}

func TestRatiosLieAroundOneInText(t *testing.T) {
	f := intervalFigure()
	f.Y.Unit = Ratio
	f.Series = f.Series[:1]
	f.Series[0].Points = []Point{{X: 0, Y: 2, Low: 1.9, High: 2.1}, {X: 1, Y: .5, Low: .45, High: .55}}
	require.Regexp(t, `8 goroutines {25,}├─●┤`, text(t, f, 80))
	require.Regexp(t, `64 goroutines ├─●─+┤ {20}`, text(t, f, 80))
}
