package install

import (
	"fmt"
	"strings"
	"time"
)

// What the user reads. No-break spaces are the typographer's.
const (
	titleCahiers = "Le programme cahiers"
	titleGonb    = "GoNB, le noyau Go"
	titleTools   = "gopls et goimports"
	titleCells   = "La bibliothèque standard et les paquets du cours"
	titleGopls   = "L’index de la complétion"
	titleLeaks   = "Les mêmes avec le profil des fuites de goroutines"
	titleRace    = "Les mêmes avec le détecteur de conditions de course"
	titleJupyter = "Le noyau « Go (cahiers) » et les réglages de JupyterLab"

	msgNoGo        = "La commande « go » est introuvable ou ne répond pas."
	msgNoPython    = "Python 3 est introuvable."
	msgCannotWrite = "Impossible d’écrire dans le dossier .cahiers."

	adviceGo       = "Installez Go 1.26 ou plus récent (https://go.dev/dl/), puis recommencez."
	advicePython   = "Installez Python 3.10 ou plus récent (Debian, Ubuntu : sudo apt install python3 python3-venv ; macOS : brew install python), puis recommencez."
	adviceVenv     = "Sous Debian ou Ubuntu : sudo apt install python3-venv. Puis recommencez."
	adviceNetwork  = "Le réseau ne répond pas. L’installation en a besoin une seule fois, pour télécharger ce qui manque ; ensuite, tout fonctionne hors ligne. Vérifiez la connexion (ou le proxy), puis recommencez : ce qui est déjà fait ne sera pas refait."
	adviceDisk     = "Le disque est plein : l’installation demande environ 2 Go. Libérez de la place, puis recommencez : ce qui est déjà fait ne sera pas refait."
	adviceReadOnly = "Le dossier du cours n’est pas accessible en écriture. Vérifiez ses droits, ou clonez le dépôt dans un dossier à vous, puis recommencez."
	adviceHash     = "Un fichier téléchargé n’est pas celui que le dépôt attend (somme de contrôle différente). Un proxy l’a peut-être altéré : essayez depuis un autre réseau."
	adviceMemory   = "La mémoire a manqué. Fermez d’autres programmes (ou donnez au moins 2 Go au conteneur), puis recommencez."
)

func titlePython(version string) string {
	return fmt.Sprintf("JupyterLab, avec Python %s", version)
}

func msgOldGo(found string) string {
	return fmt.Sprintf("Ce cours demande Go %s ou plus récent ; la machine a %s.",
		strings.TrimSuffix(strings.TrimPrefix(minGo, "go"), ".0"), strings.TrimPrefix(found, "go"))
}

func msgOldPython(found string) string {
	return fmt.Sprintf("Ce cours demande Python 3.%d ou plus récent ; la machine a Python %s.", minPython%100, found)
}

func msgNoVenv(python string) string {
	return fmt.Sprintf("Python (%s) n’a pas de quoi créer un environnement virtuel : il lui manque le module venv ou ensurepip.", python)
}

func msgStepFailed(title string) string {
	return fmt.Sprintf("L’étape « %s » a échoué.", title)
}

func msgLog(path string) string { return fmt.Sprintf("Détails : %s", path) }

func msgLastLines(lines string, err error) string {
	return strings.TrimSpace(fmt.Sprintf("%s\n%v", lines, err))
}

func msgWaiting(holder int) string {
	if holder == 0 {
		return "Une autre installation est en cours dans ce dossier : nous attendons qu’elle finisse."
	}
	return fmt.Sprintf("Une autre installation est en cours dans ce dossier (processus %d) : nous attendons qu’elle finisse.", holder)
}

func msgInstalled(elapsed time.Duration) string {
	return fmt.Sprintf("Installation terminée en %s.", seconds(elapsed))
}

// seconds writes a duration for a reader: 0,4 s, 12 s, 2 min 05 s.
func seconds(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return strings.Replace(fmt.Sprintf("%.1f s", d.Seconds()), ".", ",", 1)
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	whole := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d min %02d s", whole/60, whole%60)
}

func errNotARepository(dir string) error {
	return &UserError{
		Summary: fmt.Sprintf("« %s » n’est pas dans un clone des Cahiers de concurrence Go.", dir),
		Advice:  "Placez-vous dans le dossier cloné, puis recommencez.",
	}
}

func errNotInstalled(err error) error {
	return &UserError{
		Summary: "L’installation n’est pas faite.",
		Advice:  "Lancez : go run ./kernelext install",
		Err:     err,
	}
}
