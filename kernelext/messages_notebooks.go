package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// What the user reads of run, export and notebook.
const (
	shortRun = "Exécuter des cahiers et vérifier que chaque cellule fait ce qu’elle doit"
	longRun  = `Exécute des cahiers (tous, si aucun n’est nommé) dans le vrai noyau, du haut en bas, sans modifier les fichiers.

Un cahier se nomme par son chemin ou par son nom : « 04-mutex ».

Une cellule qui doit échouer l’annonce dans ses métadonnées (cahiers.expect : compile, panic, deadlock, race ou leak) ; elle est en faute si elle n’échoue pas, ou échoue autrement. Une seule cellule en faute, et le code de sortie est 1.`

	shortExport = "Exécuter des cahiers et en faire des pages HTML à distribuer"
	longExport  = `Exécute des cahiers (tous, si aucun n’est nommé) et en fait un dossier de pages HTML autonomes, avec un sommaire : une page par cahier, sans réseau, lisible sans script et imprimable.

Rien n’est écrit si une cellule ne fait pas ce qu’elle doit.`

	shortNotebook    = "Outils d’auteur"
	shortNotebookFmt = "Réécrire des cahiers sous leur forme canonique et dire ce qui ne va pas"

	flagJSON    = "écrire un compte rendu JSON sur la sortie standard"
	flagTimeout = "`temps` accordé à chaque cellule"
	flagOutput  = "`dossier` où écrire les pages"
	flagEdition = "`nom` de l’édition : eleve, enseignant ou toutes"

	msgShortTimeout   = "le délai d’une cellule est d’une seconde au moins (par exemple --timeout 90s)"
	msgNothingWritten = "Aucune page n’a été écrite : corrigez d’abord ces cellules."
	msgWhichNotebook  = "il faut nommer au moins un fichier .ipynb"
)

func errNoNotebooks(dir string) error {
	return fmt.Errorf("aucun cahier (.ipynb) dans %s", dir)
}

func errUnknownNotebook(name string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("le cahier « %s » n’existe pas", name)
	}
	names := make([]string, len(known))
	for i, path := range known {
		names[i] = strings.TrimSuffix(filepath.Base(path), ".ipynb")
	}
	return fmt.Errorf("le cahier « %s » n’existe pas ; il y a : %s", name, strings.Join(names, ", "))
}

func errUnknownEdition(name string) error {
	return fmt.Errorf("l’édition « %s » n’existe pas : eleve, enseignant ou toutes", name)
}

func msgExported(pages int, index string) string {
	if pages == 1 {
		return fmt.Sprintf("1 page et son sommaire : %s", index)
	}
	return fmt.Sprintf("%d pages et leur sommaire : %s", pages, index)
}

func errWhichNotebook() error { return errors.New(msgWhichNotebook) }

func msgMachine(goVersion, platform string, cores, procs int) string {
	text := fmt.Sprintf("%s, %s, %d cœurs, GOMAXPROCS %d", goVersion, platform, cores, procs)
	if cores == 1 {
		text = strings.Replace(text, "cœurs", "cœur", 1)
	}
	return text
}
