package draw

import (
	"fmt"
	"strings"

	"cahiers/helpers/figure"
)

// What a reader may read of this package, in French.
const (
	dataSummary   = "Données"
	undecidedCell = "≈ indécis"
	blanksSummary = "Une valeur par colonne"

	sketchHint    = "Dessinez ce que vous attendez, à la souris ou au doigt, ou écrivez un nombre par colonne."
	sketchGroup   = "Votre courbe, un nombre par colonne"
	sketchClear   = "Effacer"
	sketchWrong   = "Il faut un nombre positif."
	sketchDone    = "Courbe complète\u00a0: exécutez la cellule qui mesure."
	sketchDoneOut = "Courbe complète\u00a0: la mesure s’affiche plus bas."

	curveName   = "votre courbe"
	answerClose = "Votre courbe suit la mesure, à 10\u202f% près."
	answerWait  = "La mesure s’affichera ici quand votre courbe sera dessinée, plus haut."
	answerShow  = "Voir la mesure"
)

// Sentences that the page completes: %s and %d stand for what it computes.
const (
	sketchProgress = "Points placés\u00a0: %d sur %d."
	tooHigh        = "%s\u00a0fois trop haut"
	tooLow         = "%s\u00a0fois trop bas"
)

// curveDistance says how far a curve is from what was measured: on average, and
// at the worst place.
func curveDistance(series string) string {
	measured := "de la mesure"
	if series != "" {
		measured = fmt.Sprintf("de «\u00a0%s\u00a0»", series)
	}
	return "Votre courbe est en moyenne à un facteur %s " + measured + "\u202f; au plus loin, à %s, %s."
}

func inMultiples(quantity string) string { return quantity + ", en multiples du premier point" }

func placed(axis, value string) string { return axis + "\u00a0: " + value }

// at names a place of an axis inside a sentence: « 64 goroutines ».
func at(axis figure.Axis, value string) string {
	title := strings.ToLower(axis.Title)
	if axis.Unit == figure.Count {
		return value + "\u00a0" + title
	}
	return fmt.Sprintf("%s (%s)", value, title)
}

// cellsBetween names the colour of the cells from one ratio to another.
func cellsBetween(sign, low, high string) string { return sign + " " + low + " à " + high }

// cellsBeyond names the colour of the cells farther from 1 than a ratio.
func cellsBeyond(sign, from string) string { return sign + " au-delà de " + from }
