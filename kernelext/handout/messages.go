package handout

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"cahiers/kernelext/notebook"
)

// The French of this package, but for that of the pages' templates.
const (
	msgPage              = "la page ne peut pas être faite"
	msgNote              = "Note pour l’enseignant"
	msgCourse            = "Cahiers de concurrence Go"
	msgCourseDescription = "Apprendre la concurrence en Go en mesurant : des cahiers à lire, à imprimer et à exécuter."
	msgFigure            = "une figure ne peut pas être dessinée : "
	msgNoAlt             = "une image n’a pas de texte de remplacement"
)

func msgAbout(slug string) string { return fmt.Sprintf("(%s) : ", slug) }

func msgImage(src string) error {
	return fmt.Errorf("l’image %s n’a pas pu être mise dans la page : il faut un fichier du dossier images, lisible", src)
}

// msgCellLine stands in a stack trace in place of a temporary path.
func msgCellLine(line string) string { return "cellule, ligne " + line }

// msgOutput labels what a cell put out, and says when it was meant to fail.
func msgOutput(e notebook.Expectation) string {
	switch e {
	case notebook.Success:
		return "Sortie"
	case notebook.Compile:
		return "Sortie · erreur de compilation voulue"
	case notebook.Panic:
		return "Sortie · panique voulue"
	case notebook.Deadlock:
		return "Sortie · interblocage voulu"
	case notebook.Race:
		return "Sortie · condition de course voulue"
	case notebook.Leak:
		return "Sortie · fuite de goroutines voulue"
	}
	return "Sortie"
}

func msgConvert(err error, noise string) error {
	noise = strings.TrimSpace(noise)
	if err == nil {
		return fmt.Errorf("nbconvert n’a pas rendu les pages\n%s", noise)
	}
	return fmt.Errorf("nbconvert a échoué : %w\n%s", err, noise)
}

func msgTemporary(err error) error {
	return fmt.Errorf("le dossier temporaire ne se laisse pas écrire (libérez de la place, ou changez TMPDIR) : %w", err)
}

// msgWrite says why the pages are not in dir, and what to do.
func msgWrite(dir string, err error) error {
	advice := "choisissez un autre dossier avec -o"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		advice = "le disque est plein, libérez de la place ou choisissez un autre dossier avec -o"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		advice = "vous n’avez pas le droit d’y écrire, choisissez un autre dossier avec -o"
	}
	return fmt.Errorf("les pages n’ont pas pu être écrites dans %s (%s) : %w", dir, advice, err)
}

// msgDate writes « 2 mars 2026 à 9 h 05 ».
func msgDate(t time.Time) string {
	months := [...]string{
		"janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre", "décembre",
	}
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return fmt.Sprintf("%s %s %d à %d h %02d", day, months[t.Month()-1], t.Year(), t.Hour(), t.Minute())
}
