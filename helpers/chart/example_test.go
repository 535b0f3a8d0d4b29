package chart_test

import (
	"fmt"
	"os"
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

func ExampleCharts_DrawThroughput() {
	f := chart.On(machine).DrawThroughput("Deux fois plus de débit\u202f?", []int{1, 2, 4, 8})
	if err := figure.Text(os.Stdout, f, 50); err != nil {
		fmt.Println(err)
	}
	// Output:
	// À dessiner : Deux fois plus de débit ?
	//
	//   Débit, en multiples du premier point
	//       8 × ┤ ·          ·           ·          ·
	//       4 × ┤ ·          ·           ·          ·
	//       2 × ┤ ·          ·           ·          ·
	//       1 × ┤ ●          ·           ·          ·
	//     0,5 × ┤ ·          ·           ·          ·
	//    0,25 × ┤ ·          ·           ·          ·
	//   0,125 × ┤ ·          ·           ·          ·
	//           └─────────────────────────────────────
	//             1          2           4          8
	//            Goroutines
	//
	// Les deux axes comptent en doublements : une
	// colonne de plus, deux fois plus de goroutines ;
	// une ligne de plus, deux fois plus de débit.
}

func ExampleCharts_DrawSpeedup() {
	f := chart.On(machine).DrawSpeedup("Jusqu’où\u202f?", []float64{1, .5, .1})
	if err := figure.Text(os.Stdout, f, 60); err != nil {
		fmt.Println(err)
	}
	// Output:
	// À dessiner : Jusqu’où ?
	//
	//   Accélération
	//     4 × ┤ ·                   ·                         ·
	//   3,5 × ┤ ·                   ·                         ·
	//     3 × ┤ ·                   ·                         ·
	//   2,5 × ┤ ·                   ·                         ·
	//     2 × ┤ ·                   ·                         ·
	//   1,5 × ┤ ·                   ·                         ·
	//     1 × ┤ ·                   ·                         ·
	//   0,5 × ┤ ·                   ·                         ·
	//     0 × ┤ ·                   ·                         ·
	//         └─────────────────────────────────────────────────
	//         10 %                50 %                      100 %
	//          Part du travail sous le verrou
	//
	// Combien de fois plus vite vont ensemble autant de goroutines
	// que de processeurs, par rapport à une seule.
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

func ExampleCharts_AB() {
	say(chart.On(machine).AB("Que sortir du verrou\u202f?", []workload.Versus{
		{Name: "empreinte dehors", Base: "empreinte dedans", Goroutines: 8, Ratio: 1.62, Low: 1.5, High: 1.7, N: 21},
		{Name: "empreinte dedans", Base: "empreinte dedans", Goroutines: 8, Ratio: 1.01, Low: .98, High: 1.03, N: 21, Control: true},
	}))
	// Output:
	// ✓ « empreinte dehors » atteint 1,6 fois le débit de « empreinte dedans » (1,5 à 1,7).
	// ✓ Témoin : « empreinte dedans » contre soi-même ne montre pas d’écart (0,98 à 1).
}

func ExampleCharts_Map() {
	cell := func(share float64, v workload.Versus) workload.Cell {
		v.Name, v.Base, v.N = "RWMutex", "Mutex", 5
		return workload.Cell{X: share, Y: 10e-6, Versus: v}
	}
	f := chart.On(machine).Map("Quand un RWMutex est-il rentable\u202f?", workload.Map{
		X:          workload.Parameter{Name: "Part de lectures", Unit: figure.Share},
		Y:          workload.Parameter{Name: "Temps sous le verrou", Unit: figure.Seconds},
		Goroutines: 4,
		Cells: []workload.Cell{
			cell(.5, workload.Versus{Ratio: .9, Low: .85, High: .95}),
			cell(.99, workload.Versus{Ratio: 1.8, Low: 1.7, High: 1.9}),
		},
	})
	say(f)
	// Output:
	// ✓ Sur 2 cases, « RWMutex » l’emporte 1 fois, « Mutex » 1 fois.
}

func ExampleCharts_Fairness() {
	say(chart.On(machine).Fairness("Le verrou est-il juste\u202f?", []uint64{100, 700, 800}, chart.Called("avide", "polie 1", "polie 2")))
	// Output:
	// • La mieux servie (polie 2) a fait 50 % des opérations, la moins bien servie (avide) 6,25 %.
	// • Indice de Jain : 0,75 (1 quand toutes font autant, 0,33 quand une seule fait tout).
}

func ExampleCharts_OverTime() {
	var read []figure.Moment
	for i := range 100 {
		read = append(read, figure.Moment{At: time.Duration(i) * time.Millisecond, Value: float64(i % 5)})
	}
	say(chart.On(machine).OverTime("La file se remplit-elle\u202f?", "valeurs dans le tampon", read, chart.Capacity(4)))
	// Output:
	// • En moyenne 2, au plus 4, relevé à 4 ms.
	// • À zéro dans 20 % des relevés, à la capacité dans 20 %.
}

func ExampleCharts_Latency() {
	var h latency.Histogram
	for i := range 150 {
		h.Record(time.Duration(i+1) * time.Microsecond)
	}
	say(chart.On(machine).Latency("Combien attend-on\u202f?", h.Snapshot(), chart.Sampled()))
	// Output:
	// • Une durée sur deux dépasse 75,8 µs.
	// • Une durée sur 10 dépasse 135 µs.
	// ≈ Pas de p99 : il y faudrait 1 000 durées, il y en a 150.
}

func ExampleCharts_Arrivals() {
	var h latency.Histogram
	for range 90 {
		h.Record(20)
	}
	say(chart.On(machine).Arrivals("Combien attend-on\u202f?", workload.Arrivals{
		Goroutines: 2, PerSecond: 1000, Due: 120, Dropped: 30, Latency: h.Snapshot(),
	}))
	// Output:
	// • 30 arrivées sur 120 n’ont pas été servies (25 %) : on leur compte une durée sans fin.
	// • Une durée sur deux dépasse 20 ns.
	// • Pas de p90 : à ce rang, les arrivées n’ont jamais été servies.
	// ≈ Pas de p99 : il y faudrait 1 000 durées, il y en a 120.
}

func ExampleCharts_Speedup() {
	say(chart.On(machine).Speedup("Jusqu’où raccourcir\u202f?", workload.Speedup{
		Parameter: workload.Parameter{Name: "Part sous le verrou", Unit: figure.Share}, Goroutines: 2,
		Points: []workload.SpeedupPoint{
			{X: 1, Ratio: .9, Low: .85, High: .95, N: 5},
			{X: .25, Ratio: 1.6, Low: 1.55, High: 1.65, N: 5},
			{X: .01, Ratio: 1.97, Low: 1.9, High: 2, N: 5},
		},
	}, chart.Bet(25)))
	// Output:
	// ✓ Le meilleur gain, 2 fois (1,9 à 2), est à 1 %.
	// ✓ Les 3 points suivent la loi d’Amdahl à 10 % près.
	// • Votre pari, 25 % : la mesure y donne 1,6 fois (1,6 à 1,6), la loi d’Amdahl 1,6 fois.
}

func ExampleCharts_Scalability() {
	same := func(v float64) []float64 { return []float64{v, v, v, v, v} }
	s := workload.Series{Name: "verrou", Points: []workload.Point{
		point(1, same(10e6)...), point(2, same(18.2e6)...), point(4, same(18.2e6)...),
	}}
	say(chart.On(machine).Scalability("Que gagne-t-on\u202f?", s, chart.UnderLock(.1), chart.FitUSL()))
	// Output:
	// ✓ Avec 4 goroutines, le débit est 1,8 fois celui de 1 goroutine (1,8 à 1,8) : on y gagne.
	// ✓ Les 2 points suivent la loi d’Amdahl à 0,1 % près.
	// ≈ La loi universelle n’est pas ajustée : il y faut cinq points au moins, dont le premier avec un seul.
}

// A job of which a quarter is not divided, and that only waits: two processors
// do not bound it.
func ExampleUndividedWaits() {
	same := func(v float64) []float64 { return []float64{v, v, v, v, v} }
	s := workload.Series{Points: []workload.Point{
		point(1, same(10)...), point(4, same(22)...), point(16, same(33)...),
	}}
	say(chart.On(machine).Scalability("Jusqu’où\u202f?", s, chart.UndividedWaits(.25)))
	say(chart.On(machine).Scalability("Jusqu’où\u202f?", s, chart.Undivided(.25)))
	// Output:
	// ✓ Avec 16 goroutines, le débit est 3,3 fois celui de 1 goroutine (3,3 à 3,3) : on y gagne.
	// ✓ Les 2 points suivent la loi d’Amdahl à 3,7 % près.
	// ✓ Avec 16 goroutines, le débit est 3,3 fois celui de 1 goroutine (3,3 à 3,3) : on y gagne.
	// ✗ La loi d’Amdahl est dans l’intervalle de 0 point sur 2 ; 2 font mieux ; l’écart va jusqu’à 110 %.
}

func ExampleCharts_DrawScalability() {
	f := chart.On(machine).DrawScalability("Jusqu’où\u202f?", []int{1, 2, 4})
	if err := figure.Text(os.Stdout, f, 50); err != nil {
		fmt.Println(err)
	}
	// Output:
	// À dessiner : Jusqu’où ?
	//
	//   Accélération
	//     4 × ┤ ·                 ·                 ·
	//   3,5 × ┤ ·                 ·                 ·
	//     3 × ┤ ·                 ·                 ·
	//   2,5 × ┤ ·                 ·                 ·
	//     2 × ┤ ·                 ·                 ·
	//   1,5 × ┤ ·                 ·                 ·
	//     1 × ┤ ●                 ·                 ·
	//   0,5 × ┤ ·                 ·                 ·
	//     0 × ┤ ·                 ·                 ·
	//         └───────────────────────────────────────
	//           1                 2                 4
	//          Goroutines
	//
	// Combien de fois plus vite qu’au premier point, qui
	// est donné.
}
