package sight

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// What a learner may read of a film, in French.
const (
	sayRuns      = "tourne"
	sayAble      = "prête"
	sayIdle      = "attend"
	sayTogether  = "en marche à la fois"
	sayAtOnce    = "en marche"
	sayEllipsis  = "%s\u00a0changements trop courts pour être vus"
	sayMix       = "tourne %s, prête %s, attend %s"
	sayLasts     = "%s, de %s à %s"
	sayStops     = "s’arrête ici, %s"
	sayCreatedBy = "lancée par «\u00a0%s\u00a0»"
	sayWokenBy   = "réveillée par «\u00a0%s\u00a0»"

	legendRuns    = "tourne sur un processeur"
	legendAble    = "prête, attend un processeur"
	legendMany    = "change trop vite\u00a0: la hauteur dit la part où elle tourne"
	legendCreates = "lance une goroutine"
	legendWakes   = "réveille une goroutine"

	headOfGoroutine = "Goroutine"
	headRan         = "A tourné"
	headReady       = "Prête"
	headWaited      = "A attendu"
	headMostly      = "Surtout"

	toolCloser  = "Agrandir (touche +)"
	toolFurther = "Réduire (touche −)"
	toolEarlier = "Plus tôt (flèche vers la gauche)"
	toolLater   = "Plus tard (flèche vers la droite)"
	toolAll     = "Tout"
	toolAllLong = "Tout le film (touche 0)"
	toolHint    = "Ctrl + molette pour agrandir. Au clavier\u00a0: +, −, 0 et les flèches\u202f; Maj + flèche passe d’un moment à l’autre."
	toolLabel   = "%s Au clavier\u00a0: plus, moins et zéro agrandissent et réduisent\u202f; les flèches se déplacent\u202f; majuscule et une flèche passent d’un moment à l’autre."

	sayTextLegend = "█ tourne   ░ prête   · attend"
)

// legendIdle says what a class of lines waits for.
var legendIdle = map[string]string{
	forLock: "attend un verrou", forChannel: "attend un canal", forWaitGroup: "attend un sync.WaitGroup", forOther: "attend autre chose (durée, système…)",
}

func sayProcessors(n int) string {
	if n == 1 {
		return "1\u00a0processeur"
	}
	return fmt.Sprintf("%d\u00a0processeurs", n)
}

func sayChanges(n int) string { return fmt.Sprintf("%d\u00a0changements", n) }

func sayStartedAt(place string) string { return "lancée à la " + place }

func sayThere(place string) string { return ", " + place }

func saySummary(goroutines int) string {
	return fmt.Sprintf("Le bilan des %d\u00a0goroutines", goroutines)
}

// Duration is d as it is written in French, in three digits: "12,3\u00a0ms".
func Duration(d time.Duration) string {
	step := time.Duration(1)
	for d/step >= 1000 {
		step *= 10
	}
	d = (d + step/2) / step * step
	return sayTick(d, unitOf(d))
}

// A unit of time.
type unit struct {
	size time.Duration
	name string
}

var units = [...]unit{{time.Second, "s"}, {time.Millisecond, "ms"}, {time.Microsecond, "µs"}, {time.Nanosecond, "ns"}}

// unitOf is the unit in which d is at least one.
func unitOf(d time.Duration) unit {
	for _, u := range units {
		if d >= u.size {
			return u
		}
	}
	return units[len(units)-1]
}

// sayTick is a time on an axis, in the unit of the axis.
func sayTick(d time.Duration, u unit) string {
	if d == 0 {
		return "0"
	}
	return strings.Replace(strconv.FormatFloat(float64(d)/float64(u.size), 'f', -1, 64), ".", ",", 1) + "\u00a0" + u.name
}

// sayPart is a part of a whole in hundredths.
func sayPart(part, whole time.Duration) string {
	if whole <= 0 {
		return ""
	}
	p := 100 * float64(part) / float64(whole)
	if p > 0 && p < 1 {
		return "<\u00a01\u00a0%"
	}
	if p > 99 && p < 100 {
		return ">\u00a099\u00a0%"
	}
	return strconv.Itoa(int(math.Round(p))) + "\u00a0%"
}

// sayTotals sums a goroutine up.
func sayTotals(l Lane) string {
	return fmt.Sprintf("a tourné %s, prête %s, a attendu %s", Duration(l.Ran), Duration(l.Ready), Duration(l.Waited))
}

func sayMostly(does string) string { return "surtout\u00a0: " + does }
