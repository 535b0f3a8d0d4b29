package doctor

import (
	"fmt"
	"strings"

	"cahiers/kernelext/install"
)

const (
	nameGo        = "Go"
	nameRace      = "Détecteur de conditions de course"
	namePython    = "Python"
	nameInstall   = "Installation"
	nameKernel    = "Noyau connu de Jupyter"
	nameDisk      = "Espace disque"
	namePort      = "Port"
	nameProcessor = "Processeur"
	nameChromium  = "Chromium"
	nameHunspell  = "Hunspell"

	detailCompiler   = "un compilateur C est là"
	detailNoCompiler = "pas de compilateur C : les cellules -race ne fonctionneront pas, le reste du cours, si"
	detailDone       = "fait"
	detailToDo       = "à faire"
	detailStale      = "fait, mais les sources ou les versions ont changé depuis ; « lab » le refera"
	detailNoKernel   = "absent"
	detailForTests   = "absent ; seuls les tests du projet s’en servent"

	adviceCompiler  = "Debian, Ubuntu : sudo apt install gcc libc6-dev ; macOS : xcode-select --install. Puis : go run ./kernelext install"
	adviceInstall   = "go run ./kernelext install"
	adviceDisk      = "L’installation demande environ 2 Go : libérez de la place."
	adviceThrottled = "Les mesures resteront justes, mais plus bruitées : Go se croit plus de processeurs que le conteneur n’en accorde."
	adviceChromium  = "Pour les lancer tous : sudo apt install chromium"
	adviceHunspell  = "Pour les lancer tous : sudo apt install hunspell hunspell-fr"
)

func goDetail(env install.GoEnv) string {
	return fmt.Sprintf("%s (%s)", strings.TrimPrefix(env.Goversion, "go"), env.Go)
}

func pythonDetail(python install.Python) string {
	return fmt.Sprintf("%s (%s), avec venv", python.Version, python.Executable)
}

func detailDisk(free float64) string {
	return strings.Replace(fmt.Sprintf("%.1f Go libres", free/1e9), ".", ",", 1)
}

func detailPortBusy(port int) string {
	return fmt.Sprintf("%d est pris ; « lab » prendra le premier qui est libre après lui", port)
}

func detailPortFree(port int) string { return fmt.Sprintf("%d est libre", port) }

func detailProcessor(cores, procs int) string {
	return fmt.Sprintf("%d cœurs, GOMAXPROCS = %d", cores, procs)
}

func detailThrottled(procs int, limit float64) string {
	return strings.Replace(fmt.Sprintf("GOMAXPROCS = %d, mais le conteneur n’accorde que %.1f processeur", procs, limit), ".", ",", 1)
}

func about(name, detail string) string { return fmt.Sprintf("%s : %s", name, detail) }

// Verdict is the last line of the examination.
func Verdict(healthy bool) string {
	if healthy {
		return "Tout ce qu’il faut est là. Pour commencer : go run ./kernelext lab"
	}
	return "Il manque quelque chose : suivez les flèches."
}
