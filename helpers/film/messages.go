package film

import "fmt"

// What a student may read of this package, in French.
const (
	messageNoNotebook = "film\u00a0: un film se voit dans un cahier\u202f; ici, la fonction s’exécute sans être filmée."
	messageSecond     = "film\u00a0: une cellule n’a qu’un film, celui du premier film.Show\u202f; cette fonction s’exécute sans être filmée."
	messageBusy       = "film\u00a0: le programme enregistre déjà une trace (runtime/trace)\u202f; la fonction s’exécute sans être filmée."
)

func messageUnwritable(err error) string {
	return fmt.Sprintf("film\u00a0: le film n’a pas pu être enregistré (%v)\u202f; la fonction s’exécute sans être filmée.", err)
}
