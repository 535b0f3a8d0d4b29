package execute

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The French of this package.
const (
	msgNoPython = "l’environnement Python n’a pas démarré (« go run ./kernelext doctor » dira ce qui manque) : "
	msgStopped  = "interrompu"
	msgStarting = "démarrage du noyau"
)

func msgUnknownNotebook(path string) string {
	return fmt.Sprintf("le cahier %s n’existe pas : ", path)
}

func msgDriver(err error, noise string) error {
	noise = strings.TrimSpace(noise)
	if err == nil {
		return fmt.Errorf("l’exécution s’est arrêtée avant la fin\n%s", noise)
	}
	return fmt.Errorf("l’exécution s’est arrêtée avant la fin : %w\n%s", err, noise)
}

// seconds writes a duration the French way: « 0,2 s », « 1 min 05 s ».
func seconds(d time.Duration) string {
	if d < time.Minute {
		return strings.Replace(strconv.FormatFloat(d.Seconds(), 'f', 1, 64), ".", ",", 1) + " s"
	}
	d = d.Round(time.Second)
	return fmt.Sprintf("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
}

// line is what is shown of one cell that ran.
func line(name string, total int, c Cell) string {
	sign := "✓"
	if !c.OK {
		sign = "✗"
	}
	text := fmt.Sprintf("%s %s [%d/%d] %s", sign, name, c.Number, total, seconds(asDuration(c.Seconds)))
	if c.Section != "" {
		text += " · " + c.Section
	}
	if !c.OK {
		text += " · " + c.Reason
		if c.Detail != "" {
			text += " : " + c.Detail
		}
	}
	return text
}

// summary is what is shown of one notebook when it is over.
func summary(name string, r Result) string {
	switch failed := len(r.Failures()); {
	case r.Err != nil:
		return fmt.Sprintf("✗ %s : %s", name, r.Err)
	case failed == 0:
		return fmt.Sprintf("✓ %s : %s en %s", name, cells(len(r.Cells)), seconds(r.Elapsed))
	case failed == 1:
		return fmt.Sprintf("✗ %s : 1 cellule sur %d n’a pas fait ce qu’elle devait (%s)", name, len(r.Cells), seconds(r.Elapsed))
	default:
		return fmt.Sprintf("✗ %s : %d cellules sur %d n’ont pas fait ce qu’elles devaient (%s)", name, failed, len(r.Cells), seconds(r.Elapsed))
	}
}

func cells(n int) string {
	if n < 2 {
		return fmt.Sprintf("%d cellule", n)
	}
	return fmt.Sprintf("%d cellules", n)
}
