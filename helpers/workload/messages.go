package workload

import (
	"fmt"
	"strings"

	"cahiers/helpers/figure"
)

// What a student may read of this package, in French.
const (
	procsName  = "Processeurs (GOMAXPROCS)"
	procsThing = "processeur"
)

// String describes the machine in French, on one line short enough for a
// caption.
func (c Card) String() string {
	parts := []string{
		// "go1.26.8", or "devel go1.27-…"
		"Go " + strings.Replace(c.GoVersion, "go", "", 1),
		c.OS + "/" + c.Arch,
	}
	if c.CPU != "" {
		parts = append(parts, c.CPU)
	}
	parts = append(parts, figure.Counted(float64(c.Cores), "cœur"), fmt.Sprintf("GOMAXPROCS\u00a0%d", c.GOMAXPROCS))
	var limits []string
	if c.CPULimit > 0 {
		limits = append(limits, figure.Counted(c.CPULimit, "cœur"))
	}
	if c.MemoryLimit > 0 {
		limits = append(limits, memory(c.MemoryLimit))
	}
	if len(limits) > 0 {
		parts = append(parts, "conteneur limité à "+strings.Join(limits, " et "))
	}
	return strings.Join(parts, ", ")
}

// memory writes bytes in the binary unit that containers are sized in.
func memory(bytes uint64) string {
	const mebi, gibi = 1 << 20, 1 << 30
	if bytes >= gibi {
		return figure.Count.Format(float64(bytes)/gibi) + figure.NoBreak + "Gio"
	}
	return figure.Count.Format(float64(bytes)/mebi) + figure.NoBreak + "Mio"
}

// String says in French at which size it happened, or that it did not.
func (g Growth) String() string {
	switch {
	case g.Tried == 0:
		return "aucune taille essayée"
	case g.Seen:
		return fmt.Sprintf("vu à la taille %s (%s)", figure.Count.Format(float64(g.Size)), figure.Counted(float64(g.Tried), "essai"))
	default:
		return fmt.Sprintf("pas vu jusqu’à la taille %s (%s)", figure.Count.Format(float64(g.Size)), figure.Counted(float64(g.Tried), "essai"))
	}
}

// String says in French what the operation costs, with its interval.
func (c Cost) String() string {
	return fmt.Sprintf("%s\u00a0: %s (%s à %s, %s)", c.Name,
		nanoseconds(c.Median), nanoseconds(c.Low), nanoseconds(c.High), figure.Counted(float64(c.Batches), "lot"))
}

func nanoseconds(ns float64) string { return figure.Seconds.Format(ns * 1e-9) }
