package figure

import "fmt"

// What a student may read of this package, in French.
const (
	notANumber    = "–"
	columnSeries  = "Série"
	columnLow     = "Bas"
	columnHigh    = "Haut"
	columnSamples = "Échantillons"
	about         = "≈" + NoBreak

	missingTitle   = "le titre manque"
	missingCaption = "la légende manque (ce qui est mesuré, sur quelle machine, avec combien d’échantillons)"
	missingAlt     = "le texte de remplacement manque (ce que montre le dessin, pour qui ne le voit pas)"
	missingSeries  = "il n’y a aucune série à dessiner"

	unsketchable = "une courbe à dessiner demande une seule série, de deux points au moins, dans l’ordre, dont un au moins est libre entre deux bornes (en échelle logarithmique, au plus vingt doublements)"
)

func invalidFigure(title string) string {
	return fmt.Sprintf("figure «\u00a0%s\u00a0» impossible à dessiner", title)
}

func unknownKind(k Kind) string {
	return fmt.Sprintf("le genre de figure %q est inconnu", k)
}

func toDraw(title string) string { return "À dessiner\u00a0: " + title }

func missingAxisTitle(name string) string {
	return fmt.Sprintf("l’axe %s n’a pas de titre", name)
}

func unknownUnit(name string, u Unit) string {
	return fmt.Sprintf("l’axe %s a une unité inconnue, %q", name, u)
}

func unknownScale(name string, s Scale) string {
	return fmt.Sprintf("l’axe %s a une échelle inconnue, %q", name, s)
}

func missingLabels(name string) string {
	return fmt.Sprintf("l’axe %s est fait de catégories, mais aucune n’a de nom", name)
}

func wrongScale(k Kind, name string, s Scale) string {
	return fmt.Sprintf("une figure %q ne se dessine pas avec l’échelle %q sur l’axe %s", k, s, name)
}

func wrongUnit(k Kind, u Unit) string {
	return fmt.Sprintf("une figure %q montre des rapports, pas l’unité %q", k, u)
}

func unnamedSeries(i int) string {
	return fmt.Sprintf("la série n°\u202f%d n’a pas de nom", i+1)
}

func unknownRole(name string, r Role) string {
	return fmt.Sprintf("«\u00a0%s\u00a0» a un rôle inconnu, %q", name, r)
}

func unknownPrimitive(name string, p Primitive) string {
	return fmt.Sprintf("la série «\u00a0%s\u00a0» parle d’une primitive inconnue, %q", name, p)
}

func notFinite(name string, i int) string {
	return fmt.Sprintf("série «\u00a0%s\u00a0», point n°\u202f%d\u00a0: un nombre n’est pas fini", name, i+1)
}

func notPositive(name string, i int) string {
	return fmt.Sprintf("série «\u00a0%s\u00a0», point n°\u202f%d\u00a0: une échelle logarithmique demande des nombres positifs", name, i+1)
}

func noSuchLabel(name string, i int) string {
	return fmt.Sprintf("série «\u00a0%s\u00a0», point n°\u202f%d\u00a0: aucune catégorie ne porte ce numéro", name, i+1)
}

func crossedBounds(name string, i int) string {
	return fmt.Sprintf("série «\u00a0%s\u00a0», point n°\u202f%d\u00a0: la borne basse dépasse la haute", name, i+1)
}

func emptyBin(name string, i int) string {
	return fmt.Sprintf("série «\u00a0%s\u00a0», point n°\u202f%d\u00a0: une barre d’histogramme va d’une borne basse à une borne haute", name, i+1)
}

func badMark(name string) string {
	return fmt.Sprintf("le repère «\u00a0%s\u00a0» n’a pas de place sur les axes", name)
}

func unknownOutcome(o Outcome) string {
	return fmt.Sprintf("une conclusion a une issue inconnue, %q", o)
}

func unnamedPoint(label, value string) string {
	return label + "\u00a0: " + value
}

func between(low, high string) string {
	return low + " à " + high
}
