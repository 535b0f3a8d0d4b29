package metered

import (
	"fmt"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
)

// What a student may read of a Chan, in French.

// String says in French what happened: exact counts, then what was sampled,
// marked ≈ unless every operation was.
func (s ChanStats) String() string {
	var b strings.Builder
	if s.Name != "" {
		fmt.Fprintf(&b, "%s\u00a0: ", s.Name)
	}
	fmt.Fprintf(&b, "%s, %s", figure.Counted(float64(s.Sends), "envoi"), figure.Counted(float64(s.Receives), "réception"))
	if s.Capacity > 0 {
		fmt.Fprintf(&b, "\u202f; tampon\u00a0: %d sur %d", s.Len, s.Capacity)
	}
	if s.Closed {
		b.WriteString("\u202f; fermé")
	}
	writeCounts(&b, "encore en attente", s.SendsWaiting, "envoi", s.ReceivesWaiting, "réception")
	writeCounts(&b, "refus", s.TrySendFailures, "envoi", s.TryRecvFailures, "réception")
	writeCounts(&b, "sans valeur, car fermé et vide", 0, "envoi", s.ReceivesAfterClose, "réception")
	if s.Gap == 0 {
		return b.String()
	}
	s.writeBlocked(&b, "envois bloqués", s.SendsBlocked, s.SendsTimed, s.SendWaits)
	s.writeBlocked(&b, "réceptions bloquées", s.ReceivesBlocked, s.ReceivesTimed, s.ReceiveWaits)
	if s.OccupancySampled > 0 {
		fmt.Fprintf(&b, "\ntampon trouvé à l’envoi%smédiane %d sur %d (%s)",
			s.about(), s.medianOccupancy(), s.Capacity, figure.Counted(float64(s.OccupancySampled), "mesure"))
	}
	return b.String()
}

// about stands between a name and a value that was sampled.
func (s ChanStats) about() string {
	if s.Gap == 1 {
		return "\u00a0: "
	}
	return " ≈ "
}

func (s ChanStats) writeBlocked(b *strings.Builder, what string, blocked, timed uint64, waits latency.Snapshot) {
	fmt.Fprintf(b, "\n%s%s%s", what, s.about(), figure.Count.Format(float64(blocked)))
	if timed == 0 {
		return
	}
	fmt.Fprintf(b, ", médiane %s, ", figure.Seconds.Format(waits.Quantile(0.5).Seconds()))
	if timed < 100 {
		fmt.Fprintf(b, "au plus %s", figure.Seconds.Format(waits.Quantile(1).Seconds()))
	} else {
		fmt.Fprintf(b, "99\u202f%% sous %s", figure.Seconds.Format(waits.Quantile(0.99).Seconds()))
	}
	fmt.Fprintf(b, " (%s)", figure.Counted(float64(timed), "mesure"))
}

// writeCounts adds a line with those of two counts that are not zero.
func writeCounts(b *strings.Builder, what string, n uint64, noun string, m uint64, other string) {
	var counts []string
	if n > 0 {
		counts = append(counts, figure.Counted(float64(n), noun))
	}
	if m > 0 {
		counts = append(counts, figure.Counted(float64(m), other))
	}
	if len(counts) > 0 {
		fmt.Fprintf(b, "\n%s\u00a0: %s", what, strings.Join(counts, ", "))
	}
}
