//go:build race

package metered_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/metered"
)

// Each of these programs races although it uses the channel; a count that the
// race detector saw would order its goroutines.
var racyChan = map[string]func(c *metered.Chan[int], n *int){
	"two senders": func(c *metered.Chan[int], n *int) {
		aside(func() {
			*n++
			c.Send(1)
		})
		c.Send(2)
		*n++
	},
	"two receivers": func(c *metered.Chan[int], n *int) {
		c.Send(1)
		c.Send(2)
		aside(func() {
			*n++
			c.Recv()
		})
		c.Recv()
		*n++
	},
	"refused sends": func(c *metered.Chan[int], n *int) {
		for c.TrySend(0) {
		}
		aside(func() {
			*n++
			c.TrySend(1)
		})
		c.TrySend(2)
		*n++
	},
	"refused receives": func(c *metered.Chan[int], n *int) {
		aside(func() {
			*n++
			c.TryRecv()
		})
		c.TryRecv()
		*n++
	},
	"a write after the send": func(c *metered.Chan[int], n *int) {
		aside(func() {
			c.Send(1)
			*n++
		})
		c.Recv()
		*n++
	},
	"counted selects": func(c *metered.Chan[int], n *int) {
		aside(func() {
			*n++
			c.CountSend()
			c.CountRecv(false)
		})
		c.CountSend()
		c.CountRecv(false)
		*n++
	},
	"statistics": func(c *metered.Chan[int], n *int) {
		aside(func() {
			*n++
			c.Send(1)
		})
		c.Stats()
		*n++
	},
	"statistics of a closed channel": func(c *metered.Chan[int], n *int) {
		aside(func() {
			*n++
			c.Close()
		})
		c.Stats()
		*n++
	},
}

func TestChanHidesNoRace(t *testing.T) {
	if child := os.Getenv("METERED_CHILD"); child != "" {
		n := 0
		racyChan[child](metered.MakeChan[int](8), &n)
		return
	}
	for name := range racyChan {
		output, err := misuse(t, name)
		require.Error(t, err, name)
		require.Contains(t, output, "WARNING: DATA RACE", name)
	}
}

func TestChanOrdersWhatItHandsOver(t *testing.T) {
	if os.Getenv("METERED_CHILD") != "" {
		var (
			n             int
			there, closed = metered.MakeChan[int](1), metered.MakeChan[int](0)
		)
		aside(func() {
			n++
			there.Send(1)
		})
		there.Recv()
		n++
		aside(func() {
			n++
			closed.Close()
		})
		for range closed.All() {
		}
		n++
		return
	}
	output, err := misuse(t, "ordered")
	require.NoError(t, err, output)
}
