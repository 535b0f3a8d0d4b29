package explain

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"cahiers/kernelext/film"
	"cahiers/kernelext/sight"
)

// What a learner may read of a film, in French.
const (
	filmEmpty = "Aucune goroutine n’a été filmée."
	filmLost  = "Le programme a pris fin trop tôt\u00a0: Go n’écrit ce qu’il enregistre qu’une fois par seconde, et à la fin."
	filmSlow  = "Filmer ralentit un programme, jusqu’à trois fois quand ses goroutines changent souvent d’état\u00a0: ces durées sont celles du film."
	filmCut   = "L’enregistrement a atteint sa taille limite (1\u00a0Mo)\u00a0: le film s’arrête là, alors que le programme a continué."
	filmShort = "Le programme n’est pas allé jusqu’au bout du film\u00a0: ses derniers instants manquent."
)

func filmTitle(goroutines int, d time.Duration) string {
	if goroutines == 0 {
		return "Film vide"
	}
	if goroutines == 1 {
		return "Film d’une goroutine pendant " + sight.Duration(d)
	}
	return fmt.Sprintf("Film de %d\u00a0goroutines pendant %s", goroutines, sight.Duration(d))
}

func filmCaveat(cut, truncated bool) string {
	said := filmSlow
	if cut {
		said += " " + filmCut
	}
	if truncated {
		said += " " + filmShort
	}
	return said
}

func filmAlt(r *sight.Reel) string {
	var names []string
	for i, l := range r.Lanes {
		if i == 6 {
			names = append(names, "…")
			break
		}
		names = append(names, l.Name)
	}
	return fmt.Sprintf("Une ligne par goroutine (%s), de 0 à %s\u00a0: quand elle tourne, est prête ou attend. Le bilan le résume en tableau.",
		strings.Join(names, ", "), sight.Duration(r.Duration))
}

func filmName(number int) string {
	if number == 1 {
		return "goroutine principale"
	}
	return fmt.Sprintf("goroutine\u00a0%d", number)
}

func filmOthers(o film.Others) string {
	return fmt.Sprintf("Sans compter %d\u00a0autres goroutines, qui ont tourné moins longtemps\u00a0: %s en tout.", o.Count, sight.Duration(o.Ran))
}

func times(n int) string {
	if n == 1 {
		return "une\u00a0fois"
	}
	return grouped(n) + "\u00a0fois"
}

// grouped is n with its thousands apart.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "\u202f" + text[i:]
	}
	return text
}

func filmMostly(does, line string, count int) string {
	if line != "" {
		does += ", " + line
	}
	if count > 1 {
		does += " (" + times(count) + ")"
	}
	return does
}

func filmTogether(peak, processors int, average float64) string {
	on := ""
	if processors > 1 {
		on = fmt.Sprintf(", sur %d\u00a0processeurs", processors)
	}
	var said string
	switch {
	case peak < 2 && processors == 1:
		said = "Jamais deux goroutines n’ont tourné au même instant\u00a0: il n’y a qu’un processeur."
	case peak < 2:
		said = "Jamais deux goroutines n’ont tourné au même instant" + on + "."
	default:
		said = fmt.Sprintf("Jusqu’à %d\u00a0goroutines ont tourné au même instant%s.", peak, on)
	}
	switch {
	case average < 0.01:
		return said
	case average < 2:
		return said + " En moyenne, " + number(average) + " goroutine tournait."
	default:
		return said + " En moyenne, " + number(average) + " goroutines tournaient."
	}
}

func number(v float64) string {
	digits := 2
	if v >= 10 {
		digits = 0
	}
	return strings.Replace(strconv.FormatFloat(v, 'f', digits, 64), ".", ",", 1)
}

func filmQueue(ready float64) string {
	if ready < 2 {
		return fmt.Sprintf("En moyenne, %s goroutine prête attendait qu’un processeur la prenne.", number(ready))
	}
	return fmt.Sprintf("En moyenne, %s goroutines prêtes attendaient qu’un processeur les prenne.", number(ready))
}

func filmIdle(percent float64) string {
	return fmt.Sprintf("Pendant %d\u00a0%% du temps, aucune ne tournait\u00a0: toutes attendaient.", int(min(math.Round(percent), 99)))
}

func filmLongest(does, line string, d time.Duration) string {
	return fmt.Sprintf("Ce qui a le plus fait attendre\u00a0: %s («\u00a0%s\u00a0»), %s en tout.", line, does, sight.Duration(d))
}

func filmStuck(n, all int) string {
	if n == all {
		return "À la fin du film, toutes attendent."
	}
	return fmt.Sprintf("À la fin du film, %d\u00a0goroutines sur %d attendent encore.", n, all)
}

// What a goroutine that could run does.
const (
	filmReady     = "prête, attend qu’un processeur la prenne"
	filmPreempted = "prête, interrompue pour laisser la place"
	filmYielded   = "prête, a cédé sa place (runtime.Gosched)"
)

// awaited says what a goroutine waits for; name is what the learner's line
// calls it, and call the function of Go or a library that the line calls.
func awaited(w wait, name, call string) string {
	switch w {
	case waitReceive:
		return "attend une valeur " + from(name, "un canal")
	case waitSend:
		return "attend que quelqu’un reçoive " + from(name, "un canal")
	case waitSelect:
		return "attend dans un select"
	case waitForever:
		return "attend pour toujours"
	case waitSleep:
		return "dort (time.Sleep)"
	case waitNetwork:
		if strings.HasPrefix(call, "net") {
			return "attend le réseau" + within(call)
		}
		return "attend une entrée ou une sortie" + within(call)
	case waitSystem:
		return "attend le système" + within(call)
	case waitCollector:
		return "attend le ramasse-miettes"
	case waitLock:
		return "attend " + that(name, "un verrou") + " soit libre"
	case waitReadLock:
		return "attend " + that(name, "un verrou") + " soit libre en lecture"
	case waitWaitGroup:
		return "attend " + that(name, "un WaitGroup") + " arrive à zéro"
	case waitCond:
		return "attend un Signal ou un Broadcast " + from(name, "un sync.Cond")
	case waitOnce:
		return "attend la fin du premier appel " + from(name, "un sync.Once")
	default:
		return "attend" + within(call)
	}
}

func from(name, otherwise string) string {
	if name == "" {
		return "d’" + otherwise
	}
	return "de " + name
}

func that(name, otherwise string) string {
	switch {
	case name == "":
		return "qu’" + otherwise
	case strings.ContainsRune("aeiouéèêAEIOUÉ", []rune(name)[0]):
		return "qu’" + name
	default:
		return "que " + name
	}
}

// within names the function that a line calls.
func within(call string) string {
	if call == "" {
		return ""
	}
	name := call[strings.LastIndex(call, "/")+1:]
	return ", dans " + strings.NewReplacer("(*", "", ")", "").Replace(name)
}
