package metered

import (
	"slices"
	"time"

	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
)

// ChanStats is what happened to a Chan until Stats was called: a plain value,
// safe to keep, to copy and to encode as JSON.
//
// The counts are exact once those who use the Chan have come back from it;
// while they are inside, what they do may be missing yet. What is estimated
// comes from operations chosen at random: at first all of them, later one in
// Gap on average, each of which stands for so many. Operations in a select are
// in the exact counts if the program says so, and never in the estimates.
type ChanStats struct {
	// Name labels these statistics in a drawing. Stats leaves it empty.
	Name string `json:"name,omitempty"`

	// Capacity, Len and Closed are what the Chan was when Stats was called.
	Capacity int  `json:"capacity"`
	Len      int  `json:"len"`
	Closed   bool `json:"closed"`

	// Sends counts the values sent, Receives the values received. Exact.
	Sends    uint64 `json:"sends"`
	Receives uint64 `json:"receives"`

	// ReceivesAfterClose counts the receives that got no value, because the Chan
	// was closed and empty; the one that ends a range is among them. Exact.
	ReceivesAfterClose uint64 `json:"receives_after_close"`

	// TrySendFailures and TryRecvFailures count the TrySends and TryRecvs that
	// would have had to wait. Exact.
	TrySendFailures uint64 `json:"try_send_failures"`
	TryRecvFailures uint64 `json:"try_recv_failures"`

	// SendsWaiting and ReceivesWaiting count the operations that had begun when
	// Stats was called and were not over. Exact, but for those that were on
	// their way in or out; 0 once the Chan is closed, because nobody waits then.
	SendsWaiting    uint64 `json:"sends_waiting"`
	ReceivesWaiting uint64 `json:"receives_waiting"`

	// Gap says how far the estimates below reach by now: one operation in so many
	// is sampled, on average. While it is 1, all are, and the estimates are
	// exact. It doubles after 256 samples, then every 128, until it is 1,024. 0
	// under -race, where nothing is sampled.
	Gap uint64 `json:"gap"`

	// SendsBlocked and ReceivesBlocked count the operations that had to wait, and
	// those that still do. Estimated.
	SendsBlocked    uint64 `json:"sends_blocked"`
	ReceivesBlocked uint64 `json:"receives_blocked"`

	// SendWaits and ReceiveWaits are the times for which operations were blocked,
	// until they were awake again. Estimated: each time measured stands in them
	// as often as it counts for, so that their Count is itself an estimate, and
	// SendsTimed and ReceivesTimed say how many were measured. Each includes
	// one ClockCost.
	SendWaits     latency.Snapshot `json:"send_waits"`
	ReceiveWaits  latency.Snapshot `json:"receive_waits"`
	SendsTimed    uint64           `json:"sends_timed"`
	ReceivesTimed uint64           `json:"receives_timed"`

	// OccupancySeen says how full the buffer was when a Send or a TrySend
	// arrived: OccupancySeen[3] of them found three values. Estimated, from
	// OccupancySampled arrivals. Nil without a buffer.
	OccupancySeen    []uint64 `json:"occupancy_seen,omitempty"`
	OccupancySampled uint64   `json:"occupancy_sampled"`

	// Occupancy is how full the buffer was over time: its length after sampled
	// sends and receives, refused ones among them, in the order of time from
	// MakeChan on. It has fewer than 256 points, in long use at least 128, spread
	// evenly over the operations, not over the time. Nil without a buffer.
	Occupancy []figure.Moment `json:"occupancy,omitempty"`

	// Age is the time from MakeChan to Stats.
	Age time.Duration `json:"age_ns"`

	// ClockCost is the time of one reading of the clock, 20 to 50 ns. Measured on
	// this machine when Stats was called.
	ClockCost time.Duration `json:"clock_cost_ns"`
}

// Named returns s under a name, which labels it in a drawing.
func (s ChanStats) Named(name string) ChanStats {
	s.Name = name
	return s
}

// TimeSending returns how long all goroutines together were blocked sending,
// without those that still are. Estimated, like SendWaits, less ClockCost.
func (s ChanStats) TimeSending() time.Duration { return s.total(s.SendWaits) }

// TimeReceiving returns how long all goroutines together were blocked
// receiving, without those that still are. Estimated, like ReceiveWaits, less
// ClockCost.
func (s ChanStats) TimeReceiving() time.Duration { return s.total(s.ReceiveWaits) }

func (s ChanStats) total(waits latency.Snapshot) time.Duration {
	return max(waits.Sum-time.Duration(waits.Count())*s.ClockCost, 0)
}

// Sub returns what happened after earlier, a former Stats of the same Chan.
// What describes a moment remains that of s.
func (s ChanStats) Sub(earlier ChanStats) ChanStats {
	s.Sends = since(s.Sends, earlier.Sends)
	s.Receives = since(s.Receives, earlier.Receives)
	s.ReceivesAfterClose = since(s.ReceivesAfterClose, earlier.ReceivesAfterClose)
	s.TrySendFailures = since(s.TrySendFailures, earlier.TrySendFailures)
	s.TryRecvFailures = since(s.TryRecvFailures, earlier.TryRecvFailures)
	s.SendsBlocked = since(s.SendsBlocked, earlier.SendsBlocked)
	s.ReceivesBlocked = since(s.ReceivesBlocked, earlier.ReceivesBlocked)
	s.SendWaits = s.SendWaits.Sub(earlier.SendWaits)
	s.ReceiveWaits = s.ReceiveWaits.Sub(earlier.ReceiveWaits)
	s.SendsTimed = since(s.SendsTimed, earlier.SendsTimed)
	s.ReceivesTimed = since(s.ReceivesTimed, earlier.ReceivesTimed)
	s.OccupancySeen = countsSince(s.OccupancySeen, earlier.OccupancySeen)
	s.OccupancySampled = since(s.OccupancySampled, earlier.OccupancySampled)
	s.Occupancy = slices.Clone(s.Occupancy)
	if earlier.Age > 0 {
		s.Occupancy = slices.DeleteFunc(s.Occupancy, func(o figure.Moment) bool { return o.At <= earlier.Age })
	}
	return s
}

// Merge returns what happened to both, for instance to the stages of one
// pipeline, under the name of s. It has no Occupancy: two curves do not add up.
func (s ChanStats) Merge(o ChanStats) ChanStats {
	switch {
	case o.Age == 0: // of nothing, where a sum starts
	case s.Age == 0:
		s.Occupancy = slices.Clone(o.Occupancy)
	default:
		s.Occupancy = nil
	}
	s.Capacity = max(s.Capacity, o.Capacity)
	s.Len += o.Len
	s.Closed = s.Closed || o.Closed
	s.Sends += o.Sends
	s.Receives += o.Receives
	s.ReceivesAfterClose += o.ReceivesAfterClose
	s.TrySendFailures += o.TrySendFailures
	s.TryRecvFailures += o.TryRecvFailures
	s.SendsWaiting += o.SendsWaiting
	s.ReceivesWaiting += o.ReceivesWaiting
	s.Gap = max(s.Gap, o.Gap)
	s.SendsBlocked += o.SendsBlocked
	s.ReceivesBlocked += o.ReceivesBlocked
	s.SendWaits = s.SendWaits.Merge(o.SendWaits)
	s.ReceiveWaits = s.ReceiveWaits.Merge(o.ReceiveWaits)
	s.SendsTimed += o.SendsTimed
	s.ReceivesTimed += o.ReceivesTimed
	s.OccupancySeen = countsTogether(s.OccupancySeen, o.OccupancySeen)
	s.OccupancySampled += o.OccupancySampled
	s.Age = max(s.Age, o.Age)
	s.ClockCost = max(s.ClockCost, o.ClockCost)
	return s
}

// medianOccupancy returns the length that half of the arrivals met at most.
func (s ChanStats) medianOccupancy() int {
	var total, below uint64
	for _, n := range s.OccupancySeen {
		total += n
	}
	for length, n := range s.OccupancySeen {
		below += n
		if 2*below >= total {
			return length
		}
	}
	return 0
}
