package bench

import (
	"errors"
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

	rowFirstCompletion = "première complétion d’un noyau neuf"
	rowCompletion      = "complétion suivante"
	rowBesideCell      = "complétion pendant qu’une cellule occupe tous les cœurs"
	rowKernelInfo      = "kernel_info_request"
	rowIsComplete      = "is_complete_request"
	rowInterrupt       = "interruption d’une compilation"

	memoryResting = "ensemble, sans gopls"
	memoryGopls   = "`gopls` seul"
	memoryAll     = "ensemble, gopls compris"
)

var errNoCompile = errors.New("la compilation n’a pas commencé")

func heading(machine string, day time.Time) string {
	return fmt.Sprintf(`# Mesures

Écrit par `+"`go run ./kernelext bench > docs/benchmarks.md`"+` le %s. Machine : %s. Ce que coûtent les instruments de `+"`metered`"+` à côté de leurs rivaux est [à part](../helpers/metered/RATIOS.md).

## Notre noyau et GoNB seul

Le même GoNB, les mêmes cellules, un texte neuf à chaque fois, des caches chauds des deux côtés, à tour de rôle.

| | unité | le nôtre | n | GoNB seul | n | rapport |
|---|---|---|---|---|---|---|
`, day.Format("02/01/2006"), machine)
}

const footnote = "\nMédiane de n mesures, puis minimum–maximum, ou ce que 95 % d’entre elles ne dépassent pas. " +
	"Un message et une complétion vont de la demande à la réponse, une cellule jusqu’au repos du noyau. " +
	"Le rapport est la médiane des rapports des mesures prises au même moment. " +
	"La mémoire est celle que `ps` attribue aux processus : après une cellule, ou, avec gopls, après 20 complétions. " +
	"Un tiret : GoNB seul ne le fait pas, ou on ne l’a pas mesuré.\n"

// none stands where nothing was measured.
const none = "—"

func line(r Row) string {
	unit := "ms"
	if r.unit() == time.Microsecond {
		unit = "µs"
	}
	ratio := none
	if len(r.Stock) > 0 {
		median, low, high := r.Ratio()
		ratio = decimal(fmt.Sprintf("%.2f (%.2f–%.2f)", median, low, high))
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |\n", r.Name, unit, samples(r, r.Ours), samples(r, r.Stock), ratio)
}

// samples are two cells of the table: the times and their number.
func samples(r Row, times []time.Duration) string {
	if len(times) == 0 {
		return none + " | " + none
	}
	values := r.values(times)
	median, low, high := spread(values)
	if r.Tail {
		return fmt.Sprintf("%.0f (95 %% ≤ %.0f) | %d", median, percentile(values, 95), len(values))
	}
	return fmt.Sprintf("%.0f (%.0f–%.0f) | %d", median, low, high, len(values))
}

func memoryLine(m Memory) string {
	const mega = 1e6
	cell := func(bytes uint64) string {
		if bytes == 0 {
			return none + " | " + none
		}
		return fmt.Sprintf("%.0f | 1", float64(bytes)/mega)
	}
	ratio := none
	if m.Bytes[0] > 0 && m.Bytes[1] > 0 {
		ratio = decimal(fmt.Sprintf("%.2f", float64(m.Bytes[0])/float64(m.Bytes[1])))
	}
	return fmt.Sprintf("| mémoire résidente, au repos : %s | Mo | %s | %s | %s |\n", m.Name, cell(m.Bytes[0]), cell(m.Bytes[1]), ratio)
}

// decimal writes numbers as the French do.
func decimal(text string) string { return strings.ReplaceAll(text, ".", ",") }

func errNoMatch(code, want string, reply kerneltest.Message) error {
	return fmt.Errorf("la complétion de « %s » ne propose pas « %s » : %v", code, want, reply.Content)
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
