package chart

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// following is a sweep over powers of two that follows a law to a part.
func following(points int, part float64, law func(n float64) float64) workload.Series {
	var perSecond []float64
	for i := range points {
		perSecond = append(perSecond, 1e6*law(float64(int(1)<<i)))
	}
	return sweep("", part, perSecond...)
}

func TestTheUniversalLawIsFoundAgain(t *testing.T) {
	for name, c := range map[string]struct{ contention, coherence float64 }{
		"contention alone": {.05, 0},
		"both":             {.05, .002},
		"coherence alone":  {0, .01},
		"neither":          {0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := following(7, 0, func(n float64) float64 { return usl(n, c.contention, c.coherence) })
			fit, refused := fitUSL(s, []float64{1, 2, 4, 8, 16, 32, 64})
			require.Empty(t, refused)
			require.InDelta(t, c.contention, fit.contention.median, 1e-9)
			require.InDelta(t, c.coherence, fit.coherence.median, 1e-9)
			require.InDelta(t, 0, fit.residual, 1e-9)
		})
	}
}

func TestParametersOfTheLawAreNeverNegative(t *testing.T) {
	contention, coherence := leastSquares([]float64{1, 2, 4, 8}, []float64{1, 2.5, 6, 14})
	require.Zero(t, contention)
	require.Zero(t, coherence)
	contention, coherence = leastSquares([]float64{1, 2, 4, 8}, []float64{1, 2.1, 3, 2})
	require.Zero(t, contention)
	require.Positive(t, coherence)
	contention, coherence = leastSquares([]float64{1, 2, 4, 8}, []float64{1, 1.2, 1.6, 2.2})
	require.Positive(t, contention)
	require.Zero(t, coherence)
}

func TestScalabilityFitsAndDrawsTheLaw(t *testing.T) {
	s := following(7, .01, func(n float64) float64 { return usl(n, .03, .004) })
	f := charts.Scalability("Titre", s, FitUSL())
	valid(t, f)
	require.Len(t, f.Series, 2)
	require.Equal(t, figure.Model, f.Series[1].Role)
	require.Len(t, f.Series[1].Points, 7)
	require.Len(t, found(f, figure.Confirmed), 3, f.Findings)
	require.Contains(t, found(f, figure.Confirmed)[1], "contention 3")
	require.Contains(t, found(f, figure.Confirmed)[2], "vers 16, puis baisse")
	require.Empty(t, found(f, figure.Noisy))
	require.Contains(t, f.Caption, "5\u00a0répétitions")
}

func TestTheLawIsRefusedWhereItSaysNothing(t *testing.T) {
	jagged := sweep("", .01, 1e6, 5e6, 1e6, 5e6, 1e6, 5e6)
	late := following(6, .01, func(n float64) float64 { return n })
	late.Points = late.Points[1:]
	for name, c := range map[string]struct {
		s    workload.Series
		want string
	}{
		"few points":     {following(4, .01, func(n float64) float64 { return n }), uslNeedsPoints},
		"not from one":   {late, uslNeedsPoints},
		"it is no curve": {jagged, "ne décrit pas ces points"},
	} {
		t.Run(name, func(t *testing.T) {
			f := charts.Scalability("Titre", c.s, FitUSL())
			valid(t, f)
			require.Len(t, f.Series, 1, "not drawn")
			noisy := found(f, figure.Noisy)
			require.Contains(t, noisy[len(noisy)-1], c.want)
		})
	}
}

func TestAmdahlIsBoundByTheProcessors(t *testing.T) {
	require.Equal(t, 1.0, amdahl(1, 8))
	require.Equal(t, 8.0, amdahl(0, 8))
	require.InDelta(t, 1.6, amdahl(.25, 2), 1e-9)
	s := following(4, .01, func(n float64) float64 { return amdahl(.25, min(n, 2)) })
	f := charts.Scalability("Titre", s, UnderLock(.25))
	valid(t, f)
	require.Equal(t, []figure.Point{{X: 1, Y: 1}, {X: 2, Y: 1.6}, {X: 4, Y: 1.6}, {X: 8, Y: 1.6}}, f.Series[1].Points)
	require.Equal(t, "La loi d’Amdahl est dans l’intervalle de 3\u00a0points sur 3.", found(f, figure.Confirmed)[1])

	f = charts.Scalability("Titre", s, UnderLock(.9))
	require.Equal(t, []string{"La loi d’Amdahl est dans l’intervalle de 0\u00a0point sur 3\u202f; 3 font mieux\u202f; l’écart va jusqu’à 54\u202f%."}, found(f, figure.NotSeen))
}

func TestAContainerHasNoMoreProcessorsThanItsLimit(t *testing.T) {
	require.Equal(t, 2.0, charts.processors())
	require.Equal(t, 1.5, On(workload.Card{GOMAXPROCS: 4, CPULimit: 1.5}).processors())
	require.Equal(t, 1.0, On(workload.Card{GOMAXPROCS: 2, CPULimit: .5}).processors())
	require.Equal(t, 1.0, On(workload.Card{}).processors())
}

func TestFewRepetitionsScaleNothing(t *testing.T) {
	s := following(6, .01, func(n float64) float64 { return n })
	for i := range s.Points {
		s.Points[i].Samples = s.Points[i].Samples[:4]
	}
	f := charts.Scalability("Titre", s, FitUSL(), UnderLock(.1))
	valid(t, f)
	require.Equal(t, []figure.Finding{{Text: tooFewRepetitions(4), Outcome: figure.Noisy}}, f.Findings)
	for _, nothing := range []workload.Series{{}, {Points: []workload.Point{{Goroutines: 1}}}} {
		f = charts.Scalability("Titre", nothing, FitUSL(), UnderLock(.1))
		valid(t, f)
		require.True(t, f.Empty())
	}
}

// gains is a speed-up of two goroutines that follows a law to a part.
func gains(part float64, law func(share float64) float64, shares ...float64) workload.Speedup {
	s := workload.Speedup{Parameter: workload.Parameter{Name: "Part sous le verrou", Unit: figure.Share}, Goroutines: 2}
	for _, x := range shares {
		g := law(x)
		s.Points = append(s.Points, workload.SpeedupPoint{X: x, Ratio: g, Low: g * (1 - part), High: g * (1 + part), N: 5})
	}
	return s
}

func TestSpeedupLiesOnAmdahlsCurve(t *testing.T) {
	law := func(x float64) float64 { return amdahl(x, 2) }
	f := charts.Speedup("Titre", gains(.05, law, 1, .5, .25, .01), Bet(25))
	valid(t, f)
	require.Equal(t, []string{nameMeasured, nameAmdahl, nameCeiling}, []string{f.Series[0].Name, f.Series[1].Name, f.Series[2].Name})
	require.Equal(t, .01, f.Series[0].Points[0].X, "from left to right")
	for i, p := range f.Series[1].Points {
		require.InDelta(t, law(p.X), p.Y, 1e-9)
		require.GreaterOrEqual(t, f.Series[2].Points[i].Y, p.Y-1e-9, "nobody is above the ceiling")
		if i > 0 {
			require.LessOrEqual(t, p.X-f.Series[1].Points[i-1].X, .1+1e-9)
		}
	}
	require.Equal(t, []string{
		"Le meilleur gain, 2\u00a0fois (1,9 à 2,1), est à 1\u202f%.",
		"La loi d’Amdahl est dans l’intervalle de 4\u00a0points sur 4.",
	}, found(f, figure.Confirmed))
	require.Equal(t, []string{"Votre pari, 25\u202f%\u00a0: la mesure y donne 1,6\u00a0fois (1,5 à 1,7), la loi d’Amdahl 1,6\u00a0fois."}, found(f, figure.Fact))
	require.Equal(t, .25, f.Marks[0].Value)

	f = charts.Speedup("Titre", gains(.05, law, 1, .5), Bet(10))
	require.Contains(t, found(f, figure.Fact)[0], "cette part n’a pas été mesurée")
}

func TestAMachineThatGainsNothingIsTold(t *testing.T) {
	f := charts.Speedup("Titre", gains(.1, func(float64) float64 { return 1 }, 1, .5, .01))
	valid(t, f)
	require.Equal(t, []string{noSpeedup}, found(f, figure.Noisy))
	require.Equal(t, []string{"La loi d’Amdahl est dans l’intervalle de 1\u00a0point sur 3\u202f; 2 font moins bien\u202f; l’écart va jusqu’à 50\u202f%."}, found(f, figure.NotSeen))
}

func TestASpeedupOfFewRoundsOrOfNoShare(t *testing.T) {
	s := gains(.1, func(float64) float64 { return 2 }, 1, .5)
	s.Points[1].N = 4
	f := charts.Speedup("Titre", s, Bet(50))
	valid(t, f)
	require.Equal(t, []figure.Finding{{Text: tooFewRepetitions(4), Outcome: figure.Noisy}}, f.Findings)

	s = gains(.1, func(float64) float64 { return 2 }, 10)
	s.Parameter = workload.Parameter{Name: "Tampon", Unit: figure.Count}
	f = charts.Speedup("Titre", s)
	valid(t, f)
	require.Len(t, f.Series, 1, "Amdahl's law is about shares")

	f = charts.Speedup("Titre", workload.Speedup{Parameter: s.Parameter})
	valid(t, f)
	require.True(t, f.Empty())
}

func TestAnUndividedShareBoundsWhatTheOthersGain(t *testing.T) {
	s := following(4, .01, func(n float64) float64 { return amdahl(.25, n) })
	s.Parameter = workload.Parameter{Name: "Goroutines", Unit: figure.Count, Things: "goroutine"}
	for i := range s.Points {
		s.Points[i].X, s.Points[i].Goroutines = float64(s.Points[i].Goroutines), 1
	}
	f := charts.Scalability("Titre", s, UndividedWaits(.25))
	valid(t, f)
	require.Equal(t, "loi d’Amdahl, 25\u202f% non partagé", f.Series[1].Name)
	require.InDelta(t, 8./2.75, f.Series[1].Points[3].Y, 1e-9, "waiting is not bound by the two processors")
	require.Len(t, found(f, figure.Confirmed), 2)
	require.Contains(t, found(f, figure.Confirmed)[0], "Avec 8\u00a0goroutines, le débit est 2,9\u00a0fois celui de 1\u00a0goroutine")

	f = charts.Scalability("Titre", s, Undivided(.25))
	require.InDelta(t, 1.6, f.Series[1].Points[3].Y, 1e-9)
	require.Contains(t, found(f, figure.NotSeen)[0], "2 font mieux")
}
