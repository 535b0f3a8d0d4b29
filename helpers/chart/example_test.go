package chart_test

import (
	"fmt"
	"time"

	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

var machine = workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2}

// say prints what a figure concludes.
func say(f figure.Figure) {
	for _, finding := range f.Findings {
		fmt.Println(finding.Outcome.Sign(), finding.Text)
	}
}

// point is what five repetitions of one measurement gave.
func point(goroutines int, samples ...float64) workload.Point {
	p := workload.Point{Goroutines: goroutines, Samples: samples}
	p.PerSecond, p.Low, p.High = workload.Median(samples)
	return p
}

func ExampleCharts_Throughput() {
	one := workload.Series{Name: "un verrou", Points: []workload.Point{
		point(1, 40e6, 41e6, 39e6, 40e6, 40e6),
		point(2, 20e6, 19e6, 20e6, 21e6, 20e6),
	}}
	say(chart.On(machine).Throughput("Deux fois plus de débit\u202f?", []workload.Series{one}, chart.Bet("1 2")))

	sixteen := workload.Series{Name: "seize verrous", Points: []workload.Point{
		point(1, 40e6, 41e6, 39e6, 40e6, 40e6),
		point(2, 60e6, 57e6, 62e6, 63e6, 60e6),
	}}
	say(chart.On(machine).Throughput("Un verrou ou seize\u202f?", []workload.Series{one, sixteen}, chart.Bet(16)))
	// Output:
	// ✗ Doubler les goroutines n’a jamais doublé le débit ici : au mieux 0,5 fois, de 1 à 2.
	// ✓ Avec 2 goroutines, le débit est 0,5 fois celui de 1 goroutine (0,46 à 0,53) : on y perd.
	// • Votre courbe est en moyenne à un facteur 4 de la mesure ; au plus loin, avec 2 goroutines, 4 fois trop haut.
	// ✓ Avec 2 goroutines, « seize verrous » atteint 3 fois le débit de « un verrou » (3 à 3,1).
	// • Votre pari, 16 fois : 5,3 fois trop haut.
}

func ExampleCharts_Contention() {
	var waits, holds latency.Histogram
	for range 100 {
		waits.Record(34 * time.Microsecond)
		holds.Record(time.Microsecond)
	}
	say(chart.On(machine).Contention("Attendre ou travailler\u202f?", metered.MutexStats{
		Name: "64 goroutines", Acquisitions: 100_000, Contended: 50_000, Waits: waits.Snapshot(), Holds: holds.Snapshot(),
	}))
	// Output:
	// • 64 goroutines : 100 000 prises, dont 50 000 sur un verrou pris (50 %, comptes exacts).
	// ✓ 64 goroutines : toutes goroutines réunies, on attend ≈ 17 fois le temps passé sous le verrou.
}

func ExampleCharts_Queue() {
	f := chart.On(machine).Queue("Combien étaient déjà là\u202f?", metered.MutexStats{
		Name: "8 goroutines", Acquisitions: 1000, Contended: 100, QueueSeen: []uint64{10, 30, 60},
	})
	say(f)
	// Output:
	// • 8 goroutines : sur 100 arrivées, la moitié ont trouvé au plus 2 goroutines devant elles, la plus malchanceuse 2.
}

func ExampleCharts_Costs() {
	samples := func(ns float64) workload.Cost {
		c := workload.Cost{Samples: []float64{ns, 1.01 * ns, .99 * ns, ns, ns}, Loop: 1, Batches: 5, OpsPerBatch: 1000}
		c.Median, c.Low, c.High = workload.Median(c.Samples)
		return c
	}
	lock, call := samples(12), samples(84)
	lock.Name, call.Name = "Lock puis Unlock", "appel système"
	say(chart.On(machine).Costs("Que coûte un verrou libre\u202f?", []workload.Cost{lock, call}, chart.Bet(200)))
	// Output:
	// ✓ « appel système » coûte 7 fois autant que « Lock puis Unlock » (7 à 7).
	// • Votre pari pour « Lock puis Unlock », 200 ns : 17 fois trop haut.
}

func ExampleCharts_Distribution() {
	f := chart.On(machine).Distribution("Combien au total\u202f?", []int{1200, 1300, 8000}, chart.Expected(8000), chart.Bet(8000))
	say(f)
	fmt.Println(f.Caption)
	// Output:
	// • Le résultat attendu est sorti 1 fois sur 3 seulement.
	// • Il manque 6 700 en médiane, soit 83,8 %.
	// • Votre pari, 8 000, est parmi les résultats ; la médiane est 1 300.
	// 3 exécutions, comptes exacts. Go 1.26.0, linux/amd64, 2 cœurs, GOMAXPROCS 2.
}

func ExampleAbout() {
	f := chart.On(machine).Distribution("Et avec un verrou\u202f?", []int{8000, 8000}, chart.About(figure.Mutex))
	fmt.Println(f.Series[0].Primitive)
	// Output: mutex
}
