package chart_test

import (
	"fmt"

	"cahiers/helpers/chart"
	"cahiers/helpers/workload"
)

func ExampleCharts_Distribution() {
	machine := workload.Card{GoVersion: "go1.26.0", OS: "linux", Arch: "amd64", Cores: 2, GOMAXPROCS: 2}
	f := chart.On(machine).Distribution("Combien au total\u202f?", []int{1200, 1300, 8000}, chart.Expected(8000), chart.Bet(8000))
	for _, finding := range f.Findings {
		fmt.Println(finding.Outcome.Sign(), finding.Text)
	}
	// Output:
	// • Le résultat attendu est sorti 1 fois sur 3 seulement.
	// • Il manque 6 700 en médiane, soit 83,8 %.
	// • Votre pari, 8 000, est parmi les résultats ; la médiane est 1 300.
}
