package show

import "fmt"

// What a student may read of this package, in French.
const messageLost = "show\u00a0: le superviseur de la cellule ne répond plus\u202f; les figures suivantes s’affichent en texte."

// unfinished is the title of a figure that is still being measured.
func unfinished(title string) string { return title + " (mesure en cours)" }

func messageInvalid(err error) string {
	return fmt.Sprintf("show\u00a0: %v", err)
}

func messageRefused(reason string) string {
	return fmt.Sprintf("show\u00a0: la figure n’a pas pu être dessinée (%s)\u202f; la voici en texte.", reason)
}

func messageUnwritable(err error) string {
	return fmt.Sprintf("show\u00a0: la figure n’a pas pu être écrite\u00a0: %v", err)
}
