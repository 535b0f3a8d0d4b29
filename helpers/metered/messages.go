package metered

import (
	"fmt"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
)

// What a student may read of this package, in French.

// String says in French what happened: exact counts, then estimates marked ≈
// with the number of measures that carry them.
func (s MutexStats) String() string {
	var b strings.Builder
	title(&b, s.Name)
	b.WriteString(figure.Counted(float64(s.Acquisitions), "acquisition"))
	if s.Contended == 0 {
		b.WriteString(", aucune disputée")
	} else {
		share := float64(s.Contended) / float64(s.Acquisitions)
		fmt.Fprintf(&b, ", dont %s (%s)", figure.Counted(float64(s.Contended), "disputée"), figure.Share.Format(share))
	}
	if s.TryFailures > 0 {
		fmt.Fprintf(&b, "\u202f; %s de TryLock", figure.Counted(float64(s.TryFailures), "refus"))
	}
	if q := s.longestQueue(); q >= 0 {
		fmt.Fprintf(&b, "\nfile à l’arrivée\u00a0: au plus %s devant soi", figure.Counted(float64(q), "goroutine"))
	}
	if s.Contended > 0 {
		fmt.Fprintf(&b, "\nattente ≈ %s", estimated(s.Waits))
	}
	fmt.Fprintf(&b, "\ndétention ≈ %s", estimated(s.Holds))
	if s.Holds.Count() > 0 {
		fmt.Fprintf(&b, ", dont %s d’horloge", figure.Seconds.Format(s.ClockCost.Seconds()))
	}
	return b.String()
}

// String says in French what happened: exact counts, and one estimate marked ≈
// with the number of samples that carry it.
func (s AtomicStats) String() string {
	var b strings.Builder
	if s.Name != "" {
		fmt.Fprintf(&b, "%s\u00a0: ", s.Name)
	}
	if s.CASFailures == 0 {
		b.WriteString("aucun échec de CompareAndSwap")
	} else {
		fmt.Fprintf(&b, "%s de CompareAndSwap", figure.Counted(float64(s.CASFailures), "échec"))
	}
	if s.AddSamples > 0 {
		fmt.Fprintf(&b, "\nsans Worker ≈ %s (%s)",
			calls(s.DirectAdds(), "Add"), figure.Counted(float64(s.AddSamples), "mesure"))
	}
	if s.Workers.Total() > 0 {
		fmt.Fprintf(&b, "\npar Worker\u00a0: %s", s.Workers)
	}
	if n := s.mostRetries(); n > 0 {
		fmt.Fprintf(&b, "\navant de réussir\u00a0: %s de suite", longest(n))
	}
	return b.String()
}

// String lists the methods that were called, each with its number of calls.
func (c AtomicCounts) String() string {
	var all []string
	for _, m := range []struct {
		name  string
		calls uint64
	}{
		{"Load", c.Loads},
		{"Store", c.Stores},
		{"Swap", c.Swaps},
		{"CompareAndSwap", c.CompareAndSwaps},
		{"Add", c.Adds},
		{"And", c.Ands},
		{"Or", c.Ors},
	} {
		if m.calls > 0 {
			all = append(all, calls(m.calls, m.name))
		}
	}
	if all == nil {
		return "aucune opération"
	}
	return strings.Join(all, ", ")
}

// calls writes how often a method was called; its name takes no s.
func calls(n uint64, method string) string {
	return figure.Count.Format(float64(n)) + "\u00a0" + method
}

// longest writes how many failures the unluckiest success came after.
func longest(retries int) string {
	if retries == maxRetries {
		return "parfois au moins " + figure.Counted(maxRetries, "échec")
	}
	return "au plus " + figure.Counted(float64(retries), "échec")
}

func estimated(s latency.Snapshot) string {
	n := s.Count()
	if n == 0 {
		return "inconnue (aucune mesure)"
	}
	return fmt.Sprintf("médiane %s, %s (%s)",
		figure.Seconds.Format(s.Quantile(0.5).Seconds()), tail(s), figure.Counted(float64(n), "mesure"))
}

// tail says how long the long ones are: from a hundred measures on, without
// the hundredth part that chance decides.
func tail(s latency.Snapshot) string {
	if s.Count() < 100 {
		return "au plus " + figure.Seconds.Format(s.Quantile(1).Seconds())
	}
	return "99\u202f% sous " + figure.Seconds.Format(s.Quantile(0.99).Seconds())
}

// String says in French what happened: readers and their number, which is an
// estimate, are marked ≈.
func (s RWMutexStats) String() string {
	var b strings.Builder
	title(&b, s.Name)
	fmt.Fprintf(&b, "≈ %s", figure.Counted(float64(s.ReadsEstimated), "lecture"))
	disputed(&b, s.ReadsContended, s.ReadsEstimated)
	fmt.Fprintf(&b, "\u202f; %s", figure.Counted(float64(s.Writes), "écriture"))
	disputed(&b, s.WritesContended, s.Writes)
	if s.TryFailures > 0 {
		fmt.Fprintf(&b, "\u202f; %s de TryRLock ou de TryLock", figure.Counted(float64(s.TryFailures), "refus"))
	}
	if most := s.mostReaders(); most >= 0 {
		fmt.Fprintf(&b, "\nlecteurs déjà là ≈ au plus %s", figure.Count.Format(float64(most)))
	}
	if s.ReadsContended > 0 {
		fmt.Fprintf(&b, "\nattente pour lire ≈ %s", estimated(s.ReadWaits))
	}
	if s.WritesContended > 0 {
		fmt.Fprintf(&b, "\nattente pour écrire ≈ %s", estimated(s.WriteWaits))
	}
	fmt.Fprintf(&b, "\ndurée d’une lecture ≈ %s", estimated(s.ReadHolds))
	fmt.Fprintf(&b, "\ndurée d’une écriture ≈ %s", estimated(s.WriteHolds))
	if s.ReadHolds.Count()+s.WriteHolds.Count() > 0 {
		fmt.Fprintf(&b, "\ndans chaque durée, %s d’horloge", figure.Seconds.Format(s.ClockCost.Seconds()))
	}
	return b.String()
}

// String says in French what happened.
func (s WaitGroupStats) String() string {
	var b strings.Builder
	title(&b, s.Name)
	b.WriteString(figure.Counted(float64(s.Started), "tâche"))
	if s.Started > 0 {
		fmt.Fprintf(&b, ", au plus %s à la fois", figure.Count.Format(float64(s.Peak)))
	}
	if s.Waits > 0 {
		fmt.Fprintf(&b, "\n%s de Wait\u00a0: %s", figure.Counted(float64(s.Waits), "attente"), estimated(s.Waited))
	}
	return b.String()
}

// String says in French what happened.
func (s OnceStats) String() string {
	var b strings.Builder
	title(&b, s.Name)
	if s.Runs == 0 {
		b.WriteString("aucune exécution achevée")
	} else {
		fmt.Fprintf(&b, "%s en %s", figure.Counted(float64(s.Runs), "exécution"), figure.Seconds.Format(s.Took.Seconds()))
	}
	if s.Waited == 0 {
		b.WriteString(", sans faire attendre personne")
	} else {
		fmt.Fprintf(&b, "\u202f; %s, %s en tout",
			figure.Counted(float64(s.Waited), "attente"), figure.Seconds.Format(s.WaitedFor.Seconds()))
	}
	return b.String()
}

// String says in French what happened.
func (s CondStats) String() string {
	var b strings.Builder
	title(&b, s.Name)
	fmt.Fprintf(&b, "%s\u202f; %s de Signal",
		figure.Counted(float64(s.Waits), "attente"), figure.Counted(float64(s.Signals), "appel"))
	if s.Unheard > 0 {
		fmt.Fprintf(&b, ", dont %s dans le vide", figure.Count.Format(float64(s.Unheard)))
	}
	if s.Broadcasts > 0 {
		fmt.Fprintf(&b, "\u202f; %s de Broadcast, pour %s",
			figure.Counted(float64(s.Broadcasts), "appel"), figure.Counted(float64(s.Woken), "réveil"))
	}
	if s.Waits > 0 {
		fmt.Fprintf(&b, "\ndurée d’une attente ≈ %s", estimated(s.Waited))
	}
	return b.String()
}

func title(b *strings.Builder, name string) {
	if name != "" {
		fmt.Fprintf(b, "%s\u00a0: ", name)
	}
}

// disputed ends a count of acquisitions with how many of them had to wait.
func disputed(b *strings.Builder, contended, all uint64) {
	if contended == 0 {
		return
	}
	share := float64(contended) / float64(max(all, contended))
	fmt.Fprintf(b, ", dont %s (%s)", figure.Counted(float64(contended), "disputée"), figure.Share.Format(share))
}
