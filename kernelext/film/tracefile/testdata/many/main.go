// Command many has more goroutines, which switch more often, than can be drawn.
package main

import (
	"sync"

	"cahiers/helpers/film"
)

func main() {
	film.Main(func() {
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				ping, pong := make(chan int), make(chan int)
				go func() {
					for n := range ping {
						pong <- n
					}
				}()
				for i := range 500 {
					ping <- i
					<-pong
				}
				close(ping)
			})
		}
		wg.Wait()
	})
}
