package show_test

import (
	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/show"
	"cahiers/helpers/workload"
)

// totals is a figure of measurements made elsewhere; show.Distribution makes
// the same of those made here.
func totals(values ...int) figure.Figure {
	machine := workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2}
	return chart.On(machine).Distribution("Combien au total\u202f?", values, chart.Expected(8000))
}

func ExampleFigure() {
	show.Figure(totals(7998, 8000, 8000))
	// Output:
	// Combien au total ?
	//
	//   7 998 ██████████████████████████                           1
	//   7 999                                                      0
	//   8 000 ████████████████████████████████████████████████████ 2 ◂ attendu : 8 000
	//
	// • Le résultat attendu est sorti 2 fois sur 3 seulement.
	// 3 exécutions, comptes exacts. Go 1.26.0, linux/amd64, 2 cœurs, GOMAXPROCS 2.
}

func ExampleUpdate() {
	show.Update("totaux", totals(8000))
	show.Update("totaux", totals(8000, 8000)) // in a notebook, in the place of the former
	// Output:
	// Combien au total ?
	//
	//   8 000 ████████████████████████████████████████████████████ 1 ◂ attendu : 8 000
	//
	// • Le résultat attendu est sorti 1 fois sur 1.
	// ✗ La perte ne s’est pas montrée ici ; rien ne dit qu’elle ne se montrera pas une
	//   autre fois.
	// 1 exécution, comptes exacts. Go 1.26.0, linux/amd64, 2 cœurs, GOMAXPROCS 2.
	// Combien au total ?
	//
	//   8 000 ████████████████████████████████████████████████████ 2 ◂ attendu : 8 000
	//
	// • Le résultat attendu est sorti 2 fois sur 2.
	// ✗ La perte ne s’est pas montrée ici ; rien ne dit qu’elle ne se montrera pas une
	//   autre fois.
	// 2 exécutions, comptes exacts. Go 1.26.0, linux/amd64, 2 cœurs, GOMAXPROCS 2.
}

func ExampleDrawThroughput() {
	show.DrawThroughput("Le débit double-t-il\u202f?", workload.Powers(4))
	// Output:
	// À dessiner : Le débit double-t-il ?
	//
	//   Débit, en multiples du premier point
	//       4 × ┤ ·                               ·                               ·
	//       2 × ┤ ·                               ·                               ·
	//       1 × ┤ ●                               ·                               ·
	//     0,5 × ┤ ·                               ·                               ·
	//    0,25 × ┤ ·                               ·                               ·
	//   0,125 × ┤ ·                               ·                               ·
	//           └───────────────────────────────────────────────────────────────────
	//             1                               2                               4
	//            Goroutines
	//
	// Les deux axes comptent en doublements : une colonne de plus, deux fois plus de
	// goroutines ; une ligne de plus, deux fois plus de débit.
}
