package metered_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// stats is what the statistics of all primitives can do.
type stats[S any] interface {
	Named(name string) S
	Sub(earlier S) S
	Merge(other S) S
	String() string
}

// requireArithmetic holds that Merge and Sub undo each other, that zero is
// nothing, and that encoding loses nothing.
func requireArithmetic[S stats[S]](t *testing.T, s, other S) {
	t.Helper()
	var zero S
	both := s.Merge(other)
	require.Equal(t, both, other.Merge(s))
	require.Equal(t, s, both.Sub(other))
	require.Equal(t, s, s.Merge(zero))
	require.Equal(t, s, s.Sub(zero))

	text, err := json.Marshal(s.Named("a"))
	require.NoError(t, err)
	var back S
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, s.Named("a"), back)
	require.NotEqual(t, s, back)
}

func rwSample() metered.RWMutexStats {
	return metered.RWMutexStats{
		ReadsEstimated: 20_000, ReadsContended: 300, Writes: 400, WritesContended: 100, TryFailures: 2,
		ReadersSeen: []uint64{3, 0, 1}, ReadWaits: durations(1500), WriteWaits: durations(3000),
		ReadHolds: durations(20), WriteHolds: durations(20, 28), ClockCost: 10,
	}
}

func TestStatsArithmetic(t *testing.T) {
	requireArithmetic(t, rwSample(), metered.RWMutexStats{
		ReadsEstimated: 1, ReadsContended: 1, Writes: 1, WritesContended: 1, TryFailures: 1,
		ReadersSeen: []uint64{1}, ReadWaits: durations(7), WriteWaits: durations(7),
		ReadHolds: durations(7), WriteHolds: durations(7), ClockCost: 10,
	})
	requireArithmetic(t,
		metered.OnceStats{Runs: 1, Took: 5, Waited: 2, WaitedFor: 7},
		metered.OnceStats{Runs: 1, Took: 1, Waited: 1, WaitedFor: 1})
	requireArithmetic(t,
		metered.WaitGroupStats{Started: 9, Peak: 3, Waits: 1, Waited: durations(50)},
		metered.WaitGroupStats{Started: 1, Peak: 1, Waits: 1, Waited: durations(7)})
	requireArithmetic(t,
		metered.CondStats{Waits: 9, Signals: 5, Broadcasts: 1, Unheard: 2, Woken: 3, Waited: durations(50)},
		metered.CondStats{Waits: 1, Signals: 1, Broadcasts: 1, Unheard: 1, Woken: 1, Waited: durations(7)})
}

func TestStatsOfAnotherNeverCountBelowZero(t *testing.T) {
	none := metered.RWMutexStats{ReadersSeen: []uint64{1}}.Sub(rwSample())
	require.Zero(t, none.ReadsEstimated)
	require.Equal(t, []uint64{0}, none.ReadersSeen)
	require.Equal(t, metered.OnceStats{}, metered.OnceStats{}.Sub(metered.OnceStats{Runs: 1, Took: 1, Waited: 1, WaitedFor: 1}))
}

func TestStatsInFrench(t *testing.T) {
	for want, s := range map[string]interface{ String() string }{
		"≈ 0\u00a0lecture\u202f; 0\u00a0écriture\n" +
			"durée d’une lecture ≈ inconnue (aucune mesure)\n" +
			"durée d’une écriture ≈ inconnue (aucune mesure)": metered.RWMutexStats{},
		"cache\u00a0: ≈ 20\u202f000\u00a0lectures, dont 300\u00a0disputées (1,5\u202f%)\u202f; " +
			"400\u00a0écritures, dont 100\u00a0disputées (25\u202f%)\u202f; 2\u00a0refus de TryRLock ou de TryLock\n" +
			"lecteurs déjà là ≈ au plus 2\n" +
			"attente pour lire ≈ médiane 1,5\u202fµs, au plus 1,5\u202fµs (1\u00a0mesure)\n" +
			"attente pour écrire ≈ médiane 3,01\u202fµs, au plus 3,01\u202fµs (1\u00a0mesure)\n" +
			"durée d’une lecture ≈ médiane 20\u202fns, au plus 20\u202fns (1\u00a0mesure)\n" +
			"durée d’une écriture ≈ médiane 20\u202fns, au plus 28\u202fns (2\u00a0mesures)\n" +
			"dans chaque durée, 10\u202fns d’horloge": rwSample().Named("cache"),
		"0\u00a0tâche": metered.WaitGroupStats{},
		"1\u202f000\u00a0tâches, au plus 64 à la fois\n" +
			"1\u00a0attente de Wait\u00a0: médiane 20\u202fns, au plus 20\u202fns (1\u00a0mesure)": metered.WaitGroupStats{
			Started: 1000, Peak: 64, Waits: 1, Waited: durations(20),
		},
		"aucune exécution achevée, sans faire attendre personne": metered.OnceStats{},
		"1\u00a0exécution en 2\u202fms\u202f; 3\u00a0attentes, 5\u202fms en tout": metered.OnceStats{
			Runs: 1, Took: 2 * time.Millisecond, Waited: 3, WaitedFor: 5 * time.Millisecond,
		},
		"0\u00a0attente\u202f; 0\u00a0appel de Signal": metered.CondStats{},
		"9\u00a0attentes\u202f; 5\u00a0appels de Signal, dont 2 dans le vide\u202f; 1\u00a0appel de Broadcast, pour 4\u00a0réveils\n" +
			"durée d’une attente ≈ médiane 20\u202fns, au plus 20\u202fns (1\u00a0mesure)": metered.CondStats{
			Waits: 9, Signals: 5, Unheard: 2, Broadcasts: 1, Woken: 4, Waited: durations(20),
		},
	} {
		require.Equal(t, want, s.String())
	}
}
