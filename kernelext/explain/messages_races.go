package explain

import (
	"fmt"
	"strings"

	"cahiers/kernelext/sight"
)

const (
	noRace         = "Aucune condition de course n’a été vue pendant cette exécution"
	noRaceSentence = "Le détecteur a surveillé tous les accès à la mémoire de ce programme\u00a0: il n’en a pas vu deux que rien n’ordonne."
	noRaceCaveat   = "Cela ne prouve pas qu’il n’y en a pas\u00a0: seules les lignes exécutées ont été vérifiées, une autre exécution ou un autre ordre pourrait en montrer une, et le détecteur oublie les accès que beaucoup d’autres ont suivis."
	noRaceAlt      = "Pas de schéma\u00a0: aucune condition de course n’a été vue."

	raceCaveat    = "Le détecteur n’accuse jamais à tort, mais il ne voit que ce qui s’est exécuté\u00a0: il peut y en avoir d’autres."
	nothingOrders = "Aucun verrou, aucun canal, aucun WaitGroup ne met ces deux accès dans un ordre\u00a0: le résultat dépend du hasard."
	raceRepair    = "Pour réparer\u00a0: protégez tous les accès, lectures comprises, par le même sync.Mutex, ou confiez la donnée à une seule goroutine et passez-la par un canal."
)

// What to do about common races.
const (
	repairMap    = "Une map ne supporte pas d’être modifiée pendant qu’une autre goroutine y accède\u00a0: le programme peut même s’arrêter net. Protégez-la par un sync.Mutex, lectures comprises."
	repairAppend = "append lit la tranche, puis la remplace\u00a0: deux goroutines qui ajoutent à la fois perdent des éléments. Protégez append par un sync.Mutex, ou donnez à chaque goroutine sa propre case."
	repairAtomic = "Une opération atomique ne protège que des autres opérations atomiques\u00a0: faites passer tous les accès à cette variable par sync/atomic."
	repairLoop   = "Une boucle change cette variable pendant que la goroutine la lit. Déclarez-la dans la boucle, for i := …\u00a0: chaque tour a alors la sienne."
	repairCount  = "Une incrémentation est une lecture, un calcul, puis une écriture\u00a0: une autre goroutine peut passer entre les deux, et un pas se perd. Protégez-la par un sync.Mutex, ou comptez avec un atomic.Int64."
)

func goroutineName(number int) string {
	if number == 1 {
		return "goroutine principale"
	}
	return fmt.Sprintf("goroutine %d", number)
}

// the makes a place or a goroutine a part of a sentence.
func the(name string) string { return "la " + name }

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func placeOf(s sight.Spot) string {
	if !s.Exists() {
		return "une ligne hors de vos cellules"
	}
	return the(s.Name)
}

func does(a sight.Access) string {
	verb := "lit"
	if a.Write {
		verb = "écrit"
	}
	if a.Atomic {
		verb += " (par sync/atomic)"
	}
	return verb
}

func raceTitle(p sight.Pair, pairs int) string {
	title := "Condition de course"
	if p.Variable != "" {
		title += " sur " + p.Variable
	}
	first, second := p.Accesses[0], p.Accesses[1]
	switch {
	case first.At.Exists() && first.At.Name == second.At.Name && first.Write && second.Write:
		title += "\u00a0: " + placeOf(first.At) + " écrit dans deux goroutines, et rien ne les ordonne"
	case first.At.Exists() && first.At.Name == second.At.Name:
		title += "\u00a0: " + placeOf(first.At) + " lit et écrit dans deux goroutines, et rien ne les ordonne"
	default:
		title += "\u00a0: " + placeOf(first.At) + " " + does(first) + ", " + placeOf(second.At) + " " + does(second) + ", et rien ne les ordonne"
	}
	if pairs == 2 {
		title += " (et une autre)"
	} else if pairs > 2 {
		title += fmt.Sprintf(" (et %d autres)", pairs-1)
	}
	return title
}

func raceHappened(p sight.Pair) string {
	one, same := "une donnée", "la même donnée"
	if p.Variable != "" {
		one, same = p.Variable, p.Variable
	}
	first, second := p.Accesses[0], p.Accesses[1]
	return fmt.Sprintf("%s %s %s à %s\u202f; %s %s %s à %s.", capital(the(second.Name)), does(second), one, placeOf(second.At),
		the(first.Name), does(first), same, placeOf(first.At))
}

func otherRaces(n int) string {
	if n == 1 {
		return "Une autre paire de lignes est dans le même cas."
	}
	return fmt.Sprintf("%d autres paires de lignes sont dans le même cas.", n)
}

func raceAlt(pairs []sight.Pair) string {
	var said []string
	for _, p := range pairs {
		text := "Deux couloirs"
		if p.Variable != "" {
			text += " autour de " + p.Variable
		}
		text += "\u00a0: " + lane(p.Accesses[0]) + "\u202f; " + lane(p.Accesses[1])
		text += ". Rien ne les relie."
		if p.Count > 1 {
			text += fmt.Sprintf(" Vu %d fois.", p.Count)
		}
		said = append(said, text)
	}
	return strings.Join(said, " ")
}

func lane(a sight.Access) string {
	text := a.Name + " " + does(a) + " à " + placeOf(a.At)
	if a.Started.Exists() {
		text += ", lancée à " + placeOf(a.Started)
	}
	return text
}
