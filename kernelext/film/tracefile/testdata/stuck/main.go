// Command stuck never ends.
package main

import (
	"sync"

	"cahiers/helpers/film"
)

func main() {
	film.Main(func() {
		var a, b sync.Mutex
		var both sync.WaitGroup
		both.Add(2)
		cross := func(first, second *sync.Mutex) {
			first.Lock()
			both.Done()
			both.Wait()
			second.Lock()
		}
		go cross(&a, &b)
		cross(&b, &a)
	})
}
