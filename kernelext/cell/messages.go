package cell

import "fmt"

const (
	noAnswer = "aucune réponse après 10\u00a0s"
	tooLong  = "la figure est trop grande (plus de 16\u00a0Mo)\u00a0: donnez-lui moins de points"
)

func cannotStart(err error) string {
	return fmt.Sprintf("Le programme de la cellule n’a pas pu démarrer\u00a0: %v.", err)
}

func pageLost(err error) string {
	return fmt.Sprintf("le cahier ne répond pas (%v)", err)
}

func displayLost(err error) string {
	return fmt.Sprintf("La suite des affichages de la cellule est perdue\u00a0: %v.", err)
}

func filmLost(err error) string {
	return fmt.Sprintf("Le film de la cellule n’a pas pu être lu\u00a0: %v.", err)
}
