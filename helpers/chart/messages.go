package chart

import (
	"fmt"
	"math"
	"time"

	"cahiers/helpers/figure"
)

// What a student may read of this package, in French.
const (
	axisGoroutines = "Goroutines"
	axisThroughput = "Débit (opérations par seconde)"
	axisMeasure    = "Mesure"
	axisDuration   = "Durée (échelle logarithmique)"
	axisQueue      = "Goroutines déjà en attente (sans celle qui tient le verrou)"
	axisArrivals   = "Part des arrivées sur un verrou pris"
	axisResult     = "Résultat d’une exécution"
	axisRuns       = "Nombre d’exécutions"
	axisOperation  = "Opération"
	axisCost       = "Coût d’une opération (échelle logarithmique)"

	nameMedian      = "Médiane"
	nameLow         = "Au moins"
	nameHigh        = "Au plus"
	nameRepetitions = "Répétitions"
	nameBatches     = "Lots"
	nameSamples     = "Mesures"
	nameP50         = "Médiane (p50)"
	nameP90         = "9 sur 10 sous (p90)"
	nameP99         = "99 sur 100 sous (p99)"
	nameWaits       = "attente du verrou"
	nameHolds       = "temps sous le verrou"
	nameShare       = "Part des arrivées"
	nameArrivals    = "Arrivées (compte exact)"
	nameResults     = "résultats"
	nameExpected    = "attendu"
	nameCost        = "coût"
	yourBet         = "votre pari"

	altThroughputIntro = "Débit selon le nombre de goroutines. "
	altQueue           = "File trouvée à l’arrivée. "
	altCosts           = "Coût médian de chaque opération. "
	altNothing         = "Aucune mesure à dessiner."
	altTooFew          = "Trop peu de mesures pour dessiner une durée\u00a0: laissez travailler plus longtemps."

	spotOn = "c’est juste, à 10\u202f% près"

	notSeenHere = "La perte ne s’est pas montrée ici\u202f; rien ne dit qu’elle ne se montrera pas une autre fois."
)

func captionThroughput(repetitions int, machine string) string {
	bounds := "traits verticaux\u00a0: intervalle de confiance de la médiane (93\u202f% au moins)"
	if repetitions < fewest {
		bounds = "traits verticaux\u00a0: du plus petit au plus grand"
	}
	return fmt.Sprintf("Chaque point est la médiane de %s\u202f; %s. %s.", figure.Counted(float64(repetitions), "répétition"), bounds, machine)
}

func captionContention(clock time.Duration, short bool, machine string) string {
	text := "Chaque trait va de la médiane (p50) au 99ᵉ centile (p99)\u202f; le point est le 90ᵉ (p90). " +
		"Estimations (≈), tirées d’attentes et de prises choisies au hasard\u202f; leur nombre est dans les données. "
	if short {
		text += fmt.Sprintf("Avec moins de %d mesures, le bout droit est simplement la plus longue. ", forP99)
	}
	if clock > 0 {
		text += fmt.Sprintf("Lire l’horloge prend ici %s, et fait l’essentiel d’un temps sous le verrou de moins de %s. ",
			figure.Seconds.Format(clock.Seconds()), figure.Seconds.Format(2*clock.Seconds()))
	}
	return text + machine + "."
}

func captionQueue(machine string) string {
	return "Comptes exacts, sur toutes les arrivées qui ont trouvé le verrou pris. " + machine + "."
}

func captionDistribution(runs int, machine string) string {
	return fmt.Sprintf("%s, comptes exacts. %s.", figure.Counted(float64(runs), "exécution"), machine)
}

func captionCosts(machine string) string {
	return "Une seule goroutine, rien n’est disputé. Point\u00a0: médiane des lots de mesure, boucle comprise\u202f; " +
		"trait\u00a0: intervalle de confiance de la médiane (93\u202f% au moins). " + machine + "."
}

func altLine(name, first, from, last, to string) string {
	return fmt.Sprintf("%s\u00a0: %s avec %s, %s avec %s", name, first, from, last, to)
}

func altInterval(name, label, low, high string) string {
	return fmt.Sprintf("%s, %s\u00a0: médiane %s, 99ᵉ centile %s", label, name, low, high)
}

func altDistribution(runs int, least, median, greatest string) string {
	return fmt.Sprintf("Répartition de %s\u00a0: de %s à %s, médiane %s.", figure.Counted(float64(runs), "résultat"), least, greatest, median)
}

// unnamed stands for the name that one of several things was not given.
func unnamed(i, of int) string {
	if of == 1 {
		return "mesure"
	}
	return fmt.Sprintf("mesure %d", i+1)
}

func goroutines(n int) string { return figure.Counted(float64(max(n, 0)), "goroutine") }

func interval(low, high float64) string { return bare(low) + " à " + bare(high) }

// times writes a ratio as a number of times.
func times(ratio float64) string { return bare(ratio) + "\u00a0fois" }

// bare writes a ratio with two digits, which is all that an interval carries.
func bare(ratio float64) string {
	if ratio <= 0 {
		return figure.Count.Format(0)
	}
	unit := math.Pow(10, math.Floor(math.Log10(ratio))-1)
	return figure.Count.Format(math.Round(ratio/unit) * unit)
}

func queueLabel(first, last int) string {
	if first == last {
		return figure.Count.Format(float64(first))
	}
	return fmt.Sprintf("%s à %s", figure.Count.Format(float64(first)), figure.Count.Format(float64(last)))
}

func unreadableBet(text string) string {
	return fmt.Sprintf("Votre pari «\u00a0%s\u00a0» n’a pas pu être lu\u00a0: écrivez des nombres positifs séparés par des espaces.", text)
}

func tooHigh(ratio string) string { return ratio + " trop haut" }

func tooLow(ratio string) string { return ratio + " trop bas" }

func betCurve(typical, at, distance string) string {
	return fmt.Sprintf("Votre courbe est en moyenne à un facteur %s de la mesure\u202f; au plus loin, avec %s, %s.", typical, at, distance)
}

func betRatio(ratio, distance string) string {
	return fmt.Sprintf("Votre pari, %s\u00a0: %s.", ratio, distance)
}

func betOnCost(name, cost, distance string) string {
	return fmt.Sprintf("Votre pari pour «\u00a0%s\u00a0», %s\u00a0: %s.", name, cost, distance)
}

func betOnResult(bet, position, median string) string {
	return fmt.Sprintf("Votre pari, %s, est %s\u202f; la médiane est %s.", bet, position, median)
}

// position says where a bet lies among results.
func position(bet, least, greatest float64) string {
	switch {
	case least == greatest && bet == least:
		return "le résultat de chaque exécution"
	case bet < least:
		return "sous tous les résultats"
	case bet > greatest:
		return "au-dessus de tous les résultats"
	default:
		return "parmi les résultats"
	}
}

func tooFewRepetitions(n int) string {
	return fmt.Sprintf("Trop peu de répétitions pour conclure (%s, il en faut %d).", figure.Count.Format(float64(n)), fewest)
}

func tooFewBatches(name string, n int) string {
	return fmt.Sprintf("«\u00a0%s\u00a0»\u00a0: trop peu de lots pour conclure (%d, il en faut %d).", name, n, fewest)
}

func onlyTheLoop(name, loop string) string {
	return fmt.Sprintf("«\u00a0%s\u00a0» ne se distingue pas de la boucle qui mesure (%s)\u00a0: son coût propre n’a pas été vu.", name, loop)
}

func costRatio(name, base, ratio, interval string, told bool) string {
	if !told {
		return fmt.Sprintf("Rien ne distingue ici le coût de «\u00a0%s\u00a0» de celui de «\u00a0%s\u00a0» (%s).", name, base, interval)
	}
	return fmt.Sprintf("«\u00a0%s\u00a0» coûte %s autant que «\u00a0%s\u00a0» (%s).", name, ratio, base, interval)
}

func alwaysDoubled(n int) string {
	if n == 1 {
		return "Deux fois plus de goroutines ont donné deux fois plus de débit, à un dixième près."
	}
	return "Chaque fois, deux fois plus de goroutines ont donné deux fois plus de débit, à un dixième près."
}

func neverDoubled(best string, from int) string {
	return fmt.Sprintf("Doubler les goroutines n’a jamais doublé le débit ici\u00a0: au mieux %s, de %d à %d.", best, from, 2*from)
}

func sometimesDoubled(times, total int) string {
	return fmt.Sprintf("Doubler les goroutines a doublé le débit %d fois sur %d.", times, total)
}

func maybeDoubled(no, total int) string {
	if no == 0 {
		return "Trop de bruit pour dire si doubler les goroutines double le débit."
	}
	return fmt.Sprintf("Doubler les goroutines n’a pas doublé le débit %d fois sur %d\u202f; le reste du temps, trop de bruit pour le dire.", no, total)
}

func gained(with, than, ratio, interval string) string {
	return fmt.Sprintf("Avec %s, le débit est %s celui de %s (%s)\u00a0: on y gagne.", with, ratio, than, interval)
}

func lost(with, than, ratio, interval string) string {
	return fmt.Sprintf("Avec %s, le débit est %s celui de %s (%s)\u00a0: on y perd.", with, ratio, than, interval)
}

func neither(with, than, ratio, interval string) string {
	return fmt.Sprintf("Avec %s, le débit est %s celui de %s (%s)\u00a0: trop de bruit pour dire si l’on y gagne.", with, ratio, than, interval)
}

func compared(with, name, base, ratio, interval string, told bool) string {
	if !told {
		return fmt.Sprintf("Avec %s, rien ne distingue ici «\u00a0%s\u00a0» de «\u00a0%s\u00a0» (%s).", with, name, base, interval)
	}
	return fmt.Sprintf("Avec %s, «\u00a0%s\u00a0» atteint %s le débit de «\u00a0%s\u00a0» (%s).", with, name, ratio, base, interval)
}

func disputed(name string, acquisitions, contended uint64, share string) string {
	return fmt.Sprintf("%s\u00a0: %s, dont %s sur un verrou pris (%s, comptes exacts).",
		name, figure.Counted(float64(acquisitions), "prise"), figure.Count.Format(float64(contended)), share)
}

func nobodyWaited(name string, acquisitions uint64) string {
	return fmt.Sprintf("%s\u00a0: %s, jamais sur un verrou pris (compte exact).", name, figure.Counted(float64(acquisitions), "prise"))
}

func tooFewSamples(name string, waits, holds uint64) string {
	return fmt.Sprintf("%s\u00a0: trop peu de mesures pour conclure (%s et %s, il en faut %d de chaque).",
		name, figure.Counted(float64(waits), "attente"), figure.Counted(float64(holds), "prise"), enough)
}

func waitsFor(name, ratio string) string {
	return fmt.Sprintf("%s\u00a0: toutes goroutines réunies, on attend ≈\u202f%s le temps passé sous le verrou.", name, ratio)
}

func waitsAsMuch(name string) string {
	return fmt.Sprintf("%s\u00a0: on attend à peu près aussi longtemps qu’on tient le verrou\u202f; les mesures ne tranchent pas.", name)
}

func queueMet(name string, arrivals uint64, median, longest int) string {
	return fmt.Sprintf("%s\u00a0: sur %s, la moitié ont trouvé au plus %s devant elles, la plus malchanceuse %d.",
		name, figure.Counted(float64(arrivals), "arrivée"), goroutines(median), longest)
}

func exactRuns(right, total int) string {
	switch right {
	case total:
		return fmt.Sprintf("Le résultat attendu est sorti %d fois sur %d.", right, total)
	case 0:
		return fmt.Sprintf("Le résultat attendu n’est jamais sorti, sur %s.", figure.Counted(float64(total), "exécution"))
	default:
		return fmt.Sprintf("Le résultat attendu est sorti %d fois sur %d seulement.", right, total)
	}
}

func alwaysTheSame(runs int, result string) string {
	return fmt.Sprintf("Les %s ont toutes donné %s.", figure.Counted(float64(runs), "exécution"), result)
}

func lostMedian(count, share string) string {
	return fmt.Sprintf("Il manque %s en médiane, soit %s.", count, share)
}
