package chart

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

func versus(name string, ratio, part float64) workload.Versus {
	return workload.Versus{Name: name, Base: "dedans", Goroutines: 4, Ratio: ratio, Low: ratio * (1 - part), High: ratio * (1 + part), N: 21}
}

func TestAVariantWinsOnlyBeyondItsInterval(t *testing.T) {
	f := charts.AB("Titre", []workload.Versus{versus("dehors", 1.5, .1), versus("pareil", 1.05, .1), versus("pire", .5, .1)}, Bet(3))
	valid(t, f)
	require.Equal(t, []string{"dehors", "pareil", "pire"}, f.X.Labels)
	require.Equal(t, figure.Point{X: 0, Y: 1.5, Low: 1.35, High: 1.6500000000000001, N: 21}, f.Series[0].Points[0])
	require.Equal(t, []string{
		"«\u00a0dehors\u00a0» atteint 1,5\u00a0fois le débit de «\u00a0dedans\u00a0» (1,4 à 1,7).",
		"«\u00a0pire\u00a0» atteint 0,5\u00a0fois le débit de «\u00a0dedans\u00a0» (0,45 à 0,55).",
	}, found(f, figure.Confirmed))
	require.Equal(t, []string{"Rien ne distingue ici «\u00a0pareil\u00a0» de «\u00a0dedans\u00a0» (0,95 à 1,2)."}, found(f, figure.Noisy))
	require.Equal(t, []string{"Votre pari, 3\u00a0fois\u00a0: 2\u00a0fois trop haut."}, found(f, figure.Fact))
	require.Contains(t, f.Caption, "4\u00a0goroutines, 21\u00a0manches")
	require.Contains(t, f.Y.Title, "dedans")
}

func TestAControlThatFailsTakesVerdictsBack(t *testing.T) {
	failed := versus("dedans", 1.3, .05)
	failed.Control = true
	f := charts.AB("Titre", []workload.Versus{versus("un peu", 1.2, .05), versus("beaucoup", 2, .05), failed})
	valid(t, f)
	require.Equal(t, "témoin\u00a0: dedans", f.X.Labels[2])
	require.Len(t, found(f, figure.Confirmed), 1)
	require.Contains(t, found(f, figure.Confirmed)[0], "beaucoup")
	require.Len(t, found(f, figure.Noisy), 2)

	held := versus("dedans", 1, .05)
	held.Control = true
	f = charts.AB("Titre", []workload.Versus{versus("un peu", 1.2, .05), held})
	require.Len(t, found(f, figure.Confirmed), 2)
}

func TestFewRoundsCompareNothing(t *testing.T) {
	few := versus("dehors", 2, .01)
	few.N = 4
	f := charts.AB("Titre", []workload.Versus{few})
	valid(t, f)
	require.Equal(t, []figure.Finding{{Text: tooFewRepetitions(4), Outcome: figure.Noisy}}, f.Findings)
	require.Contains(t, f.Caption, "du plus petit au plus grand")
}

func TestWhatDidNothingIsNotDrawn(t *testing.T) {
	nothing := workload.Versus{Name: "rien", Base: "dedans", N: 5}
	f := charts.AB("Titre", []workload.Versus{nothing})
	valid(t, f)
	require.True(t, f.Empty())
	f = charts.AB("Titre", nil, Bet(2))
	valid(t, f)
	require.True(t, f.Empty())
}

func shareAndHold(cells ...workload.Cell) workload.Map {
	return workload.Map{
		X:          workload.Parameter{Name: "Part de lectures", Unit: figure.Share},
		Y:          workload.Parameter{Name: "Temps sous le verrou", Unit: figure.Seconds},
		Goroutines: 4, Cells: cells,
	}
}

func cell(share float64, hold time.Duration, v workload.Versus) workload.Cell {
	v.Name, v.Base = "RWMutex", "Mutex"
	return workload.Cell{X: share, Y: hold.Seconds(), Versus: v}
}

func TestAMapTakesSidesCellByCell(t *testing.T) {
	f := charts.Map("Titre", shareAndHold(
		cell(.5, time.Microsecond, versus("", .5, .1)), cell(.99, time.Microsecond, versus("", 1.02, .1)),
		cell(.5, time.Millisecond, versus("", .9, .2)), cell(.99, time.Millisecond, versus("", 1.9, .1)),
	))
	valid(t, f)
	require.Equal(t, []string{"50\u202f%", "99\u202f%"}, f.X.Labels)
	require.Equal(t, []string{"1\u202fµs", "1\u202fms"}, []string{f.Series[0].Name, f.Series[1].Name})
	var sides []figure.Side
	for _, s := range f.Series {
		for _, p := range s.Points {
			sides = append(sides, p.Side())
		}
	}
	require.Equal(t, []figure.Side{figure.Below, figure.Undecided, figure.Undecided, figure.Above}, sides)
	require.Equal(t, []string{"Sur 4\u00a0cases, «\u00a0RWMutex\u00a0» l’emporte 1 fois, «\u00a0Mutex\u00a0» 1 fois\u202f; 2 fois, la mesure ne tranche pas."}, found(f, figure.Confirmed))
	require.Contains(t, f.Alt, "1\u202fms et 99\u202f%\u00a0: ▲\u202f1,9")
}

func TestFewCellsBeyondDoubtMayBeChance(t *testing.T) {
	cells := []workload.Cell{cell(.5, 1, versus("", 1.5, .1))}
	for i := range 19 {
		cells = append(cells, cell(float64(i)/100, 1, versus("", 1, .1)))
	}
	f := charts.Map("Titre", shareAndHold(cells...))
	require.Len(t, found(f, figure.Noisy), 1)
	require.Contains(t, found(f, figure.Noisy)[0], "Le hasard seul peut en trancher 1,4.")
}

func TestAMapOfFewRoundsTakesNoSide(t *testing.T) {
	few := versus("", 2, .01)
	few.N = 4
	f := charts.Map("Titre", shareAndHold(cell(.5, 1, few), cell(.6, 1, workload.Versus{N: 4})))
	valid(t, f)
	require.Len(t, f.Series[0].Points, 1, "nothing was done in the other")
	require.Equal(t, figure.Undecided, f.Series[0].Points[0].Side())
	require.Contains(t, f.Caption, "Aucune case ne tranche avant 5\u00a0manches")
	require.Equal(t, []figure.Finding{{Text: tooFewRepetitions(4), Outcome: figure.Noisy}}, f.Findings)

	f = charts.Map("Titre", shareAndHold())
	valid(t, f)
	require.True(t, f.Empty())
}

func TestFairnessIsExactAndOfOneRun(t *testing.T) {
	f := charts.Fairness("Titre", []uint64{500, 100, 200, 200}, Called("avide"), About(figure.RWMutex))
	valid(t, f)
	require.Equal(t, []string{"avide", "2", "3", "4"}, f.X.Labels)
	require.Equal(t, figure.Point{X: 0, Y: .5, N: 500}, f.Series[0].Points[0])
	require.Equal(t, figure.RWMutex, f.Series[0].Primitive)
	require.Equal(t, .25, f.Marks[0].Value)
	require.Equal(t, []string{
		"La mieux servie (avide) a fait 50\u202f% des opérations, la moins bien servie (2) 10\u202f%.",
		"Indice de Jain\u00a0: 0,74 (1 quand toutes font autant, 0,25 quand une seule fait tout).",
	}, found(f, figure.Fact))
	require.Empty(t, found(f, figure.Noisy))

	f = charts.Fairness("Titre", []uint64{5, 1})
	valid(t, f)
	require.Contains(t, found(f, figure.Noisy)[0], "Trop peu d’opérations")
	for _, nothing := range [][]uint64{nil, {0, 0}} {
		f = charts.Fairness("Titre", nothing)
		valid(t, f)
		require.True(t, f.Empty())
	}
}

func moments(n int, value func(i int) float64) []figure.Moment {
	var all []figure.Moment
	for i := range n {
		all = append(all, figure.Moment{At: time.Duration(i) * time.Millisecond, Value: value(i)})
	}
	return all
}

func TestOverTimeDrawsWhatWasRead(t *testing.T) {
	f := charts.OverTime("Titre", "valeurs en file", moments(40, func(i int) float64 { return float64(i % 4) }), Capacity(3))
	valid(t, f)
	require.Len(t, f.Series[0].Points, 40)
	require.Equal(t, figure.Point{X: .003, Y: 3}, f.Series[0].Points[3])
	require.Equal(t, []figure.Mark{{Name: nameCapacity, Axis: "y", Value: 3}}, f.Marks)
	require.Equal(t, []string{
		"En moyenne 1,5, au plus 3, relevé à 3\u202fms.",
		"À zéro dans 25\u202f% des relevés, à la capacité dans 25\u202f%.",
	}, found(f, figure.Fact))
	require.Equal(t, "Valeurs en file au fil du temps\u00a0: 1,5 en moyenne, 3 au plus, à 3\u202fms.", f.Alt)
}

func TestManyReadingsAreDrawnTogether(t *testing.T) {
	const n = 10_000
	f := charts.OverTime("Titre", "en file", moments(n, func(i int) float64 { return float64(i % 2) }))
	valid(t, f)
	points := f.Series[0].Points
	require.LessOrEqual(t, len(points), slots)
	var read uint64
	for _, p := range points {
		read += p.N
		require.InDelta(t, .5, p.Y, .01)
		require.Equal(t, []float64{0, 1}, []float64{p.Low, p.High})
	}
	require.EqualValues(t, n, read)
	require.Contains(t, f.Caption, "moyenne de ceux qui se suivent")
	require.Contains(t, found(f, figure.Fact)[1], "À zéro dans 50\u202f% des relevés.")

	same := make([]figure.Moment, 2*slots) // all at once
	valid(t, charts.OverTime("Titre", "en file", same))
}

func TestFewReadingsSayNoShareOfTheTime(t *testing.T) {
	f := charts.OverTime("Titre", "en file", moments(5, func(int) float64 { return 1 }))
	valid(t, f)
	require.Len(t, found(f, figure.Noisy), 1)
	f = charts.OverTime("Titre", "en file", nil)
	valid(t, f)
	require.True(t, f.Empty())
}

func TestASweepOverAParameterKnowsItsAxis(t *testing.T) {
	s := sweep("verrou", .01, 40e6, 12e6, 10e6)
	s.Parameter = workload.Parameter{Name: "Temps sous le verrou", Unit: figure.Seconds}
	for i := range s.Points {
		s.Points[i].X, s.Points[i].Goroutines = 1e-7*float64(i*i*i*i+1), 4
	}
	f := charts.Throughput("Titre", []workload.Series{s}, Bet("1 1 1"))
	valid(t, f)
	require.Equal(t, figure.Axis{Title: "Temps sous le verrou", Unit: figure.Seconds, Scale: figure.Log}, f.X)
	require.Equal(t, []string{"À 1,7\u202fµs, le débit est 0,25\u00a0fois celui à 100\u202fns (0,25 à 0,25)\u00a0: on y perd."}, found(f, figure.Confirmed))
	require.Empty(t, found(f, figure.NotSeen), "nothing was doubled")
	require.Contains(t, found(f, figure.Fact)[0], "au plus loin, à 1,7\u202fµs, ")
	require.Contains(t, f.Alt, "Débit selon «\u00a0Temps sous le verrou\u00a0». verrou\u00a0: 40\u202fMop/s à 100\u202fns")

	s.Parameter = workload.Parameter{Name: "Tampon", Unit: figure.Count}
	s.Points[0].X = 0
	f = charts.Throughput("Titre", []workload.Series{s, s.Named("autre")})
	valid(t, f)
	require.Equal(t, figure.Linear, f.X.Scale, "0 has no place on a logarithmic axis")
	require.True(t, strings.HasPrefix(found(f, figure.Noisy)[0], "À "), found(f, figure.Noisy))
}
