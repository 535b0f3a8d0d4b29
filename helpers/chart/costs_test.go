package chart

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

func cost(name string, ns float64) workload.Cost {
	return workload.Cost{Name: name, Median: ns, Low: .9 * ns, High: 1.1 * ns, Loop: 1, Batches: 21, OpsPerBatch: 1000}
}

func TestCostsAreComparedWithTheFirst(t *testing.T) {
	f := charts.Costs("Titre", []workload.Cost{cost("verrou", 20), cost("map", 21), cost("appel système", 200), cost("rien", 1.1)}, Bet(200))
	valid(t, f)
	require.Equal(t, []string{"verrou", "map", "appel système", "rien"}, f.X.Labels)
	require.InEpsilon(t, 20e-9, f.Series[0].Points[0].Y, 1e-9)
	require.Equal(t, uint64(21), f.Series[0].Points[0].N)
	require.Equal(t, []string{"«\u00a0appel système\u00a0» coûte 10\u00a0fois autant que «\u00a0verrou\u00a0» (8,2 à 12)."}, found(f, figure.Confirmed))
	require.Equal(t, []string{
		"Rien ne distingue ici le coût de «\u00a0map\u00a0» de celui de «\u00a0verrou\u00a0» (0,86 à 1,3).",
		"«\u00a0rien\u00a0» ne se distingue pas de la boucle qui mesure (1\u202fns)\u00a0: son coût propre n’a pas été vu.",
	}, found(f, figure.Noisy))
	require.Equal(t, []string{"Votre pari pour «\u00a0verrou\u00a0», 200\u202fns\u00a0: 10\u00a0fois trop haut."}, found(f, figure.Fact))
	require.Equal(t, []figure.Mark{{Name: yourBet, Axis: "y", Value: seconds(200), Role: figure.Bet}}, f.Marks)
	require.Contains(t, f.Alt, "verrou\u00a0: 20\u202fns\u202f; map\u00a0: 21\u202fns")
}

func TestAnOperationTheLoopHidesIsNotWhatTheFigureIsAbout(t *testing.T) {
	f := charts.Costs("Titre", []workload.Cost{cost("rien", 1), cost("verrou", 20)}, Bet(2))
	require.Equal(t, []string{"Votre pari pour «\u00a0verrou\u00a0», 2\u202fns\u00a0: 10\u00a0fois trop bas."}, found(f, figure.Fact))
	require.Empty(t, found(f, figure.Confirmed), "nothing is compared with what was not seen")
	f = charts.Costs("Titre", []workload.Cost{cost("rien", 1)}, Bet(2))
	valid(t, f)
	require.Empty(t, f.Marks)
}

func TestFewBatchesConcludeNothing(t *testing.T) {
	few := cost("map", 40)
	few.Batches = 4
	f := charts.Costs("Titre", []workload.Cost{cost("verrou", 20), few})
	require.Equal(t, []figure.Finding{{Text: tooFewBatches("map", 4), Outcome: figure.Noisy}}, f.Findings)
}

func TestACloseBetIsRight(t *testing.T) {
	for bet, want := range map[int]string{20: spotOn, 2: "10\u00a0fois trop bas", 200: "10\u00a0fois trop haut"} {
		f := charts.Costs("Titre", []workload.Cost{cost("verrou", 20)}, Bet(bet))
		require.Contains(t, found(f, figure.Fact)[0], want)
	}
}

func TestCostsOfTheSameRoundsAreComparedRoundByRound(t *testing.T) {
	// In the second half of the rounds the machine was ten times slower.
	with := func(name string, ns float64) workload.Cost {
		c := cost(name, ns)
		for i := range 20 {
			c.Samples = append(c.Samples, ns*[]float64{1, 10}[i/10])
		}
		c.Median, c.Low, c.High = workload.Median(c.Samples)
		return c
	}
	f := charts.Costs("Titre", []workload.Cost{with("verrou", 20), with("map", 30)})
	valid(t, f)
	require.Equal(t, []string{"«\u00a0map\u00a0» coûte 1,5\u00a0fois autant que «\u00a0verrou\u00a0» (1,5 à 1,5)."}, found(f, figure.Confirmed))
}
