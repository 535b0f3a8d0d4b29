package metered_test

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/helpers/metered"
)

// The tests of this file up to the rule below check what Go's own
// runtime/chan_test.go checks. Its text cannot be made to use a Chan by a few
// rules: <-c, range, len and close would need the types of a whole package
// rewritten, and half of its tests reach into the runtime. Where it sleeps to
// see who blocks, a bubble of synctest knows.

var capacities = []int{0, 1, 2, 3, 10, 64}

func forEachCapacity(t *testing.T, test func(t *testing.T, capacity int)) {
	t.Helper()
	for _, capacity := range capacities {
		t.Run(fmt.Sprintf("capacity %d", capacity), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { test(t, capacity) })
		})
	}
}

func fill(c *metered.Chan[int]) {
	for i := range c.Cap() {
		c.Send(i)
	}
}

func TestChanRecvBlocksWhileEmpty(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		var received [2]bool
		for i := range received {
			go func() {
				c.Recv()
				received[i] = true
			}()
		}
		synctest.Wait()
		require.Equal(t, [2]bool{}, received)
		require.EqualValues(t, 2, c.Stats().ReceivesWaiting)
		c.Send(0)
		c.Send(0)
		synctest.Wait()
		require.Equal(t, [2]bool{true, true}, received)
		require.Zero(t, c.Stats().ReceivesWaiting)
		_, _, ready := c.TryRecv()
		require.False(t, ready)
	})
}

func TestChanSendBlocksWhileFull(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		fill(c)
		sent := false
		go func() {
			c.Send(0)
			sent = true
		}()
		synctest.Wait()
		require.False(t, sent)
		require.EqualValues(t, 1, c.Stats().SendsWaiting)
		require.False(t, c.TrySend(0))
		c.Recv()
		synctest.Wait()
		require.True(t, sent)
		require.Zero(t, c.Stats().SendsWaiting)
	})
}

func TestChanClosedIsDrainedThenGivesZeroes(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		fill(c)
		c.Close()
		for i := range capacity {
			v, ok := c.Recv()
			require.True(t, ok)
			require.Equal(t, i, v)
		}
		v, ok := c.Recv()
		require.False(t, ok)
		require.Zero(t, v)
		v, ok, ready := c.TryRecv()
		require.True(t, ready)
		require.False(t, ok)
		require.Zero(t, v)
		s := c.Stats()
		require.EqualValues(t, capacity, s.Receives)
		require.EqualValues(t, 2, s.ReceivesAfterClose)
		require.True(t, s.Closed)
	})
}

func TestChanCloseWakesReceivers(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		var woken sync.WaitGroup
		for range 3 {
			woken.Go(func() {
				v, ok := c.Recv()
				require.Zero(t, v)
				require.False(t, ok)
			})
		}
		synctest.Wait()
		c.Close()
		woken.Wait()
		require.Zero(t, c.Stats().ReceivesWaiting)
	})
}

func TestChanIsFirstInFirstOut(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		go func() {
			for i := range 1000 {
				c.Send(i)
			}
			c.Close()
		}()
		want := 0
		for v := range c.All() {
			require.Equal(t, want, v)
			want++
		}
		require.Equal(t, 1000, want)
	})
}

func TestChanLenAndCap(t *testing.T) {
	forEachCapacity(t, func(t *testing.T, capacity int) {
		c := metered.MakeChan[int](capacity)
		require.Zero(t, c.Len())
		fill(c)
		require.Equal(t, capacity, c.Len())
		require.Equal(t, capacity, c.Cap())
	})
}

// A value is there, or the channel is closed: TryRecv must never refuse.
func TestChanTryRecvAgainstClose(t *testing.T) {
	for range 2000 {
		c := metered.MakeChan[int](1)
		c.Send(1)
		refused := make(chan bool)
		go func() {
			_, _, ready := c.TryRecv()
			refused <- !ready
		}()
		c.Close()
		c.Recv()
		require.False(t, <-refused)
	}
}

// A goroutine that may send or receive must not meet itself.
func TestChanSelectsOnBothSides(t *testing.T) {
	for _, capacity := range []int{0, 10} {
		c := metered.MakeChan[int](capacity)
		var both sync.WaitGroup
		for p := range 2 {
			both.Go(func() {
				for range 1000 {
					select {
					case c.Raw() <- p:
						c.CountSend()
					case v, ok := <-c.Raw():
						c.CountRecv(ok)
						if capacity == 0 && v == p {
							t.Error("received from itself")
						}
					}
				}
			})
		}
		both.Wait()
		s := c.Stats()
		require.EqualValues(t, 2000, s.Sends+s.Receives)
		require.EqualValues(t, s.Len, s.Sends-s.Receives)
	}
}

// ---------------------------------------------------------------------------

// Every value sent is received once, whoever sends and receives, and the counts
// tell it.
func TestChanManyToMany(t *testing.T) {
	const each = 2000
	for _, capacity := range []int{0, 1, 64} {
		for _, g := range []struct{ senders, receivers int }{{1, 1}, {8, 1}, {1, 8}, {8, 8}} {
			t.Run(fmt.Sprintf("capacity %d, %d to %d", capacity, g.senders, g.receivers), func(t *testing.T) {
				var (
					c                  = metered.MakeChan[int](capacity)
					line               = make(chan struct{})
					senders, receivers sync.WaitGroup
					received           = make([][]int, g.receivers)
				)
				for i := range g.senders {
					senders.Go(func() {
						<-line
						for v := range each {
							if v%7 != 0 || !c.TrySend(i*each+v) {
								c.Send(i*each + v)
							}
						}
					})
				}
				for i := range g.receivers {
					receivers.Go(func() {
						<-line
						for v := range c.All() {
							received[i] = append(received[i], v)
						}
					})
				}
				close(line)
				senders.Wait()
				c.Close()
				receivers.Wait()

				all := slices.Sorted(slices.Values(slices.Concat(received...)))
				require.Len(t, all, g.senders*each)
				for i, v := range all {
					require.Equal(t, i, v)
				}
				s := c.Stats()
				require.EqualValues(t, g.senders*each, s.Sends)
				require.EqualValues(t, g.senders*each, s.Receives)
				require.EqualValues(t, g.receivers, s.ReceivesAfterClose)
				require.True(t, s.Closed)
			})
		}
	}
}

// A Chan and a channel do the same in any order of operations that need no
// waiting, panics included.
func TestChanDoesWhatAChannelDoes(t *testing.T) {
	type outcome struct {
		v      int
		ok     bool
		ready  bool
		failed any
	}
	attempt := func(op func() outcome) (o outcome) {
		defer func() {
			if p := recover(); p != nil {
				o = outcome{failed: p}
			}
		}()
		return op()
	}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		capacity := random.IntN(4)
		raw, ours := make(chan int, capacity), metered.MakeChan[int](capacity)
		var want metered.ChanStats
		for step := range 100 {
			var a, b outcome
			switch op := random.IntN(20); {
			case op == 0 && step > 20:
				a = attempt(func() outcome { close(raw); return outcome{} })
				b = attempt(func() outcome { ours.Close(); return outcome{} })
				want.Closed = true
			case op < 6:
				a = attempt(func() outcome {
					select {
					case raw <- step:
						want.Sends++
						return outcome{ready: true}
					default:
						want.TrySendFailures++
						return outcome{}
					}
				})
				b = attempt(func() outcome { return outcome{ready: ours.TrySend(step)} })
			case op < 12:
				a = attempt(func() outcome {
					select {
					case v, ok := <-raw:
						if ok {
							want.Receives++
						} else {
							want.ReceivesAfterClose++
						}
						return outcome{v: v, ok: ok, ready: true}
					default:
						want.TryRecvFailures++
						return outcome{}
					}
				})
				b = attempt(func() outcome {
					v, ok, ready := ours.TryRecv()
					return outcome{v: v, ok: ok, ready: ready}
				})
			case op < 16 && (len(raw) < cap(raw) || want.Closed):
				a = attempt(func() outcome { raw <- step; want.Sends++; return outcome{} })
				b = attempt(func() outcome { ours.Send(step); return outcome{} })
			case op >= 16 && len(raw) > 0:
				a = attempt(func() outcome { v, ok := <-raw; want.Receives++; return outcome{v: v, ok: ok} })
				b = attempt(func() outcome { v, ok := ours.Recv(); return outcome{v: v, ok: ok} })
			}
			require.Equal(t, a, b, "seed %d, step %d", seed, step)
			require.Equal(t, len(raw), ours.Len())
		}
		s := ours.Stats()
		got := metered.ChanStats{
			Sends: s.Sends, Receives: s.Receives, ReceivesAfterClose: s.ReceivesAfterClose,
			TrySendFailures: s.TrySendFailures, TryRecvFailures: s.TryRecvFailures, Closed: s.Closed,
		}
		require.Equal(t, want, got, "seed %d", seed)
		require.Zero(t, s.SendsBlocked)
		require.Zero(t, s.SendsWaiting)
		require.Zero(t, s.ReceivesWaiting)
	}
}

func TestChanPanicsAsAChannelDoes(t *testing.T) {
	closed, ours := make(chan int), metered.MakeChan[int](0)
	close(closed)
	ours.Close()
	var (
		never chan int
		zero  metered.Chan[int]
		none  *metered.Chan[int]
		size  = -1
	)
	for name, pair := range map[string]struct {
		raw     func()
		metered []func()
	}{
		"send on closed channel":                     {func() { closed <- 1 }, []func(){func() { ours.Send(1) }, func() { ours.TrySend(1) }}},
		"close of closed channel":                    {func() { close(closed) }, []func(){ours.Close}},
		"close of nil channel":                       {func() { close(never) }, []func(){zero.Close, none.Close}},
		"runtime error: makechan: size out of range": {func() { _ = make(chan int, size) }, []func(){func() { metered.MakeChan[int](size) }}},
	} {
		want := panicOf(pair.raw)
		require.Implements(t, (*runtime.Error)(nil), want)
		require.Contains(t, name, strings.TrimPrefix(fmt.Sprint(want), "runtime error: "))
		for _, f := range pair.metered {
			require.Equal(t, want, panicOf(f), name)
		}
	}
}

func panicOf(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}

// A sender asleep in a channel that is closed panics.
func TestChanCloseUnderABlockedSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := metered.MakeChan[int](0)
		var message any
		go func() { message = panicOf(func() { c.Send(1) }) }()
		synctest.Wait()
		c.Close()
		synctest.Wait()
		require.EqualError(t, message.(error), "send on closed channel")
		s := c.Stats()
		require.Zero(t, s.Sends)
		require.Zero(t, s.SendsWaiting)
	})
}

func TestNilChan(t *testing.T) {
	for name, c := range map[string]*metered.Chan[int]{"nil": nil, "zero": new(metered.Chan[int])} {
		require.Zero(t, c.Len(), name)
		require.Zero(t, c.Cap(), name)
		require.Nil(t, c.Raw(), name)
		require.False(t, c.TrySend(1), name)
		_, _, ready := c.TryRecv()
		require.False(t, ready, name)
		require.Zero(t, c.Stats().Sends, name)
	}
}

// asleep runs the program testdata/asleep, which must not end well.
func TestChanLeavesDeadlocksToTheRuntime(t *testing.T) {
	program := filepath.Join(t.TempDir(), "asleep.exe")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/asleep").CombinedOutput()
	require.NoError(t, err, string(out))
	for raw, rivals := range map[string][]string{
		"raw send":                  {"metered send"},
		"raw send to a full buffer": {"metered send to a full buffer"},
		"raw receive":               {"metered receive"},
		"raw range":                 {"metered range"},
		"raw nil send":              {"metered nil send", "metered zero send"},
		"raw nil receive":           {"metered nil receive", "metered zero receive"},
	} {
		want := lastWords(t, program, raw)
		require.Contains(t, want, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan ")
		for _, ours := range rivals {
			require.Equal(t, want, lastWords(t, program, ours), ours)
		}
	}
}

// lastWords returns what a program that must fail said before its stack.
func lastWords(t *testing.T, program, arg string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, arg).CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 2, exit.ExitCode())
	words, _, found := strings.Cut(string(out), ":\nmain.")
	if !found {
		words, _, _ = strings.Cut(string(out), ":\ncahiers/helpers/metered.")
	}
	return words
}

func TestVetSeesCopiesOfChan(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "vet", "./testdata/copied").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "passes lock by value: cahiers/helpers/metered.Chan[int]")
}

func TestChanSidesHaveCacheLines(t *testing.T) {
	typ := reflect.TypeFor[metered.Chan[int]]()
	if reflect.TypeFor[uintptr]().Size() != 8 {
		t.Skip("laid out for 64-bit machines")
	}
	for name, offset := range map[string]uintptr{"sends": 64, "receives": 128} {
		field, _ := typ.FieldByName(name)
		require.Equal(t, offset, field.Offset, name)
		require.EqualValues(t, 64, field.Type.Size(), name)
	}
	require.EqualValues(t, 320, typ.Size())
}

func TestChanOperationsDoNotAllocate(t *testing.T) {
	c := metered.MakeChan[[4]int](2)
	pair := func() {
		c.Send([4]int{})
		c.TrySend([4]int{})
		c.Recv()
		c.TryRecv()
	}
	for range 1000 { // what is sampled has its room now
		pair()
	}
	require.Zero(t, testing.AllocsPerRun(1000, pair))
}

func TestChanSamplesEverythingOfAShortProgram(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("nothing is sampled under -race")
	}
	synctest.Test(t, func(t *testing.T) {
		c := metered.MakeChan[int](2)
		go func() {
			for i := range 5 {
				c.Send(i) // the third to fifth wait, a second each
			}
			c.Close()
		}()
		for range c.All() {
			time.Sleep(time.Second)
		}
		s := c.Stats()
		require.EqualValues(t, 1, s.Gap)
		require.EqualValues(t, 5, s.Sends)
		require.EqualValues(t, 5, sum(s.OccupancySeen))
		require.EqualValues(t, 5, s.OccupancySampled)
		require.Equal(t, s.SendsBlocked, s.SendsTimed)
		require.Equal(t, s.SendsBlocked, s.SendWaits.Count())
		require.GreaterOrEqual(t, s.SendsBlocked, uint64(2))
		require.Equal(t, time.Duration(s.SendsBlocked)*time.Second, s.TimeSending().Round(time.Second))
		require.Equal(t, 5*time.Second, s.Age)
		last := s.Occupancy[len(s.Occupancy)-1]
		require.Equal(t, figure.Moment{At: 5 * time.Second, Value: 0}, last)
		require.True(t, slices.IsSortedFunc(s.Occupancy, func(a, b figure.Moment) int { return int(a.At - b.At) }))
	})
}

// Alternately a channel of one is met empty and full, and a receive waits a
// millisecond: a fixed gap would see one kind only.
func TestChanSamplesALongProgramAtRandom(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("nothing is sampled under -race")
	}
	synctest.Test(t, func(t *testing.T) {
		const values = 400_000
		c := metered.MakeChan[int](2)
		for range values / 2 {
			c.Send(1)
			c.Send(2)
			c.Recv()
			c.Recv()
			time.Sleep(time.Microsecond)
		}
		s := c.Stats()
		require.EqualValues(t, values, s.Sends)
		require.EqualValues(t, 1024, s.Gap)
		require.Zero(t, s.SendsBlocked)
		require.Zero(t, s.ReceivesBlocked)

		// Each sample counts for its gap: together they are all of the sends, give
		// or take a tenth.
		require.InEpsilon(t, float64(values), float64(sum(s.OccupancySeen)), 0.3)
		require.Len(t, s.OccupancySeen, 2)
		require.InDelta(t, 0.5, float64(s.OccupancySeen[0])/float64(sum(s.OccupancySeen)), 0.25)

		require.GreaterOrEqual(t, len(s.Occupancy), 128)
		require.Less(t, len(s.Occupancy), 256)
		// The curve is spread over the whole: no gap is a tenth of it.
		last := time.Duration(0)
		for _, o := range append(s.Occupancy, figure.Moment{At: s.Age}) {
			require.Less(t, o.At-last, s.Age/10)
			last = o.At
		}
	})
}

func TestChanEstimatesWhoBlocks(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("nothing is sampled under -race")
	}
	synctest.Test(t, func(t *testing.T) {
		const values = 20_000
		c := metered.MakeChan[int](0)
		go func() {
			for i := range values {
				time.Sleep(time.Millisecond) // the receiver is asleep in the channel by then
				c.Send(i)
			}
			c.Close()
		}()
		for range c.All() {
		}
		s := c.Stats()
		require.Zero(t, s.SendsBlocked)
		require.Greater(t, s.Gap, uint64(1))
		require.InEpsilon(t, float64(values), float64(s.ReceivesBlocked), 0.3)
		require.Equal(t, s.ReceivesBlocked, s.ReceiveWaits.Count())
		require.InEpsilon(t, float64(values*time.Millisecond), float64(s.TimeReceiving()), 0.3)
		require.Nil(t, s.Occupancy)
		require.Nil(t, s.OccupancySeen)
	})
}

func TestChanCountsInASelect(t *testing.T) {
	c := metered.MakeChan[int](1)
	for range 100 {
		select {
		case c.Raw() <- 1:
			c.CountSend()
		default:
		}
		v, ok := <-c.Raw()
		c.CountRecv(ok)
		require.Equal(t, 1, v)
	}
	close(c.Raw())
	_, ok := <-c.Raw()
	c.CountRecv(ok)
	s := c.Stats()
	require.EqualValues(t, 100, s.Sends)
	require.EqualValues(t, 100, s.Receives)
	require.EqualValues(t, 1, s.ReceivesAfterClose)
	require.True(t, s.Closed, "a receive said so")
	if !metered.RaceEnabled {
		require.Len(t, s.Occupancy, 200)
	}
}

func TestChanAllStopsWhereItsLoopDoes(t *testing.T) {
	c := metered.MakeChan[int](3)
	fill(c)
	for v := range c.All() {
		if v == 1 {
			break
		}
	}
	require.Equal(t, 1, c.Len())
}

// Who only asks, over and over, is sampled ever less, too.
func TestChanRefusalsThinTheSamples(t *testing.T) {
	if metered.RaceEnabled {
		t.Skip("nothing is sampled under -race")
	}
	for name, refused := range map[string]func(c *metered.Chan[int]){
		"send":    func(c *metered.Chan[int]) { c.TrySend(1) },
		"receive": func(c *metered.Chan[int]) { c.TryRecv() },
	} {
		c := metered.MakeChan[int](0)
		for range 100_000 {
			refused(c)
		}
		require.Greater(t, c.Stats().Gap, uint64(64), name)
	}
}
