package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// What the user reads. No-break spaces are the typographer's.
const (
	shortRoot    = "Cahiers de concurrence Go : installer, ouvrir, exécuter et exporter le cours"
	shortLab     = "Ouvrir le cours dans JupyterLab (et l’installer la première fois)"
	shortInstall = "Installer le cours sans l’ouvrir"
	shortDoctor  = "Dire ce qui est là, ce qui manque et comment y remédier"
	shortVersion = "Afficher les versions"
	shortBench   = "Comparer notre noyau à GoNB seul, sur cette machine"
	shortHelp    = "Afficher l’aide d’une commande"

	longRoot = `Cahiers de concurrence Go : des cahiers Jupyter en français, avec des cellules Go vivantes.

Pour commencer : go run ./kernelext lab

Code de sortie : 0 si tout va bien, 1 si la commande a échoué, 2 si elle est mal écrite, 130 si elle a été interrompue.`

	longLab = `Installe ce qui manque (deux ou trois minutes la première fois, rien ensuite), puis ouvre JupyterLab, en français, sur le premier cahier, ou sur les cahiers d’un autre dossier.

Le serveur n’écoute que cette machine. Il s’arrête avec la commande, et tous ses noyaux avec lui.`

	longInstall = `Installe, dans le dossier .cahiers du dépôt et nulle part ailleurs, tout ce que « lab » demande : GoNB, goimports, gopls, un environnement Python avec JupyterLab, le noyau « Go (cahiers) » et des caches de compilation déjà chauds.

Ce qui est déjà fait et à jour n’est pas refait. Une installation interrompue reprend où elle s’était arrêtée. Le réseau n’est nécessaire que la première fois.`

	longBench = `Exécute les mêmes cellules, à tour de rôle, dans notre noyau et dans GoNB seul, et écrit une page Markdown : les durées et leurs rapports.

Ne rien faire d’autre sur la machine pendant ce temps : comptez trois à cinq minutes.`

	flagRounds = "`nombre` de mesures par cellule et par noyau"
	longDoctor = `Examine la machine et l’installation : ✓ ce qui est là, ✗ ce qui manque et sans quoi le cours ne marche pas, ! ce qui manque mais dont il se passe. Chaque manque dit son remède.

Ne modifie rien. Code de sortie : 1 s’il y a un ✗.`

	flagNoBrowser = "ne pas ouvrir de navigateur : afficher seulement l’adresse"
	flagPort      = "`numéro` de port ; sans cette option, le premier qui est libre à partir de 8888"
	flagIP        = "`adresse` d’écoute ; 0.0.0.0 dans un conteneur, et nulle part ailleurs"
	flagHelp      = "afficher l’aide de cette commande"

	msgInterrupted = "Interrompu. Tout ce qui avait été démarré est arrêté."
)

// usageTemplate and helpTemplate are cobra's, in French.
const (
	usageTemplate = `Utilisation :{{if .Runnable}}
  {{.UseLine}}{{if .HasAvailableFlags}} [options]{{end}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [commande]{{end}}{{if .HasExample}}

Exemples :
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Commandes :{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Options :
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

« {{.CommandPath}} help commande » affiche l’aide d’une commande.{{end}}
`
	helpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`
)

func msgError(err error) string { return fmt.Sprintf("Erreur : %v", err) }

func msgUsage(err error, cmd *cobra.Command) string {
	return fmt.Sprintf("Erreur : %v\nAide : %s --help", err, cmd.CommandPath())
}

func msgReady(dir string) string { return fmt.Sprintf("Le cours est prêt, dans %s.", dir) }

func msgVersion(revision, gonb, goVersion, goos, goarch string) string {
	if gonb == "" {
		gonb = "pas encore installé"
	}
	return fmt.Sprintf("cahiers %s, GoNB %s, %s (%s/%s)", revision, gonb, goVersion, goos, goarch)
}

func errUnknownCommand(name string, suggestions []string) error {
	if len(suggestions) == 0 {
		return fmt.Errorf("la commande « %s » n’existe pas", name)
	}
	return fmt.Errorf("la commande « %s » n’existe pas. Vouliez-vous dire « %s » ?", name, strings.Join(suggestions, " » ou « "))
}

// errFlag is what pflag says, in French.
func errFlag(err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("l’option « %s » n’existe pas", specified(unknown))
	case errors.As(err, &missing):
		return fmt.Errorf("l’option « %s » demande une valeur", specified(missing))
	case errors.As(err, &invalid):
		return fmt.Errorf("« %s » n’est pas une valeur possible de l’option « %s »", invalid.GetValue(), "--"+invalid.GetFlag().Name)
	}
	return fmt.Errorf("option illisible : %w", err)
}

// specified is an option as the user wrote it.
func specified(err interface {
	GetSpecifiedName() string
	GetSpecifiedShortnames() string
},
) string {
	if err.GetSpecifiedShortnames() != "" {
		return "-" + err.GetSpecifiedName()
	}
	return "--" + err.GetSpecifiedName()
}

func errNotAFolder(path string) error {
	return fmt.Errorf("le dossier « %s » n’existe pas", path)
}

func msgDefault(usage, value string) string {
	return fmt.Sprintf("%s (par défaut : %s)", usage, value)
}

func errUnexpectedArgument(arg string) error {
	return fmt.Errorf("argument inattendu : « %s »", arg)
}

// What the user reads of run, export and notebook.
const (
	shortRun = "Exécuter des cahiers et vérifier que chaque cellule fait ce qu’elle doit"
	longRun  = `Exécute des cahiers (tous, si aucun n’est nommé) dans le vrai noyau, du haut en bas, sans modifier les fichiers.

Un cahier se nomme par son chemin ou par son nom : « 04-mutex ».

Une cellule qui doit échouer l’annonce dans ses métadonnées (cahiers.expect : compile, panic, deadlock, race ou leak) ; elle est en faute si elle n’échoue pas, ou échoue autrement. Une seule cellule en faute, et le code de sortie est 1.`

	shortExport = "Exécuter des cahiers et en faire des pages HTML à distribuer"
	longExport  = `Exécute des cahiers (tous, si aucun n’est nommé) et en fait un dossier de pages HTML autonomes, avec un sommaire : une page par cahier, sans réseau, lisible sans script et imprimable.

Rien n’est écrit si une cellule ne fait pas ce qu’elle doit.`

	shortDemo = "Exécuter des cellules cassées et en montrer les dessins"
	longDemo  = `Exécute une cinquantaine de petites cellules, chacune cassée à sa façon (conditions de course, interblocages, fuites, paniques, erreurs de compilation), et en fait une page HTML où l’on voit tout ce que le noyau sait montrer.`

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
