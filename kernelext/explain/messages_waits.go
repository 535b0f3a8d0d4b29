package explain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cahiers/kernelext/sight"
	"cahiers/kernelext/stacks"
)

// lessons are the notebooks of the course, by their numbers.
var lessons = map[int]sight.Lesson{
	2: {Title: "Goroutines", File: "02-goroutines.ipynb"},
	3: {Title: "Conditions de course", File: "03-conditions-de-course.ipynb"},
	4: {Title: "sync.Mutex", File: "04-mutex.ipynb"},
	5: {Title: "sync.RWMutex", File: "05-rwmutex.ipynb"},
	6: {Title: "sync/atomic", File: "06-atomic.ipynb"},
	7: {Title: "Channels", File: "07-channels.ipynb"},
	8: {Title: "Motifs de concurrence", File: "08-motifs.ipynb"},
	9: {Title: "Annulation et erreurs", File: "09-contexte-et-erreurs.ipynb"},
}

const (
	stuckTitle     = "Là où la cellule attendait"
	nothingWaits   = "Aucune goroutine n’attendait les autres\u00a0: le programme calculait, dormait ou attendait de l’extérieur."
	inferredCaveat = "Go ne dit pas qui tient un verrou\u00a0: les liens en tirets sont déduits de votre code."
	noLeakSentence = "À la fin de main, Go n’a trouvé aucune goroutine bloquée sur ce que plus rien n’atteint."
	noLeakAlt      = "Pas de schéma\u00a0: aucune fuite de goroutine n’a été vue."
	leakRepair     = "Une goroutine qui attend pour toujours garde sa mémoire jusqu’à la fin du programme. Donnez-lui toujours une issue\u00a0: un canal que l’on ferme, un contexte que l’on annule, un verrou que l’on rend, un Done pour chaque Add."

	nobodyReceives = "personne ne reçoit"
	nobodySends    = "personne n’envoie ni ne ferme"
	neverZero      = "n’arrive pas à zéro"
	holderUnknown  = "on ne sait pas qui le tient"
	neverComes     = "rien n’en viendra jamais"
	sameOrder      = "Faites prendre ces verrous dans le même ordre par toutes les goroutines\u00a0: l’attente en cercle devient impossible."
)

func deadlockTitle(all []sight.Goroutine) string {
	if len(all) == 1 && len(all[0].Numbers) == 1 {
		return "Interblocage\u00a0: " + the(goroutineName(all[0].Numbers[0])) + " attend, et plus rien ne peut la réveiller"
	}
	return "Interblocage\u00a0: toutes les goroutines attendent"
}

func othersTitle(n int) string {
	switch n {
	case 0:
		return "Il n’y avait pas d’autre goroutine"
	case 1:
		return "L’autre goroutine à ce moment"
	default:
		return fmt.Sprintf("Les %d autres goroutines à ce moment", n)
	}
}

func leaksTitle(n int, sure bool) string {
	switch {
	case n == 0:
		return "Aucune fuite de goroutine vue"
	case n == 1 && sure:
		return "1\u00a0goroutine ne pourra jamais continuer"
	case sure:
		return fmt.Sprintf("%d\u00a0goroutines ne pourront jamais continuer", n)
	case n == 1:
		return "1\u00a0goroutine attendait encore à la fin de main"
	default:
		return fmt.Sprintf("%d\u00a0goroutines attendaient encore à la fin de main", n)
	}
}

func leaksCaveat(sure bool) string {
	if sure {
		return "Le relevé est fait une seule fois, à la fin de main. Une fuite lui échappe quand une variable globale, ou une goroutine qui dort ou qui tourne, atteint encore le canal ou le verrou."
	}
	return "Le relevé est fait une seule fois, à la fin de main, et ne sait pas distinguer\u00a0: certaines de ces goroutines auraient peut-être encore été réveillées."
}

// unnamed is what a thing is called that no line names.
func unnamed(kind stacks.WaitKind) string {
	switch kind {
	case stacks.Mutex, stacks.ReadLock, stacks.WriteLock:
		return "un verrou"
	case stacks.Send, stacks.Receive:
		return "un canal"
	case stacks.NilSend, stacks.NilRecv:
		return "un canal nil"
	case stacks.Select:
		return "un select"
	case stacks.Block:
		return "select {}"
	case stacks.WaitGroup:
		return "un WaitGroup"
	case stacks.Cond:
		return "un sync.Cond"
	case stacks.Once:
		return "un Once"
	case stacks.IO:
		return "l’extérieur"
	default:
		return "autre chose"
	}
}

func selectName(channels []string) string {
	if len(channels) == 0 {
		return "select {}"
	}
	return "select (" + strings.Join(channels, ", ") + ")"
}

func ofGoroutine(name string, number int) string {
	return fmt.Sprintf("%s (goroutine %d)", name, number)
}

func groupName(numbers []int) string {
	if len(numbers) == 1 {
		return goroutineName(numbers[0])
	}
	return fmt.Sprintf("%d goroutines", len(numbers))
}

// plural is what several goroutines do, from what one does.
func plural(does string) string {
	for _, verb := range [][2]string{
		{"attend", "attendent"},
		{"dort", "dorment"},
		{"tourne", "tournent"},
		{"est prête", "sont prêtes"},
		{"reçoit", "reçoivent"},
		{"envoie", "envoient"},
	} {
		if rest, ok := strings.CutPrefix(does, verb[0]); ok {
			return verb[1] + rest
		}
	}
	return does
}

// sameInFilm are the waits that a film says in the same words.
var sameInFilm = map[stacks.WaitKind]wait{
	stacks.Mutex: waitLock, stacks.ReadLock: waitReadLock, stacks.Send: waitSend, stacks.Receive: waitReceive,
	stacks.WaitGroup: waitWaitGroup, stacks.Cond: waitCond, stacks.Once: waitOnce, stacks.Sleep: waitSleep,
}

// doing says what a goroutine does.
func (w *waiting) doing(one *waiter) string {
	name := ""
	if one.thing >= 0 {
		name = w.things[one.thing].Name
	}
	if w, ok := sameInFilm[one.wait.Kind]; ok {
		return awaited(w, name, "")
	}
	switch one.wait.Kind {
	case stacks.WriteLock:
		return awaited(waitLock, name, "") + " en écriture"
	case stacks.NilSend:
		return "envoie dans " + name + ", un canal nil\u00a0: pour toujours"
	case stacks.NilRecv:
		return "reçoit de " + name + ", un canal nil\u00a0: pour toujours"
	case stacks.Block:
		return "attend dans un select sans aucun cas\u00a0: pour toujours"
	case stacks.Select:
		return "attend dans un " + name
	case stacks.Semaphore:
		return "attend"
	case stacks.IO:
		return "attend l’extérieur\u00a0: un fichier, le réseau, le système"
	default:
	}
	if one.State == "runnable" {
		return "est prête à tourner"
	}
	return "tourne"
}

func selfLock(one *waiter, lock holding, name, line string) string {
	who := capital(the(goroutineName(one.ID)))
	since := ""
	switch {
	case lock.looped:
		since = " depuis un tour de boucle précédent"
	case line != "":
		since = " depuis la " + line
	}
	switch {
	case one.wait.Kind == stacks.WriteLock && lock.read:
		return who + " attend d’écrire sous " + name + atLine(one.at) + ", dont elle tient déjà la lecture" + since + "\u00a0: elle s’attend elle-même. Un RLock ne se transforme pas en Lock\u00a0: appelez d’abord RUnlock, puis vérifiez de nouveau ce que vous aviez lu."
	case lock.read:
		return who + " attend une deuxième lecture de " + name + atLine(one.at) + ", qu’elle lit déjà" + since + "\u00a0: un écrivain qui attend entre les deux passe avant, et tous se bloquent. Ne lisez qu’une fois."
	default:
		return who + " attend " + name + atLine(one.at) + ", que la même goroutine tient déjà" + since + "\u00a0: elle s’attend elle-même. Un verrou de Go ne se prend pas deux fois\u00a0: libérez-le d’abord, ou séparez la fonction qui verrouille de celle qui travaille."
	}
}

func holdsAndWaits(number int, holds, waits string, at sight.Spot) string {
	return the(goroutineName(number)) + " tient " + holds + " et attend " + waits + atLine(at)
}

func atLine(at sight.Spot) string {
	if !at.Exists() {
		return ""
	}
	return " à " + placeOf(at)
}

func circle(links []string) string {
	end := "chacune attend l’autre."
	if len(links) > 2 {
		end = "chacune attend la suivante, et la dernière attend la première."
	}
	return capital(strings.Join(links, "\u202f; ")) + "\u00a0: " + end
}

func holdSome(n int, lock, line string) string {
	return fmt.Sprintf("%d goroutines tiennent déjà %s, pris à la %s, pendant qu’elles attendent un autre verrou\u00a0: si elles s’attendent en cercle, aucune n’avance. Faites prendre les verrous dans le même ordre par toutes.", n, lock, line)
}

func forgottenUnlock(name string, at sight.Spot) string {
	return "Le verrou " + name + " semble avoir été oublié\u00a0: " + placeOf(at) + " peut laisser la fonction se terminer sans Unlock. Écrivez defer " + name + ".Unlock() juste après Lock."
}

func groupWaits(numbers []int, does string, at sight.Spot) string {
	where := ""
	if at.Exists() {
		where = ", à " + placeOf(at)
	}
	if len(numbers) == 1 {
		return capital(the(goroutineName(numbers[0]))) + " " + does + where + "."
	}
	return fmt.Sprintf("%d goroutines sont au même endroit%s\u00a0: chacune %s.", len(numbers), where, does)
}

func andMore(n int) string {
	if n == 1 {
		return "Une autre goroutine attend ailleurs."
	}
	return fmt.Sprintf("D’autres goroutines attendent en %d autres endroits.", n)
}

func adviceOn(thing sight.ThingKind, kind stacks.WaitKind) string {
	switch {
	case kind == stacks.Send:
		return "Un envoi attend qu’une autre goroutine reçoive, ou qu’il reste de la place dans le tampon du canal\u00a0: lancez la goroutine qui reçoit avant d’envoyer."
	case kind == stacks.Receive:
		return "Une réception, ou une boucle range, attend une valeur ou la fermeture du canal\u00a0: celui qui envoie doit appeler close quand il a fini."
	case thing == sight.WaitGroup:
		return "Un WaitGroup n’arrive à zéro que si chaque Add a son Done\u00a0: écrivez defer wg.Done() en tête de la goroutine, ou utilisez wg.Go."
	case kind == stacks.NilSend || kind == stacks.NilRecv:
		return "Un canal déclaré sans make vaut nil\u00a0: créez-le par make(chan T)."
	case thing == sight.Cond:
		return "Un Signal qui arrive avant Wait est perdu\u00a0: attendez dans une boucle qui vérifie la condition, sous le verrou."
	case thing == sight.Select:
		return "Aucun cas du select ne peut avancer\u00a0: Go ne dit pas lequel de ses canaux était attendu."
	default:
		return ""
	}
}

func copiedGroup(at sight.Spot) string {
	return "Attention\u00a0: à " + placeOf(at) + ", le WaitGroup est reçu par valeur, donc copié\u00a0: ses Done ne comptent pas pour l’original. Passez-le par un pointeur."
}

// waitsAlt describes who waits for what.
func waitsAlt(shown *sight.Waits) string {
	if len(shown.Goroutines) == 0 {
		return "Pas de schéma\u00a0: aucune goroutine."
	}
	var said []string
	for i, g := range shown.Goroutines {
		text := capital(g.Name)
		if len(g.Numbers) > 1 {
			text += " (" + numbersOf(g.Numbers) + ")"
		}
		if g.At.Exists() {
			text += ", " + g.At.Name
		}
		text += "\u00a0: " + g.Does
		var holds []string
		for _, e := range shown.Edges {
			if e.Goroutine == i && e.Holds {
				holds = append(holds, shown.Things[e.Thing].Name)
			}
		}
		if len(holds) > 0 {
			text += ", et semble tenir " + strings.Join(holds, " et ")
		}
		if g.Started.Exists() {
			text += "\u202f; lancée à " + placeOf(g.Started)
		}
		said = append(said, text+".")
	}
	for _, t := range shown.Things {
		if text := t.Name + "\u00a0: " + t.Note + "."; t.Note != "" && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return strings.Join(said, " ")
}

// maxNumbers bounds the goroutines that are listed by number.
const maxNumbers = 10

func numbersOf(numbers []int) string {
	var said []string
	for _, n := range numbers[:min(len(numbers), maxNumbers)] {
		said = append(said, strconv.Itoa(n))
	}
	if len(numbers) > maxNumbers {
		said = append(said, "…")
	}
	return strings.Join(said, ", ")
}
