package explain

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// cannotRun says why no cell can run.
func cannotRun(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return diskFull
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("La cellule n’a pas pu être exécutée, car le dossier temporaire ne se laisse pas écrire (%v). Donnez à TMPDIR un dossier où vous pouvez écrire, puis redémarrez le noyau.", err)
	default:
		return fmt.Sprintf("La cellule n’a pas pu être exécutée\u00a0: %v.", err)
	}
}

const diskFull = "Le disque est plein\u00a0: la cellule n’a pas pu être compilée. Libérez de la place, puis relancez-la."

// refused says what GoNB had against a cell.
func refused(why string) string {
	if strings.Contains(why, "wasm_exec.js") {
		return "Une cellule pour le navigateur ne fonctionne pas avec Go 1.24 et les suivants\u00a0: GoNB cherche wasm_exec.js, un fichier de Go, à son ancienne place."
	}
	for _, denied := range []error{syscall.EACCES, syscall.EROFS} {
		if strings.Contains(why, denied.Error()) {
			return fmt.Sprintf("La cellule n’a pas pu être exécutée, car un fichier ne se laisse pas écrire (%s).", why)
		}
	}
	return why
}

const cellInterrupted = "Cellule interrompue."

func exited(status string) string {
	return fmt.Sprintf("Le programme de la cellule s’est terminé avec l’état %s.", status)
}

func killed(signal string) string {
	if strings.HasPrefix(signal, syscall.SIGKILL.String()) {
		return "Le programme de la cellule a été tué par le système\u00a0: il a peut-être manqué de mémoire."
	}
	return fmt.Sprintf("Le programme de la cellule a été arrêté par le signal «\u00a0%s\u00a0».", signal)
}

func goSays(english string) string { return "Go dit\u00a0: " + english }

func lineOfCell(line int) string { return fmt.Sprintf("ligne %d", line) }

func lineOfOther(cell, line int) string { return fmt.Sprintf("cellule %d, ligne %d", cell, line) }

func moreLines(n int) string { return fmt.Sprintf("… et %d lignes de plus", n) }

func startedAt(place string) string { return "lancée à la " + place }

// red, dim and bold are how a traceback stresses, in every reader of notebooks and
// in terminals.
func red(text string) string  { return "\x1b[31m" + text + "\x1b[39m" }
func dim(text string) string  { return "\x1b[2m" + text + "\x1b[22m" }
func bold(text string) string { return "\x1b[1m" + text + "\x1b[22m" }
