package bench

import (
	"fmt"
	"strings"
	"time"

	"cahiers/kernelext/kernel/kerneltest"
)

const (
	stepWarm  = "premières cellules (caches)"
	stepStart = "démarrages"
	rowReady  = "noyau prêt"
	rowFirst  = "première cellule"
)

func heading(machine string, day time.Time) string {
	return fmt.Sprintf(`# Mesures

Écrit par `+"`go run ./kernelext bench > docs/benchmarks.md`"+` le %s. Machine : %s. Ce que coûte `+"`metered.Mutex`"+` à côté de ses rivaux est [à part](../helpers/metered/BENCHMARKS.md).

## Notre noyau et GoNB seul

Le même GoNB, les mêmes cellules, un texte neuf à chaque fois, des caches chauds des deux côtés, à tour de rôle.

| | le nôtre, ms | GoNB seul, ms | rapport |
|---|---|---|---|
`, day.Format("02/01/2006"), machine)
}

func footnote(rounds int) string {
	return fmt.Sprintf("\nMédiane (minimum–maximum) de %d mesures par noyau, de %d pour les démarrages. "+
		"Le rapport est la médiane des rapports des mesures prises au même moment.\n", rounds, starts(rounds))
}

func line(r Row) string {
	median, low, high := r.Ratio()
	return fmt.Sprintf("| %s | %s | %s | %s |\n", r.Name, milliseconds(r.Ours), milliseconds(r.Stock),
		strings.ReplaceAll(fmt.Sprintf("%.2f (%.2f–%.2f)", median, low, high), ".", ","))
}

func memoryLine(memory [2]uint64) string {
	const mega = 1e6
	return fmt.Sprintf("| mémoire résidente, au repos, Mo | %.0f | %.0f | %s |\n", float64(memory[0])/mega, float64(memory[1])/mega,
		strings.ReplaceAll(fmt.Sprintf("%.2f", float64(memory[0])/float64(memory[1])), ".", ","))
}

func errUnexpected(task string, c kerneltest.Cell) error {
	var text strings.Builder
	for _, m := range c.Messages {
		if m.Header.Type != "status" && m.Header.Type != "execute_input" {
			fmt.Fprintln(&text, m.Header.Type, m.Content)
		}
	}
	return fmt.Errorf("la cellule « %s » n’a pas fait ce qu’elle devait :\n%s", task, text.String())
}
