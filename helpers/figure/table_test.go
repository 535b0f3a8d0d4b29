package figure

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableHasTheColumnsThatPointsFill(t *testing.T) {
	header, rows := Table(lineFigure())
	require.Equal(t, []string{"Série", "Goroutines", "Bas", "Débit", "Haut", "Échantillons"}, header)
	require.Equal(t, [][]string{
		{"verrou", "1", "39\u202fMop/s", "40\u202fMop/s", "41\u202fMop/s", "5"},
		{"verrou", "2", "10\u202fMop/s", "12\u202fMop/s", "13\u202fMop/s", "5"},
		{"votre pari", "1", "", "40\u202fMop/s", "", ""},
		{"votre pari", "2", "", "80\u202fMop/s", "", ""},
	}, rows)

	header, rows = Table(barFigure())
	require.Equal(t, []string{"File", "Part", "Échantillons"}, header)
	require.Equal(t, [][]string{{"0", "75\u202f%", "3"}, {"1", "25\u202f%", "1"}}, rows)
}

func TestTableMarksEstimatesAndUsesTheFiguresWords(t *testing.T) {
	header, rows := Table(intervalFigure())
	require.Equal(t, []string{"Série", "Mesure", "p50", "p90", "p99", "Mesures"}, header)
	require.Equal(t, []string{"attente", "64 goroutines", "≈\u202f1\u202fµs", "≈\u202f10\u202fµs", "≈\u202f1\u202fms", "1\u202f234"}, rows[0])
}

func TestBinsOfWholeNumbersAreNamedByThem(t *testing.T) {
	f := histogramFigure()
	_, rows := Table(f)
	require.Equal(t, [][]string{{"1\u202f000", "3"}, {"1\u202f001 à 1\u202f005", "7"}}, rows)

	f.X.Unit = Seconds
	require.Equal(t, "1\u202fms à 2\u202fms", f.XLabel(Point{Low: 1e-3, High: 2e-3}))
}

func TestDescribeSaysWhereAPointStands(t *testing.T) {
	f := intervalFigure()
	require.Equal(t, "attente\nMesure\u00a0: 64 goroutines\np50\u00a0: ≈\u202f1\u202fµs\np90\u00a0: ≈\u202f10\u202fµs\np99\u00a0: ≈\u202f1\u202fms\nMesures\u00a0: 1\u202f234",
		f.Describe(f.Series[0], f.Series[0].Points[0]))
}
