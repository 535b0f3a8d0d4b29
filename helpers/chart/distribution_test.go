package chart

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

func TestEveryResultIsInOneBar(t *testing.T) {
	for name, values := range map[string][]int{
		"one value":   {8000, 8000},
		"few values":  {7998, 8000, 8000},
		"spread":      {1, 500, 7999, 8000},
		"negative":    {-7, 0, 3},
		"large range": {0, math.MaxInt32},
	} {
		f := charts.Distribution("Titre", values)
		valid(t, f)
		points := f.Series[0].Points
		require.LessOrEqual(t, len(points), bars+1, name)
		total := 0.0
		for i, p := range points {
			total += p.Y
			inside := 0
			for _, v := range values {
				if float64(v) > p.Low && float64(v) < p.High {
					inside++
				}
			}
			require.Equal(t, float64(inside), p.Y, name)
			if i > 0 {
				require.Equal(t, points[i-1].High, p.Low, name)
			}
		}
		require.Equal(t, float64(len(values)), total, name)
	}
}

func TestLossesAreCounted(t *testing.T) {
	f := charts.Distribution("Titre", []int{2000, 2000, 3000, 8000}, Expected(8000), Bet(5000))
	valid(t, f)
	require.Equal(t, []figure.Mark{{Name: nameExpected, Axis: "x", Value: 8000}, {Name: yourBet, Axis: "x", Value: 5000, Role: figure.Bet}}, f.Marks)
	require.Equal(t, []string{
		"Le résultat attendu est sorti 1 fois sur 4 seulement.",
		"Il manque 6\u202f000 en médiane, soit 75\u202f%.",
		"Votre pari, 5\u202f000, est parmi les résultats\u202f; la médiane est 2\u202f000.",
	}, found(f, figure.Fact))
	require.Contains(t, f.Caption, "4\u00a0exécutions")
	require.Contains(t, f.Alt, "de 2\u202f000 à 8\u202f000, médiane 2\u202f000")
}

func TestALossNotSeenIsNotDenied(t *testing.T) {
	f := charts.Distribution("Titre", []int{8000, 8000}, Expected(8000))
	require.Equal(t, []string{notSeenHere}, found(f, figure.NotSeen))
	f = charts.Distribution("Titre", []int{8000, 8000}, Expected(8000), About(figure.Mutex))
	require.Empty(t, found(f, figure.NotSeen))
	require.Equal(t, figure.Mutex, f.Series[0].Primitive)
	f = charts.Distribution("Titre", []int{1, 2}, Expected(8000))
	require.Equal(t, "Le résultat attendu n’est jamais sorti, sur 2\u00a0exécutions.", f.Findings[0].Text)
}

func TestABetIsPlacedAmongTheResults(t *testing.T) {
	for bet, want := range map[int]string{1: "sous tous", 5: "parmi", 9: "au-dessus de tous"} {
		f := charts.Distribution("Titre", []int{4, 6}, Bet(bet))
		require.Contains(t, f.Findings[0].Text, want)
	}
	require.Contains(t, charts.Distribution("Titre", []int{8, 8}, Bet(8)).Findings[0].Text, "le résultat de chaque exécution")
}

func TestNoResultIsStillAFigure(t *testing.T) {
	valid(t, charts.Distribution("Titre", nil, Expected(3), Bet(4)))
}

func TestABarIsWideEnoughToBeSeenBesideItsMarks(t *testing.T) {
	f := charts.Distribution("Titre", []int{1000, 1000, 1000}, Expected(8000), Bet(4000))
	valid(t, f)
	require.Equal(t, []figure.Point{{X: 1099.5, Y: 3, Low: 999.5, High: 1199.5}}, f.Series[0].Points)
	require.Equal(t, "Les 3\u00a0exécutions ont toutes donné 1\u202f000.", f.Findings[0].Text, "the bar spans more")

	f = charts.Distribution("Titre", []int{8000, 8000}, Expected(8000))
	require.Equal(t, 1.0, f.Series[0].Points[0].High-f.Series[0].Points[0].Low)
	require.Equal(t, "Le résultat attendu est sorti 2 fois sur 2.", f.Findings[0].Text)
}
