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
	if s.Name != "" {
		fmt.Fprintf(&b, "%s\u00a0: ", s.Name)
	}
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
