package sight

import (
	"fmt"
	"strconv"
	"strings"
)

// What a learner may read of this package, in French.
const (
	sayWrites    = "écrit"
	sayReads     = "lit"
	sayMemory    = "la même case mémoire"
	sayUnordered = "rien ne les ordonne"
	sayWaits     = "attend"
	sayHolds     = "tient"
	sayInferred  = "tient (déduit)"
	sayCycle     = "cycle"
	sayOutside   = "hors de vos cellules"
	sayAtomic    = "par sync/atomic"

	headGoroutine = "Goroutine"
	headDoes      = "Ce qu’elle fait"
	headPlace     = "Où"
	headWaits     = "Attend"
	headHolds     = "Tient"

	sayCalm = "rien à signaler"
)

const (
	nbsp        = "\u00a0"
	sayGuess    = "déduit"
	sayKeyWaits = "flèche pleine\u00a0: la goroutine attend"
)

// sayEdge is what an arrow says.
func sayEdge(e Edge) string {
	switch {
	case e.Holds && e.Inferred:
		return sayInferred
	case e.Holds:
		return sayHolds
	default:
		return sayWaits
	}
}

// sayHolding is what is before and after the name of a thing that is held.
func sayHolding(e Edge) (before, after string) {
	if e.Inferred {
		return sayHolds + " ", " (" + sayGuess + ")"
	}
	return sayHolds + " ", ""
}

func sayKeyHolds(e Edge) string {
	if e.Inferred {
		return "en tirets\u00a0: la goroutine tient (déduit de votre code)"
	}
	return "vers la goroutine\u00a0: elle tient"
}

// thingText is a thing and what is known of it.
func thingText(t Thing) string {
	if t.Note == "" {
		return t.Name
	}
	return t.Name + nbsp + ": " + t.Note
}

// here marks the line in question where there is no colour.
const here = "►"

func sayVia(function string) string { return "par " + function }

func saySeen(count int) string { return fmt.Sprintf("vu %d\u00a0fois", count) }

func sayStarted(place string) string { return "lancée à la " + place }

func sayIn(function string) string { return "dans " + function }

func sayState(state string) string { return "état pour Go\u00a0: " + state }

func sayTooMany(goroutines int) string {
	return fmt.Sprintf("%d groupes de goroutines sont trop pour un dessin\u00a0: les voici en tableau.", goroutines)
}

func sayTheirCode(groups int) string {
	return fmt.Sprintf("Le code où se trouvent ces %d groupes", groups)
}

// sayNumbers is the numbers of goroutines, in ascending order, with what
// follows on joined.
func sayNumbers(numbers []int) string {
	var runs []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		switch j - i {
		case 0:
			runs = append(runs, strconv.Itoa(numbers[i]))
		case 1:
			runs = append(runs, strconv.Itoa(numbers[i]), strconv.Itoa(numbers[j]))
		default:
			runs = append(runs, fmt.Sprintf("%d à %d", numbers[i], numbers[j]))
		}
		i = j + 1
	}
	if len(runs) == 1 && len(numbers) == 1 {
		return "numéro " + runs[0]
	}
	return "numéros " + strings.Join(runs, ", ")
}

// sayLesson is a sentence in three parts: what is before the notebook's title,
// the title, and what is after.
func sayLesson(l Lesson) (before, title, after string) {
	if l.File == "" {
		return "Le cahier «\u00a0", l.Title, "\u00a0» (à venir) l’expliquera."
	}
	number, _, _ := strings.Cut(l.File, "-")
	if _, err := strconv.Atoi(number); err != nil {
		return "Le cahier «\u00a0", l.Title, "\u00a0» l’explique."
	}
	return "Le cahier " + number + ", «\u00a0", l.Title, "\u00a0», l’explique."
}
