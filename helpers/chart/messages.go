package chart

import (
	"fmt"
	"math"
	"time"
	"unicode"
	"unicode/utf8"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// What a student may read of this package, in French.
const (
	axisGoroutines = "Goroutines"
	axisGoroutine  = "Goroutine"
	axisVariant    = "Variante"
	axisRatio      = "Rapport des débits (échelle logarithmique)"
	axisShare      = "Part des opérations"
	axisTime       = "Temps depuis le début"
	axisDurations  = "Nombre de durées"
	axisSpeedup    = "Accélération"
	axisThroughput = "Débit (opérations par seconde)"
	axisMeasure    = "Mesure"
	axisDuration   = "Durée (échelle logarithmique)"
	axisQueue      = "Goroutines déjà en attente (sans celle qui tient le verrou)"
	axisArrivals   = "Part des arrivées sur un verrou pris"
	axisResult     = "Résultat d’une exécution"
	axisRuns       = "Nombre d’exécutions"
	axisOperation  = "Opération"
	axisMultiples  = "Débit, en multiples du premier point"
	axisLocked     = "Part du travail sous le verrou"
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
	nameRounds      = "Manches"
	nameRatio       = "rapport des débits"
	nameEqual       = "même débit"
	nameNothing     = "rien encore"
	nameShareOfAll  = "Part des opérations"
	nameOperations  = "Opérations (compte exact)"
	nameEqualShare  = "part égale"
	nameReadings    = "Relevés"
	nameCapacity    = "capacité"
	nameDurations   = "durées"
	nameMeasured    = "mesuré"
	nameAmdahl      = "loi d’Amdahl"
	nameCeiling     = "plafond (personne n’attend jamais)"
	nameUSL         = "loi universelle ajustée"
	yourBet         = "votre pari"
	yourCurve       = "votre courbe"

	altQueue   = "File trouvée à l’arrivée. "
	altCosts   = "Coût médian de chaque opération. "
	altNothing = "Aucune mesure à dessiner."
	altTooFew  = "Trop peu de mesures pour dessiner une durée\u00a0: laissez travailler plus longtemps."

	captionSketch = "Les deux axes comptent en doublements\u00a0: une colonne de plus, deux fois plus de goroutines\u202f; une ligne de plus, deux fois plus de débit."

	captionSketchMultiples = "Combien de fois plus vite qu’au premier point, qui est donné."

	captionSketchSpeedup = "Combien de fois plus vite vont ensemble autant de goroutines que de processeurs, par rapport à une seule."

	spotOn = "c’est juste, à 10\u202f% près"

	noSpeedup      = "Rien ne montre ici que plusieurs goroutines aillent plus vite qu’une seule."
	uslNeedsPoints = "La loi universelle n’est pas ajustée\u00a0: il y faut cinq points au moins, dont le premier avec un seul."

	notSeenHere = "La perte ne s’est pas montrée ici\u202f; rien ne dit qu’elle ne se montrera pas une autre fois."
)

func captionThroughput(repetitions int, machine string) string {
	bounds := "traits verticaux\u00a0: intervalle de confiance de la médiane (93\u202f% au moins)"
	if repetitions < fewest {
		bounds = "traits verticaux\u00a0: du plus petit au plus grand"
	}
	return fmt.Sprintf("Chaque point est la médiane de %s\u202f; %s. %s.", figure.Counted(float64(repetitions), "répétition"), bounds, machine)
}

func altSketchSpeedup(top string) string {
	return fmt.Sprintf("Axes vides\u00a0: la part du travail sous le verrou, et l’accélération jusqu’à %s.", top)
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

func altSketch(from, to, low, high string) string {
	return fmt.Sprintf("Axes vides, de %s à %s et de %s à %s le premier débit\u202f; le premier point est donné.", from, to, low, high)
}

func captionCosts(machine string) string {
	return "Une seule goroutine, rien n’est disputé. Point\u00a0: médiane des lots de mesure, boucle comprise\u202f; " +
		"trait\u00a0: intervalle de confiance de la médiane (93\u202f% au moins). " + machine + "."
}

func altLine(name, first, from, last, to string) string {
	return fmt.Sprintf("%s\u00a0: %s %s, %s %s", name, first, from, last, to)
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
	return fmt.Sprintf("Votre courbe est en moyenne à un facteur %s de la mesure\u202f; au plus loin, %s, %s.", typical, at, distance)
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
	return fmt.Sprintf("%s, le débit est %s celui %s (%s)\u00a0: on y gagne.", with, ratio, than, interval)
}

func lost(with, than, ratio, interval string) string {
	return fmt.Sprintf("%s, le débit est %s celui %s (%s)\u00a0: on y perd.", with, ratio, than, interval)
}

func neither(with, than, ratio, interval string) string {
	return fmt.Sprintf("%s, le débit est %s celui %s (%s)\u00a0: trop de bruit pour dire si l’on y gagne.", with, ratio, than, interval)
}

func same(with, than, ratio, interval string) string {
	return fmt.Sprintf("%s, le débit est %s celui %s (%s)\u00a0: le même, à un dixième près.", with, ratio, than, interval)
}

func compared(with, name, base, ratio, interval string, told bool) string {
	if !told {
		return fmt.Sprintf("%s, rien ne distingue ici «\u00a0%s\u00a0» de «\u00a0%s\u00a0» (%s).", with, name, base, interval)
	}
	return fmt.Sprintf("%s, «\u00a0%s\u00a0» atteint %s le débit de «\u00a0%s\u00a0» (%s).", with, name, ratio, base, interval)
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

func altThroughputIntro(axis string) string { return "Débit selon «\u00a0" + axis + "\u00a0». " }

// at and of name the place of p, a point of s, in a sentence.
func at(s workload.Series, p workload.Point) string {
	if n := counted(s, p); n != "" {
		return "avec " + n
	}
	return "à " + s.Parameter.Unit.Format(p.X)
}

func of(s workload.Series, p workload.Point) string {
	if n := counted(s, p); n != "" {
		return "de " + n
	}
	return "à " + s.Parameter.Unit.Format(p.X)
}

// counted says of how many goroutines, or of what else is counted, p is; empty
// when its place is no number of things.
func counted(s workload.Series, p workload.Point) string {
	switch {
	case s.Parameter.Name == "":
		return goroutines(p.Goroutines)
	case s.Parameter.Things != "":
		return figure.Counted(p.X, s.Parameter.Things)
	default:
		return ""
	}
}

// begin makes text the beginning of a sentence.
func begin(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

const medianBounds = "intervalle de confiance de la médiane (93\u202f% au moins)"

// bounds says what a stroke from low to high is, of so many repetitions.
func bounds(n int) string {
	if n < fewest {
		return "du plus petit au plus grand"
	}
	return medianBounds
}

func captionRatios(rounds, g int, machine string) string {
	with := begin(goroutines(g)) + ", "
	if g == 1 {
		with = "" // it only calls the variants, which may start others
	}
	return fmt.Sprintf("%s%s entrelacées. Point\u00a0: médiane des rapports de chaque manche\u202f; trait\u00a0: %s. %s.",
		with, figure.Counted(float64(rounds), "manche"), bounds(rounds), machine)
}

func captionMap(rival, base string, rounds, g int, machine string) string {
	text := fmt.Sprintf("▲\u00a0: «\u00a0%s\u00a0» fait plus\u202f; ▼\u00a0: «\u00a0%s\u00a0» fait plus\u202f; ≈\u00a0: la mesure ne tranche pas. ", rival, base)
	if rounds < fewest {
		text += fmt.Sprintf("Aucune case ne tranche avant %s. ", figure.Counted(fewest, "manche"))
	} else {
		text += "Trancher, c’est que l’" + medianBounds + " ne contienne pas 1. "
	}
	return text + fmt.Sprintf("%s, médiane de %s entrelacées. %s.", begin(goroutines(g)), figure.Counted(float64(rounds), "manche"), machine)
}

func captionFairness(n int, machine string) string {
	return fmt.Sprintf("Comptes exacts d’une seule course de %s. %s.", goroutines(n), machine)
}

func captionOverTime(readings int, grouped bool, machine string) string {
	text := figure.Counted(float64(readings), "relevé") + "\u202f; entre deux, on ne sait pas. "
	if grouped {
		text += "Chaque point est la moyenne de ceux qui se suivent\u202f; traits verticaux\u00a0: du plus petit au plus grand. "
	}
	return text + machine + "."
}

const barsOfDurations = "Chaque barre va jusqu’à 1,4\u00a0fois (ou 2\u00a0fois) la durée où elle commence\u202f; une durée est connue à 3\u202f% près. "

func captionLatency(n uint64, sampled bool, machine string) string {
	text := figure.Counted(float64(n), "durée") + ", toutes comptées. "
	if sampled {
		text = "Estimation (≈)\u00a0: " + figure.Counted(float64(n), "durée") + " choisies au hasard parmi toutes. "
	}
	return text + barsOfDurations + machine + "."
}

func captionArrivals(due uint64, servers, rate, machine string) string {
	return fmt.Sprintf("%s au hasard, %s en moyenne, pour %s. Durée comptée depuis l’instant où l’arrivée était prévue, attente comprise. %s%s.",
		figure.Counted(float64(due), "arrivée"), rate, servers, barsOfDurations, machine)
}

func captionSpeedup(rounds int, with, processors, machine string) string {
	return fmt.Sprintf("%s contre une seule, sur %s\u202f; médiane des rapports de %s entrelacées\u202f; traits verticaux\u00a0: %s. %s.",
		begin(with), processors, figure.Counted(float64(rounds), "manche"), bounds(rounds), machine)
}

func captionScalability(n int, machine string) string {
	return fmt.Sprintf("Débit rapporté à celui du premier point, manche par manche\u202f; médiane de %s\u202f; traits verticaux\u00a0: %s. %s.",
		figure.Counted(float64(n), "répétition"), bounds(n), machine)
}

func altRatio(name, ratio, interval string) string {
	return fmt.Sprintf("%s\u00a0: %s (%s)", name, ratio, interval)
}

func altRatios(base string) string {
	return "Débits rapportés à celui de «\u00a0" + base + "\u00a0». "
}

func altCell(row, column, label string) string { return row + " et " + column + "\u00a0: " + label }

func altFairness(n int, least, most string) string {
	return fmt.Sprintf("Part des opérations de %s\u00a0: de %s à %s.", goroutines(n), least, most)
}

func altOverTime(quantity, mean, peak, at string) string {
	return fmt.Sprintf("%s au fil du temps\u00a0: %s en moyenne, %s au plus, à %s.", begin(quantity), mean, peak, at)
}

func altLatency(n uint64, percentiles string) string {
	text := "Répartition de " + figure.Counted(float64(n), "durée")
	if percentiles != "" {
		text += "\u00a0: " + percentiles
	}
	return text + "."
}

func altSpeedup(first, gain, last, lastGain string) string {
	return fmt.Sprintf("Accélération\u00a0: %s à %s, %s à %s.", gain, first, lastGain, last)
}

func control(base string) string { return "témoin\u00a0: " + base }

func ratioTo(base string) string {
	return "Débit rapporté à «\u00a0" + base + "\u00a0» (échelle logarithmique)"
}

func throughputFor(rival, base string) string { return "Débit de " + rival + " pour 1 de " + base }

func reached(name, base, ratio, interval string) string {
	return fmt.Sprintf("«\u00a0%s\u00a0» atteint %s le débit de «\u00a0%s\u00a0» (%s).", name, ratio, base, interval)
}

func notTold(name, base, interval string) string {
	return fmt.Sprintf("Rien ne distingue ici «\u00a0%s\u00a0» de «\u00a0%s\u00a0» (%s).", name, base, interval)
}

func withinControl(name, base, interval string) string {
	return fmt.Sprintf("«\u00a0%s\u00a0» ne s’écarte pas plus de «\u00a0%s\u00a0» (%s) que le témoin ne s’écarte de lui-même.", name, base, interval)
}

func controlHeld(base, interval string) string {
	return fmt.Sprintf("Témoin\u00a0: «\u00a0%s\u00a0» contre soi-même ne montre pas d’écart (%s).", base, interval)
}

func controlFailed(base, ratio, interval string) string {
	return fmt.Sprintf("Témoin\u00a0: «\u00a0%s\u00a0» contre soi-même donne %s (%s)\u202f; la machine fait seule un écart de cette taille.", base, ratio, interval)
}

func mapCounts(rival, base string, above, below, undecided int) string {
	text := fmt.Sprintf("Sur %s, «\u00a0%s\u00a0» l’emporte %d fois, «\u00a0%s\u00a0» %d fois",
		figure.Counted(float64(above+below+undecided), "case"), rival, above, base, below)
	if undecided > 0 {
		text += fmt.Sprintf("\u202f; %d fois, la mesure ne tranche pas", undecided)
	}
	return text + "."
}

func perhapsChance(n float64) string {
	return fmt.Sprintf("Le hasard seul peut en trancher %s.", bare(n))
}

func mostAndLeast(most, share, least, leastShare string) string {
	return fmt.Sprintf("La mieux servie (%s) a fait %s des opérations, la moins bien servie (%s) %s.", most, share, least, leastShare)
}

func jain(index string, n int) string {
	return fmt.Sprintf("Indice de Jain\u00a0: %s (1 quand toutes font autant, %s quand une seule fait tout).", index, bare(1/float64(n)))
}

func tooFewToBeFair(total uint64, needed int) string {
	return fmt.Sprintf("Trop peu d’opérations pour parler d’équité (%s, il en faut %s)\u00a0: le hasard d’une course suffit à l’écart.",
		figure.Count.Format(float64(total)), figure.Count.Format(float64(needed)))
}

func readOverTime(mean, peak, at string) string {
	return fmt.Sprintf("En moyenne %s, au plus %s, relevé à %s.", mean, peak, at)
}

func tooFewReadings(n int) string {
	return fmt.Sprintf("Trop peu de relevés pour dire quelle part du temps (%d, il en faut %d).", n, enough)
}

func emptyAndFull(empty, full string, bounded bool) string {
	if !bounded {
		return fmt.Sprintf("À zéro dans %s des relevés.", empty)
	}
	return fmt.Sprintf("À zéro dans %s des relevés, à la capacité dans %s.", empty, full)
}

func longerThan(one uint64, duration string) string {
	if one == 2 {
		return fmt.Sprintf("Une durée sur deux dépasse %s.", duration)
	}
	return fmt.Sprintf("Une durée sur %s dépasse %s.", figure.Count.Format(float64(one)), duration)
}

func notCarried(name string, n, needed uint64) string {
	return fmt.Sprintf("Pas de %s\u00a0: il y faudrait %s, il y en a %s.", name, figure.Counted(float64(needed), "durée"), figure.Count.Format(float64(n)))
}

func neverServed(name string) string {
	return fmt.Sprintf("Pas de %s\u00a0: à ce rang, les arrivées n’ont jamais été servies.", name)
}

func allServed(due uint64) string {
	return fmt.Sprintf("Toutes les arrivées ont été servies (%s).", figure.Count.Format(float64(due)))
}

func someDropped(dropped, due uint64, share string) string {
	return fmt.Sprintf("%s sur %s n’ont pas été servies (%s)\u00a0: on leur compte une durée sans fin.",
		figure.Counted(float64(dropped), "arrivée"), figure.Count.Format(float64(due)), share)
}

func beganLate(late string) string {
	return fmt.Sprintf("Une arrivée sur cent a commencé plus de %s en retard alors qu’une goroutine l’attendait\u00a0: les durées voisines sont celles de l’instrument.", late)
}

func bestSpeedup(gain, interval, x string) string {
	return fmt.Sprintf("Le meilleur gain, %s (%s), est à %s.", gain, interval, x)
}

// amdahlHeld says how many intervals hold what Amdahl's law predicts, and how
// far from it the others are, in parts of it.
func amdahlHeld(within, above, below, total int, farthest float64) string {
	text := fmt.Sprintf("La loi d’Amdahl est dans l’intervalle de %s sur %d", figure.Counted(float64(within), "point"), total)
	if above > 0 {
		text += fmt.Sprintf("\u202f; %s mieux", do(above))
	}
	if below > 0 {
		text += fmt.Sprintf("\u202f; %s moins bien", do(below))
	}
	if above+below > 0 {
		text += fmt.Sprintf("\u202f; l’écart va jusqu’à %s", percent(farthest))
	}
	return text + "."
}

// amdahlFollowed says that all points are near what Amdahl's law predicts.
func amdahlFollowed(total int, farthest float64) string {
	if total == 1 {
		return fmt.Sprintf("La mesure suit la loi d’Amdahl à %s près.", percent(farthest))
	}
	return fmt.Sprintf("Les %s suivent la loi d’Amdahl à %s près.", figure.Counted(float64(total), "point"), percent(farthest))
}

// percent writes a share with two digits.
func percent(share float64) string { return bare(100*share) + "\u202f%" }

func do(n int) string {
	if n == 1 {
		return "1 fait"
	}
	return fmt.Sprintf("%d font", n)
}

func amdahlFor(share string) string { return nameAmdahl + ", " + share + " sous le verrou" }

func amdahlUndivided(share string) string { return nameAmdahl + ", " + share + " non partagé" }

func betOnShareSays(share, law string) string {
	return fmt.Sprintf("Votre pari, %s\u00a0: la loi d’Amdahl y donne %s\u202f; cette part n’a pas été mesurée.", share, law)
}

func betOnShareMeasured(share, gain, interval, law string) string {
	return fmt.Sprintf("Votre pari, %s\u00a0: la mesure y donne %s (%s), la loi d’Amdahl %s.", share, gain, interval, law)
}

func percentWithBounds(median, low, high string) string {
	return fmt.Sprintf("%s (%s à %s)", median, low, high)
}

func uslFitted(contention, coherence, residual string) string {
	return fmt.Sprintf("Loi universelle ajustée\u00a0: contention %s, cohérence %s\u202f; la courbe passe à %s des points.", contention, coherence, residual)
}

func uslPeak(n string) string {
	return fmt.Sprintf("D’après elle, le débit est le plus grand vers %s, puis baisse.", n)
}

func uslDoesNotFit(residual, worst string) string {
	return fmt.Sprintf("La loi universelle ne décrit pas ces points\u00a0: au mieux, elle passe à %s d’eux, et il faudrait %s au plus.", residual, worst)
}
