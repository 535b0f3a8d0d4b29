package metered_test

import (
	"context"
	"fmt"

	"cahiers/helpers/metered"
)

func ExampleMakeChan() {
	c := metered.MakeChan[string](2)
	fmt.Println(c.Len(), c.Cap())
	// Output: 0 2
}

func ExampleChan() {
	squares := metered.MakeChan[int](0)
	go func() {
		for i := range 4 {
			squares.Send(i * i)
		}
		squares.Close()
	}()
	for v := range squares.All() {
		fmt.Println(v)
	}
	s := squares.Stats()
	fmt.Println(s.Receives, s.ReceivesAfterClose, s.Closed)
	// Output:
	// 0
	// 1
	// 4
	// 9
	// 4 1 true
}

func ExampleChan_Send() {
	c := metered.MakeChan[int](1)
	c.Send(1)
	fmt.Println(c.Stats().Sends)
	// Output: 1
}

func ExampleChan_Recv() {
	c := metered.MakeChan[int](1)
	c.Send(1)
	c.Close()
	fmt.Println(c.Recv())
	fmt.Println(c.Recv())
	// Output:
	// 1 true
	// 0 false
}

func ExampleChan_TrySend() {
	c := metered.MakeChan[int](1)
	fmt.Println(c.TrySend(1), c.TrySend(2))
	fmt.Println(c.Stats().TrySendFailures)
	// Output:
	// true false
	// 1
}

func ExampleChan_TryRecv() {
	c := metered.MakeChan[int](1)
	_, _, ready := c.TryRecv()
	fmt.Println("nothing yet:", ready)
	c.Send(1)
	fmt.Println(c.TryRecv())
	c.Close()
	fmt.Println(c.TryRecv())
	// Output:
	// nothing yet: false
	// 1 true true
	// 0 false true
}

func ExampleChan_Close() {
	c := metered.MakeChan[int](0)
	c.Close()
	defer func() { fmt.Println(recover()) }()
	c.Send(1)
	// Output: send on closed channel
}

func ExampleChan_All() {
	c := metered.MakeChan[int](3)
	for i := range 3 {
		c.Send(i)
	}
	c.Close()
	for v := range c.All() {
		fmt.Println(v)
	}
	// Output:
	// 0
	// 1
	// 2
}

func ExampleChan_Len() {
	c := metered.MakeChan[int](3)
	c.Send(1)
	fmt.Println(c.Len())
	// Output: 1
}

func ExampleChan_Cap() {
	var never *metered.Chan[int]
	fmt.Println(metered.MakeChan[int](3).Cap(), never.Cap())
	// Output: 3 0
}

func ExampleChan_Raw() {
	c := metered.MakeChan[int](1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	select {
	case v, ok := <-c.Raw():
		c.CountRecv(ok)
		fmt.Println(v)
	case <-ctx.Done():
		fmt.Println(ctx.Err())
	}
	// Output: context canceled
}

func ExampleChan_CountSend() {
	left, right := metered.MakeChan[int](5), metered.MakeChan[int](5)
	for i := range 10 {
		select { // fills both, in no order
		case left.Raw() <- i:
			left.CountSend()
		case right.Raw() <- i:
			right.CountSend()
		}
	}
	fmt.Println(left.Stats().Sends, right.Stats().Sends)
	// Output: 5 5
}

func ExampleChan_CountRecv() {
	c := metered.MakeChan[int](1)
	c.Send(7)
	select {
	case v, ok := <-c.Raw():
		c.CountRecv(ok)
		fmt.Println(v)
	default:
	}
	fmt.Println(c.Stats().Receives)
	// Output:
	// 7
	// 1
}

func ExampleChan_Stats() {
	c := metered.MakeChan[int](3)
	for i := range 3 {
		c.Send(i)
	}
	c.TrySend(3)
	c.Recv()
	s := c.Stats()
	fmt.Println(s.Sends, s.Receives, s.Len, s.TrySendFailures)
	// Output: 3 1 2 1
}

func ExampleChanStats_Named() {
	c := metered.MakeChan[int](0)
	fmt.Println(c.Stats().Named("résultats").Name)
	// Output: résultats
}

func ExampleChanStats_Sub() {
	c := metered.MakeChan[int](2)
	c.Send(1)
	before := c.Stats()
	c.Send(2)
	fmt.Println(c.Stats().Sub(before).Sends)
	// Output: 1
}

func ExampleChanStats_Merge() {
	first, second := metered.MakeChan[int](1), metered.MakeChan[int](1)
	first.Send(1)
	second.Send(first.Len())
	fmt.Println(first.Stats().Merge(second.Stats()).Sends)
	// Output: 2
}

func ExampleChanStats_TimeSending() {
	c := metered.MakeChan[int](1)
	c.Send(1) // there is room: it does not wait
	fmt.Println(c.Stats().TimeSending())
	// Output: 0s
}

func ExampleChanStats_TimeReceiving() {
	c := metered.MakeChan[int](1)
	c.Send(1)
	c.Recv() // a value is there: it does not wait
	fmt.Println(c.Stats().TimeReceiving())
	// Output: 0s
}

func ExampleChanStats_String() {
	c := metered.MakeChan[int](3)
	c.Send(1)
	c.Send(2)
	s := c.Stats()
	s.Gap = 0 // as under -race: the counts alone
	fmt.Println(s)
	// Output: 2 envois, 0 réception ; tampon : 2 sur 3
}
