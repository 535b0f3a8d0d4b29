package notebook

import "fmt"

// The French of this package.
const (
	msgFormat        = "ce fichier n’est pas un cahier Jupyter lisible"
	msgTrailing      = "du texte suit la fin du JSON"
	msgSource        = "le texte de la cellule manque ou n’est ni une chaîne ni une liste de chaînes"
	msgOutput        = "une sortie n’est pas à sa place ou n’est pas un objet JSON"
	msgHasOutputs    = "elle a des sorties : un cahier se dépose sans elles"
	msgEmpty         = "elle est vide"
	msgNoTitle       = "aucun titre de niveau 1 (« # Titre ») dans le cahier"
	msgNotCanonical  = "le fichier n’est pas sous sa forme canonique : « go run ./kernelext notebook fmt FICHIER » la lui donne"
	msgExpectOnText  = "cahiers.expect n’a de sens que sur une cellule de code"
	msgExpectMissing = "elle porte l’étiquette raises-exception mais ne dit pas, dans cahiers.expect, comment elle doit échouer"
)

func msgCell(number int) string { return fmt.Sprintf("cellule %d", number) }

func msgVersion(v int) string {
	return fmt.Sprintf("nbformat vaut %d, il faut 4", v)
}

func msgKind(kind string) error { return fmt.Errorf("cell_type inconnu : %q", kind) }

func msgBadID(id string) string {
	return fmt.Sprintf("son identifiant %q n’est pas valable", id)
}

func msgSameID(id string, first int) string {
	return fmt.Sprintf("son identifiant %q est déjà celui de la cellule %d", id, first)
}

func msgTooLong(n, limit int) string {
	return fmt.Sprintf("elle a %d lignes, la limite est de %d", n, limit)
}

func msgUnknownExpect(e Expectation) string {
	return fmt.Sprintf("cahiers.expect vaut %q, valeur inconnue", e)
}

func msgTagMissing(e Expectation) string {
	return fmt.Sprintf("cahiers.expect vaut %q : il faut aussi l’étiquette raises-exception", e)
}

func msgTagTooMuch(e Expectation) string {
	return fmt.Sprintf("cahiers.expect vaut %q : la cellule finit bien, l’étiquette raises-exception est de trop", e)
}
