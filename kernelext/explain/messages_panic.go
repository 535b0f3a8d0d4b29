package explain

import (
	"fmt"
	"regexp"
)

// A cause is the French of one message of the runtime or of package sync.
type cause struct {
	rule
	lesson int // the notebook that explains it; 0 is none
}

// causes are the messages that are explained. The first that matches holds.
func causes() []cause {
	return []cause{
		// Channels.
		{rule{regexp.MustCompile(`^send on closed channel$`), "Une goroutine envoie sur un canal qui est déjà fermé.", "Ne fermez un canal que du côté qui envoie, une fois tous les envois finis\u202f; quand plusieurs goroutines y envoient, attendez-les toutes avec un WaitGroup, puis fermez."}, aboutChannels},
		{rule{regexp.MustCompile(`^close of closed channel$`), "Ce canal était déjà fermé, et un canal ne se ferme qu’une fois.", "Confiez la fermeture à une seule goroutine, ou à un sync.Once."}, aboutChannels},
		{rule{regexp.MustCompile(`^close of nil channel$`), "Ce canal vaut nil\u00a0: il n’a jamais été créé.", "Créez-le avec make, avant de lancer les goroutines qui s’en servent."}, aboutChannels},
		{rule{regexp.MustCompile(`^makechan: size out of range$`), "La capacité donnée à make pour ce canal est négative, ou bien trop grande.", "Vérifiez ce nombre avant l’appel."}, aboutChannels},

		// Package sync.
		{rule{regexp.MustCompile(`^sync: negative WaitGroup counter$`), "Done a été appelé plus souvent que Add n’avait compté de goroutines.", "Appelez Add avant chaque instruction go, et Done une seule fois par goroutine, avec defer\u202f; ou lancez les goroutines par la méthode Go du WaitGroup, qui fait les deux."}, aboutGoroutines},
		{rule{regexp.MustCompile(`^sync: WaitGroup misuse: Add called concurrently with Wait$`), "Add a été appelé alors que Wait attendait déjà, et que le compte était à zéro.", "Appelez Add avant de lancer la goroutine, et non dans la goroutine elle-même."}, aboutGoroutines},
		{rule{regexp.MustCompile(`^(?:sync: )?WaitGroup is reused before previous Wait has returned$`), "Ce WaitGroup compte de nouvelles goroutines avant que l’appel de Wait d’avant ne soit revenu.", "Attendez le retour de Wait, ou prenez un autre WaitGroup pour la suite."}, aboutGoroutines},
		{rule{regexp.MustCompile(`^sync: unlock of unlocked mutex$`), "Unlock est appelé sur un verrou que personne ne tient\u00a0: il y a un Unlock de trop, Lock a été oublié, ou c’est une copie du verrou qui a été prise.", "Écrivez defer mu.Unlock() juste après mu.Lock(), et passez le verrou par pointeur."}, aboutMutex},
		{rule{regexp.MustCompile(`^sync: RUnlock of unlocked RWMutex$`), "RUnlock est appelé alors qu’aucune goroutine ne lit sous ce verrou.", "À chaque RLock répond un seul RUnlock\u202f; ce que Lock a pris, c’est Unlock qui le rend."}, aboutRWMutex},
		{rule{regexp.MustCompile(`^sync: Unlock of unlocked RWMutex$`), "Unlock est appelé alors qu’aucune goroutine n’écrit sous ce verrou.", "À chaque Lock répond un seul Unlock\u202f; ce que RLock a pris, c’est RUnlock qui le rend."}, aboutRWMutex},
		{rule{regexp.MustCompile(`^sync\.Cond is copied$`), "Ce sync.Cond a été copié après avoir servi.", "Passez-le par pointeur."}, 0},

		// Maps.
		{rule{regexp.MustCompile(`^concurrent map writes$`), "Deux goroutines écrivent en même temps dans la même map\u00a0: c’est une condition de course.", "Protégez tous les accès à la map par un même verrou."}, aboutRaces},
		{rule{regexp.MustCompile(`^concurrent map read and map write$`), "Une goroutine lit une map pendant qu’une autre y écrit\u00a0: c’est une condition de course.", "Protégez tous les accès à la map par un même verrou, lectures comprises\u202f; un sync.RWMutex laisse plusieurs goroutines lire à la fois."}, aboutRaces},
		{rule{regexp.MustCompile(`^concurrent map iteration and map write$`), "Une goroutine parcourt une map pendant qu’une autre y écrit\u00a0: c’est une condition de course.", "Tenez le verrou qui protège la map pendant tout le parcours, ou parcourez une copie."}, aboutRaces},
		{rule{regexp.MustCompile(`^concurrent map clone and map write$`), "Une goroutine copie une map pendant qu’une autre y écrit\u00a0: c’est une condition de course.", "Protégez tous les accès à la map par un même verrou."}, aboutRaces},
		{rule{regexp.MustCompile(`^assignment to entry in nil map$`), "Cette map vaut nil\u00a0: on peut la lire, mais rien ne peut y être rangé.", "Créez-la d’abord avec make, avant de lancer les goroutines qui s’en servent."}, 0},
		{rule{regexp.MustCompile(`^hash of unhashable type (?P<type>.+)$`), "Une clé de map doit pouvoir se comparer, et une valeur de type $1 ne le peut pas.", ""}, 0},

		// All of them wait.
		{rule{regexp.MustCompile(`^all goroutines are asleep - deadlock!$`), "Toutes les goroutines attendent, et plus aucune ne peut réveiller les autres\u00a0: c’est un interblocage.", ""}, 0},
		{rule{regexp.MustCompile(`^no goroutines \(main called runtime\.Goexit\) - deadlock!$`), "La goroutine principale a appelé runtime.Goexit, puis toutes les autres ont fini\u00a0: il n’y a plus rien à exécuter.", "Pour finir le programme, laissez main se terminer."}, 0},
		{rule{regexp.MustCompile(`^deadlock: .*bubble.*$`), "Dans l’essai de testing/synctest, toutes les goroutines qui restent attendent, et aucune ne peut plus réveiller les autres.", "Faites finir toutes les goroutines que l’essai lance."}, 0},

		// Values.
		{rule{regexp.MustCompile(`^invalid memory address or nil pointer dereference$`), "Cette ligne se sert d’un pointeur, d’une fonction ou d’une interface qui vaut nil.", "Donnez-lui une valeur avant de lancer les goroutines qui s’en servent, et vérifiez l’erreur d’un appel avant d’employer son résultat."}, 0},
		{rule{regexp.MustCompile(`^go of nil func value$`), "L’instruction go a reçu une fonction qui vaut nil.", "Donnez une valeur à cette variable avant de lancer la goroutine."}, aboutGoroutines},
		{rule{regexp.MustCompile(`^index out of range \[(?P<number>\d+)\] with length 0$`), "L’indice $1 n’existe pas\u00a0: il n’y a aucun élément.", sharedSlice}, aboutRaces},
		{rule{regexp.MustCompile(`^index out of range \[(?P<number>\d+)\] with length 1$`), "L’indice $1 n’existe pas\u00a0: il n’y a qu’un élément, à l’indice 0.", sharedSlice}, aboutRaces},
		{rule{regexp.MustCompile(`^index out of range \[(?P<number>\d+)\] with length (?P<number>\d+)$`), "L’indice $1 n’existe pas\u00a0: il y a $2 éléments, comptés à partir de 0.", sharedSlice}, aboutRaces},
		{rule{regexp.MustCompile(`^index out of range \[(?P<number>-\d+)\]$`), "L’indice $1 est négatif\u00a0: les éléments se comptent à partir de 0.", "Vérifiez le calcul de cet indice."}, 0},
		{rule{regexp.MustCompile(`^slice bounds out of range \[::?(?P<number>\d+)\] with length (?P<number>\d+)$`), "La tranche demandée finit à $1, mais la longueur n’est que de $2.", sharedSlice}, aboutRaces},
		{rule{regexp.MustCompile(`^slice bounds out of range \[::?(?P<number>\d+)\] with capacity (?P<number>\d+)$`), "La tranche demandée finit à $1, mais la capacité n’est que de $2.", sharedSlice}, aboutRaces},
		{rule{regexp.MustCompile(`^slice bounds out of range \[:?(?P<number>\d+):(?P<number>\d+):?\]$`), "La tranche demandée commence à $1, après sa fin, qui est à $2.", "Vérifiez le calcul de ces bornes."}, 0},
		{rule{regexp.MustCompile(`^slice bounds out of range \[:{0,2}(?P<number>-\d+):{0,2}\]$`), "La borne $1 de cette tranche est négative.", "Vérifiez le calcul de cette borne."}, 0},
		{rule{regexp.MustCompile(`^integer divide by zero$`), "Un entier est divisé par zéro.", "Vérifiez le diviseur avant de diviser\u202f; s’il est partagé, une autre goroutine a pu le changer entre-temps."}, 0},
		{rule{regexp.MustCompile(`^negative shift amount$`), "Un entier est décalé d’un nombre négatif de bits.", ""}, 0},
		{rule{regexp.MustCompile(`^(?:makeslice|growslice): (?:len|cap) out of range$`), "La longueur demandée pour cette tranche est négative, ou bien trop grande.", "Vérifiez ce nombre avant l’appel."}, 0},
		{rule{regexp.MustCompile(`^interface conversion: .+ is nil, not (?P<type>.+)$`), "L’interface vaut nil, et l’assertion veut une valeur de type $1.", askOk}, 0},
		{rule{regexp.MustCompile(`^interface conversion: (?P<type>.+) is not (?P<type>.+): missing method (\S+)$`), "L’interface contient une valeur de type $1, qui n’a pas la méthode $3 que demande $2.", askOk}, 0},
		{rule{regexp.MustCompile(`^interface conversion: .+ is (?P<type>.+), not (?P<type>.+)$`), "L’interface contient une valeur de type $1, et l’assertion en veut une de type $2.", askOk}, 0},
		{rule{regexp.MustCompile(`^comparing uncomparable type (?P<type>.+)$`), "Deux interfaces sont comparées, et elles contiennent des valeurs de type $1, qui ne se comparent pas.", ""}, 0},
		{rule{regexp.MustCompile(`^\((?P<type>\S+)\) 0x[0-9a-f]+$`), "Le programme a appelé panic avec une valeur de type $1, dont Go n’écrit que l’adresse.", "Donnez à panic une erreur ou un texte."}, 0},
		{rule{regexp.MustCompile(`^panic called with nil argument.*$`), "Le programme a appelé panic avec nil.", "Donnez à panic une erreur ou un texte, qui dise ce qui n’allait pas."}, 0},

		// Other packages of the course.
		{rule{regexp.MustCompile(`^non-positive interval for (\S+)$`), "La durée donnée à $1 est nulle ou négative.", "Donnez-lui une durée positive."}, 0},
		{rule{regexp.MustCompile(`^cannot create context from nil parent$`), "Ce contexte est dérivé d’un contexte qui vaut nil.", "Passez context.Background() quand il n’y en a pas d’autre."}, aboutLeaks},
		{rule{regexp.MustCompile(`^semaphore: released more than held$`), "Release rend au sémaphore plus que ce que Acquire avait pris.", "À chaque Acquire répond un seul Release, du même poids."}, aboutPatterns},

		// Resources.
		{rule{regexp.MustCompile(`^stack overflow$`), "Une fonction s’appelle elle-même sans fin\u00a0: la pile de sa goroutine a dépassé la limite.", "Vérifiez la condition qui doit arrêter la récursion."}, 0},
		{rule{regexp.MustCompile(`^(?:runtime: )?(?:out of memory|cannot allocate memory).*$`), "La mémoire manque\u00a0: le programme en demande plus que la machine n’en a.", "Limitez le nombre de goroutines, et la taille de ce qu’elles gardent."}, aboutPatterns},
		{rule{regexp.MustCompile(`^thread exhaustion$`), "Trop de goroutines sont bloquées à la fois dans des appels du système, et chacune y occupe un thread.", "Limitez leur nombre, par exemple par un canal à tampon."}, aboutPatterns},
	}
}

const (
	sharedSlice = "Vérifiez le calcul de l’indice\u202f; si plusieurs goroutines changent la tranche, protégez-la par un verrou, car sa longueur a pu changer entre-temps."
	askOk       = "Demandez d’abord si c’est possible, avec v, ok := x.(T), puis regardez ok."

	panickedAgain     = "Une fonction différée l’avait rattrapée par recover, puis a relancé la même panique."
	panickedMeanwhile = "Une autre panique a suivi, dans une fonction différée par defer\u00a0: c’est la première qu’il faut d’abord comprendre."
)

func explainedIn(number int, title string) string {
	return fmt.Sprintf("Le cahier %02d, «\u00a0%s\u00a0», l’explique.", number, title)
}

// repeatedly is behind a line of a stack that follows itself: the runtime leaves
// out some of a deep stack, so nobody knows how often.
const repeatedly = " (plusieurs\u00a0fois)"
