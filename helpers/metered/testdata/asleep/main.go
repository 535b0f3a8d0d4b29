// Asleep blocks for ever on a channel, in the way its argument says.
package main

import (
	"os"

	"cahiers/helpers/metered"
)

func main() {
	var (
		raw      = make(chan int)
		full     = make(chan int, 1)
		ours     = metered.MakeChan[int](0)
		oursFull = metered.MakeChan[int](1)
		never    chan int
		oursZero metered.Chan[int]
		oursNil  *metered.Chan[int]
	)
	full <- 1
	oursFull.Send(1)
	map[string]func(){
		"raw send":                      func() { raw <- 1 },
		"metered send":                  func() { ours.Send(1) },
		"raw send to a full buffer":     func() { full <- 1 },
		"metered send to a full buffer": func() { oursFull.Send(1) },
		"raw receive":                   func() { <-raw },
		"metered receive":               func() { ours.Recv() },
		"raw range": func() {
			for range raw {
			}
		},
		"metered range": func() {
			for range ours.All() {
			}
		},
		"raw nil send":         func() { never <- 1 },
		"metered nil send":     func() { oursNil.Send(1) },
		"metered zero send":    func() { oursZero.Send(1) },
		"raw nil receive":      func() { <-never },
		"metered nil receive":  func() { oursNil.Recv() },
		"metered zero receive": func() { oursZero.Recv() },
	}[os.Args[1]]()
}
