package metered_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/metered"
)

func sampleChan() metered.ChanStats {
	return metered.ChanStats{
		Capacity: 4, Len: 2, Closed: true,
		Sends: 20_002, Receives: 20_000, ReceivesAfterClose: 3,
		TrySendFailures: 2, TryRecvFailures: 1,
		SendsWaiting: 1, ReceivesWaiting: 2,
		Gap:          64,
		SendsBlocked: 3000, ReceivesBlocked: 64,
		SendWaits: durations(1500, 1500, 3_000_000), ReceiveWaits: durations(20),
		SendsTimed: 3, ReceivesTimed: 1,
		OccupancySeen: []uint64{2000, 0, 1000}, OccupancySampled: 40,
		Occupancy: []figure.Moment{{At: 10, Value: 1}, {At: 20, Value: 2}},
		Age:       30,
		ClockCost: 10,
	}
}

func TestChanStatsMergeAndSub(t *testing.T) {
	s := sampleChan()
	other := metered.ChanStats{
		Capacity: 1,
		Sends:    1, Receives: 2, ReceivesAfterClose: 3,
		TrySendFailures: 4, TryRecvFailures: 5,
		Gap:          1,
		SendsBlocked: 6, ReceivesBlocked: 7,
		SendWaits: durations(7), ReceiveWaits: durations(8, 9),
		SendsTimed: 1, ReceivesTimed: 2,
		OccupancySeen: []uint64{0, 0, 0, 1}, OccupancySampled: 1,
		Occupancy: []figure.Moment{{At: 35, Value: 1}},
		Age:       40,
		ClockCost: 10,
	}
	both := s.Merge(other)
	require.Equal(t, []uint64{2000, 0, 1000, 1}, both.OccupancySeen)
	require.EqualValues(t, 20_003, both.Sends)
	require.Nil(t, both.Occupancy)
	require.Equal(t, both, other.Merge(s))

	back := both.Sub(s)
	require.Equal(t, other.SendWaits, back.SendWaits)
	require.Equal(t, other.ReceiveWaits, back.ReceiveWaits)
	require.Equal(t, other.OccupancySeen, back.OccupancySeen)
	require.Equal(t,
		[]uint64{1, 2, 3, 4, 5, 6, 7, 1, 2, 1},
		[]uint64{
			back.Sends, back.Receives, back.ReceivesAfterClose, back.TrySendFailures, back.TryRecvFailures,
			back.SendsBlocked, back.ReceivesBlocked, back.SendsTimed, back.ReceivesTimed, back.OccupancySampled,
		})

	require.Equal(t, sampleChan(), s, "neither changes what it was given")
	require.Equal(t, s, s.Merge(metered.ChanStats{}))
	require.Equal(t, s, metered.ChanStats{}.Merge(s))
	require.Equal(t, s, s.Sub(metered.ChanStats{}))
	require.Nil(t, both.Merge(sampleChan()).Occupancy, "three curves do not add up either")
}

func TestChanStatsSubKeepsTheCurveAfterwards(t *testing.T) {
	earlier := metered.ChanStats{Age: 15}
	require.Equal(t, []figure.Moment{{At: 20, Value: 2}}, sampleChan().Sub(earlier).Occupancy)
}

func TestChanStatsSubOfAnotherNeverCountsBelowZero(t *testing.T) {
	none := metered.ChanStats{OccupancySeen: []uint64{1}}.Sub(sampleChan())
	require.Zero(t, none.Sends)
	require.Zero(t, none.SendsBlocked)
	require.Equal(t, []uint64{0}, none.OccupancySeen)
}

func TestChanStatsTimes(t *testing.T) {
	s := sampleChan()
	require.Equal(t, 3_003_000-3*10*time.Nanosecond, s.TimeSending())
	require.Equal(t, 10*time.Nanosecond, s.TimeReceiving())
	s.ClockCost = 21 // more than the wait
	require.Zero(t, s.TimeReceiving())
}

func TestChanStatsInFrench(t *testing.T) {
	for name, test := range map[string]struct {
		stats metered.ChanStats
		want  string
	}{
		"nothing happened": {
			stats: metered.ChanStats{Gap: 1},
			want:  "0\u00a0envoi, 0\u00a0réception\nenvois bloqués\u00a0: 0\nréceptions bloquées\u00a0: 0",
		},
		"under -race": {
			stats: metered.ChanStats{Sends: 1, Receives: 1, Closed: true, ReceivesAfterClose: 1},
			want:  "1\u00a0envoi, 1\u00a0réception\u202f; fermé\nsans valeur, car fermé et vide\u00a0: 1\u00a0réception",
		},
		"much happened": {
			stats: sampleChan().Named("tâches"),
			want: "tâches\u00a0: 20\u202f002\u00a0envois, 20\u202f000\u00a0réceptions\u202f; tampon\u00a0: 2 sur 4\u202f; fermé\n" +
				"encore en attente\u00a0: 1\u00a0envoi, 2\u00a0réceptions\n" +
				"refus\u00a0: 2\u00a0envois, 1\u00a0réception\n" +
				"sans valeur, car fermé et vide\u00a0: 3\u00a0réceptions\n" +
				"envois bloqués ≈ 3\u202f000, médiane 1,5\u202fµs, au plus 2,95\u202fms (3\u00a0mesures)\n" +
				"réceptions bloquées ≈ 64, médiane 20\u202fns, au plus 20\u202fns (1\u00a0mesure)\n" +
				"tampon trouvé à l’envoi ≈ médiane 0 sur 4 (40\u00a0mesures)",
		},
		"a short program, seen whole": {
			stats: metered.ChanStats{
				Capacity: 3, Sends: 100, Receives: 100, Gap: 1, SendsBlocked: 100, SendsTimed: 100,
				SendWaits:     durations(slices.Repeat([]time.Duration{20, 24}, 50)...),
				OccupancySeen: []uint64{10, 10, 20, 60}, OccupancySampled: 100,
			},
			want: "100\u00a0envois, 100\u00a0réceptions\u202f; tampon\u00a0: 0 sur 3\n" +
				"envois bloqués\u00a0: 100, médiane 20\u202fns, 99\u202f% sous 24\u202fns (100\u00a0mesures)\n" +
				"réceptions bloquées\u00a0: 0\n" +
				"tampon trouvé à l’envoi\u00a0: médiane 3 sur 3 (100\u00a0mesures)",
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, test.stats.String()) })
	}
}

func TestChanStatsJSONRoundTrip(t *testing.T) {
	text, err := json.Marshal(sampleChan())
	require.NoError(t, err)
	var back metered.ChanStats
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, sampleChan(), back)
	require.Contains(t, string(text), `"occupancy":[{"at_ns":10,"value":1},{"at_ns":20,"value":2}]`)
}
