package chart

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

func TestThroughputDrawsWhatWasMeasured(t *testing.T) {
	s := sweep("verrou", .05, 40e6, 12e6, 10e6)
	f := charts.Throughput("Titre", []workload.Series{s})
	valid(t, f)
	require.Equal(t, "Titre", f.Title)
	require.Len(t, f.Series, 1)
	require.Equal(t, figure.Mutex, f.Series[0].Primitive)
	for i, p := range f.Series[0].Points {
		require.Equal(t, figure.Point{X: float64(s.Points[i].Goroutines), Y: s.Points[i].PerSecond, Low: s.Points[i].Low, High: s.Points[i].High, N: 5}, p)
	}
	require.Contains(t, f.Caption, "5\u00a0répétitions")
	require.Contains(t, f.Alt, "40\u202fMop/s avec 1\u00a0goroutine, 10\u202fMop/s avec 4\u00a0goroutines")
	require.Equal(t, f, charts.Throughput("Titre", []workload.Series{s}), "the same measurement, the same figure")
}

func TestDoesDoublingGoroutinesDoubleThroughput(t *testing.T) {
	for name, c := range map[string]struct {
		s       workload.Series
		outcome figure.Outcome
		want    string
	}{
		"always":      {sweep("", .01, 10e6, 20e6, 40e6), figure.Confirmed, "Chaque fois"},
		"once, twice": {sweep("", .01, 10e6, 20e6), figure.Confirmed, "Deux fois plus de goroutines ont donné"},
		"never":       {sweep("", .01, 40e6, 12e6, 10e6), figure.NotSeen, "au mieux 0,84\u00a0fois, de 2 à 4"},
		"sometimes":   {sweep("", .01, 10e6, 20e6, 20e6), figure.Confirmed, "1 fois sur 2"},
		"too noisy":   {sweep("", .4, 10e6, 18e6, 32e6), figure.Noisy, "Trop de bruit"},
		"partly":      {sweep("", .2, 10e6, 18e6, 18e6), figure.Noisy, "1 fois sur 2\u202f; le reste du temps, trop de bruit"},
	} {
		t.Run(name, func(t *testing.T) {
			f := charts.Throughput("Titre", []workload.Series{c.s})
			valid(t, f)
			require.Equal(t, c.outcome, f.Findings[0].Outcome, f.Findings)
			require.Contains(t, f.Findings[0].Text, c.want)
		})
	}
}

func TestTheEndsOfASweepAreCompared(t *testing.T) {
	for want, s := range map[string]workload.Series{
		"on y gagne":    sweep("", .01, 10e6, 20e6),
		"on y perd":     sweep("", .01, 20e6, 10e6),
		"le même":       sweep("", .01, 20e6, 20.5e6),
		"trop de bruit": sweep("", .4, 10e6, 11e6),
	} {
		f := charts.Throughput("Titre", []workload.Series{s})
		last := f.Findings[len(f.Findings)-1]
		require.Contains(t, last.Text, want)
		require.Equal(t, want == "trop de bruit", last.Outcome == figure.Noisy)
	}
}

func TestFewRepetitionsConcludeNothing(t *testing.T) {
	s := sweep("verrou", .01, 10e6, 20e6)
	for i := range s.Points {
		s.Points[i].Samples = s.Points[i].Samples[:4]
	}
	for _, series := range [][]workload.Series{{s}, {s, s}} {
		f := charts.Throughput("Titre", series)
		require.Equal(t, []figure.Finding{{Text: tooFewRepetitions(4), Outcome: figure.Noisy}}, f.Findings)
		require.Contains(t, f.Caption, "du plus petit au plus grand")
	}
}

func TestSeveralSeriesAreComparedWithTheFirst(t *testing.T) {
	f := charts.Throughput("Titre", []workload.Series{sweep("un verrou", .01, 20e6, 10e6), sweep("seize verrous", .01, 18e6, 40e6)})
	valid(t, f)
	require.Equal(t, figure.Sharded, f.Series[1].Primitive)
	require.Len(t, found(f, figure.Confirmed), 1)
	require.Contains(t, found(f, figure.Confirmed)[0], "«\u00a0seize verrous\u00a0» atteint 4\u00a0fois le débit de «\u00a0un verrou\u00a0»")

	f = charts.Throughput("Titre", []workload.Series{sweep("a", .4, 20e6, 10e6), sweep("b", .1, 18e6, 10e6)})
	require.Contains(t, found(f, figure.Noisy)[0], "rien ne distingue")
}

func TestABetOnACurveIsDrawnInMultiplesOfTheFirstPoint(t *testing.T) {
	series := []workload.Series{sweep("verrou", .01, 40e6, 10e6, 10e6)}
	f := charts.Throughput("Titre", series, Bet("2 4 8 16"))
	valid(t, f)
	require.Equal(t, figure.Series{Name: yourBet, Role: figure.Bet, Points: []figure.Point{{X: 1, Y: 40e6}, {X: 2, Y: 80e6}, {X: 4, Y: 160e6}}}, f.Series[1])
	require.Equal(t, []string{"Votre courbe est en moyenne à un facteur 11 de la mesure\u202f; au plus loin, avec 4\u00a0goroutines, 16\u00a0fois trop haut."}, found(f, figure.Fact))
}

func TestABetOnARatioIsAboutTheMostGoroutines(t *testing.T) {
	series := []workload.Series{sweep("un", .01, 20e6, 10e6), sweep("seize", .01, 18e6, 40e6)}
	f := charts.Throughput("Titre", series, Bet(16))
	valid(t, f)
	require.Equal(t, []figure.Point{{X: 2, Y: 160e6}}, f.Series[2].Points)
	require.Equal(t, []string{"Votre pari, 16\u00a0fois\u00a0: 4\u00a0fois trop haut."}, found(f, figure.Fact))

	f = charts.Throughput("Titre", series, Bet("1 4"))
	require.Len(t, f.Series[2].Points, 2)
	require.Contains(t, found(f, figure.Fact)[0], spotOn)
}

func TestNoBetChangesNothing(t *testing.T) {
	series := []workload.Series{sweep("verrou", .01, 40e6, 10e6)}
	plain := charts.Throughput("Titre", series)
	for _, o := range []Option{Bet(""), Bet(0), Bet(0.0), Bet("  ")} {
		require.Equal(t, plain, charts.Throughput("Titre", series, o))
	}
}

func TestAnUnreadableBetIsAnswered(t *testing.T) {
	for _, bet := range []string{"beaucoup", "1 2 x", "-3", "1 NaN", "Inf"} {
		f := charts.Throughput("Titre", []workload.Series{sweep("verrou", .01, 40e6, 10e6)}, Bet(bet))
		valid(t, f)
		require.Len(t, f.Series, 1)
		require.Contains(t, found(f, figure.Fact)[0], bet)
	}
	require.Equal(t, []float64{1, 2.5, 3}, parseBet("1; 2,5  3.0").values)
}

func TestNothingMeasuredIsRefusedInFrench(t *testing.T) {
	require.ErrorIs(t, charts.Throughput("Titre", nil, Bet(2)).Validate(), figure.ErrInvalid)
	require.NotPanics(t, func() {
		charts.Throughput("Titre", []workload.Series{{}, {}}, Bet("1 2"))
		charts.Costs("Titre", nil, Bet(2))
		charts.Contention("Titre")
		charts.Queue("Titre")
	})
}
