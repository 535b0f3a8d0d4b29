package explain

import (
	"fmt"
	"regexp"
	"strings"
)

// vetRules are the wordings of the analyzers that are said in French.
func vetRules() []rule {
	return []rule{
		{regexp.MustCompile(`^func passes lock by value: (?P<lock>.+)$`), "Cette fonction reçoit une copie $1.", takePointer},
		{regexp.MustCompile(`^(\S+) passes lock by value: (?P<lock>.+)$`), "La fonction $1 reçoit une copie $2.", takePointer},
		{regexp.MustCompile(`^(?:assignment|variable declaration) copies lock value to _: (?P<lock>.+)$`), "Cette ligne fait une copie $1.", "Prenez un pointeur."},
		{regexp.MustCompile(`^(?:assignment|variable declaration) copies lock value to (.+?): (?P<lock>.+)$`), "Cette ligne met dans $1 une copie $2.", "Mettez-y un pointeur."},
		{regexp.MustCompile(`^for loop iteration copies lock value to (.+?): (?P<lock>.+)$`), "À chaque tour de la boucle, $1 reçoit une copie $2.", "Déclarez-la avant la boucle, ou prenez un pointeur."},
		{regexp.MustCompile(`^range var (.+?) copies lock: (?P<lock>.+)$`), "À chaque tour de la boucle, $1 reçoit une copie $2.", "Parcourez les indices, ou rangez des pointeurs."},
		{regexp.MustCompile(`^call of (.+) copies lock value: (?P<lock>.+)$`), "L’appel de $1 passe une copie $2.", "Passez un pointeur."},
		{regexp.MustCompile(`^return copies lock value: (?P<lock>.+)$`), "Ce return rend une copie $1.", "Rendez un pointeur."},
		{regexp.MustCompile(`^literal copies lock value from (.+?): (?P<lock>.+)$`), "Cette structure contient une copie $2, celle de $1.", "Mettez-y un pointeur."},

		{regexp.MustCompile(`^the cancel function returned by (\S+) should be called, not discarded, to avoid a context leak$`), "La fonction d’annulation que rend $1 est jetée.", "Recevez-la dans une variable, cancel, puis écrivez defer cancel()."},
		{regexp.MustCompile(`^the (\S+) function is not used on all paths \(possible context leak\)$`), "La fonction d’annulation $1 n’est pas toujours appelée.", "Écrivez defer $1() sur la ligne suivante."},

		{regexp.MustCompile(`^loop variable (\S+) captured by func literal$`), "La fonction se sert de la variable $1 de la boucle, que chaque tour change.", "Passez $1 en argument à la fonction, ou copiez-la dans une variable déclarée dans la boucle."},

		{regexp.MustCompile(`^WaitGroup\.Add called from inside new goroutine$`), "Add est appelé dans la goroutine elle-même, donc trop tard.", "Appelez-le avant l’instruction go, ou lancez la goroutine par la méthode Go du WaitGroup."},
	}
}

const takePointer = "Donnez-lui un pointeur."

// copied is what a copy is of: a type, or that and the lock somewhere in it.
func copied(types string) string {
	names := lockPath(types)
	if len(names) == 1 {
		return "d’une valeur de type " + names[0]
	}
	return fmt.Sprintf("d’une valeur de type %s, qui contient une valeur de type %s", names[0], names[len(names)-1])
}

// lostAt says where a context is left without having been cancelled.
func lostAt(name string) string {
	return "Elle ne l’est pas quand le return de la " + name + " est atteint."
}

func warningTitle(notes []warning) string {
	if len(notes) == 1 {
		return "go vet met en garde\u00a0: " + warningKind(notes[0].analyzer, notes[0].English)
	}
	return fmt.Sprintf("%d\u00a0mises en garde de go vet", len(notes))
}

func warningAlt(notes []warning) string {
	names := make([]string, len(notes))
	for i, n := range notes {
		names[i] = n.At.Name
	}
	return "Lignes de la cellule que go vet signale\u00a0: " + strings.Join(names, ", ") + "."
}

// warningKind is what an analyzer warns of.
func warningKind(analyzer, english string) string {
	switch {
	case analyzer == "copylocks" && isLocking.MatchString(english):
		return "un verrou est copié"
	case analyzer == "copylocks":
		return "une valeur qui ne doit pas être copiée l’est"
	case analyzer == "lostcancel":
		return "un contexte n’est pas toujours annulé"
	case analyzer == "loopclosure":
		return "une fonction se sert de la variable d’une boucle"
	default:
		return "une goroutine est comptée trop tard"
	}
}

// warningReason is why what an analyzer warns of is wrong.
func warningReason(analyzer, english string) string {
	switch analyzer {
	case "copylocks":
		if isLocking.MatchString(english) {
			return "Une copie a son propre état\u00a0: verrouiller l’une ne verrouille pas l’autre."
		}
		return "Une copie a son propre état\u00a0: ce qui change dans l’une ne change pas dans l’autre."
	case "lostcancel":
		return "Un contexte qui n’est pas annulé garde ses ressources, et les goroutines qui l’attendent, jusqu’à l’échéance ou l’annulation de son parent."
	case "loopclosure":
		return "Avant Go 1.22, tous les tours d’une boucle ont la même variable\u00a0: la fonction y lit la valeur qu’elle a quand elle s’exécute, souvent la dernière."
	default:
		return "Wait peut revenir avant que la goroutine n’ait commencé, et ne l’attend alors pas."
	}
}

func warningLesson(analyzer string) int {
	switch analyzer {
	case "copylocks":
		return aboutMutex
	case "lostcancel":
		return aboutLeaks
	default:
		return aboutGoroutines
	}
}
