package outcome

import "fmt"

// The French of this package.
const msgNoError = "elle devait échouer (raises-exception) et elle a réussi"

// msgGot says what happened to a cell that should have succeeded.
func msgGot(o Outcome) string {
	switch o {
	case Compile:
		return "elle ne compile pas"
	case Panic:
		return "elle a paniqué"
	case Deadlock:
		return "elle finit en interblocage"
	case Race:
		return "le détecteur a vu une condition de course"
	case Leak:
		return "elle laisse fuir des goroutines"
	case Exit:
		return "son programme a fini en erreur"
	case Timeout:
		return "elle a dépassé son délai et a été interrompue"
	case Dead:
		return "le noyau a cessé de répondre pendant qu’elle tournait"
	case NotRun:
		return "elle n’a pas tourné, le noyau n’était plus là"
	default:
		return "le noyau l’a refusée"
	}
}

// announced says what a cell is meant to end in.
func announced(o Outcome) string {
	switch o {
	case Compile:
		return "elle devait ne pas compiler"
	case Panic:
		return "elle devait paniquer"
	case Deadlock:
		return "elle devait finir en interblocage"
	case Race:
		return "elle devait montrer une condition de course"
	case Leak:
		return "elle devait laisser fuir des goroutines"
	default:
		return fmt.Sprintf("elle annonce %q, que je ne connais pas", string(o))
	}
}

func msgInsteadOfSuccess(want Outcome) string {
	return announced(want) + ", et elle a fini sans erreur"
}

func msgInstead(want, got Outcome) string {
	return announced(want) + ", mais " + msgGot(got)
}
