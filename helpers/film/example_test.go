package film_test

import (
	"fmt"
	"sync"

	"cahiers/helpers/film"
)

// Outside a notebook the function runs all the same.
func ExampleShow() {
	film.Show(func() {
		var wg sync.WaitGroup
		results := make(chan int)
		for n := range 3 {
			wg.Go(func() {
				film.Name(fmt.Sprint("carré de ", n))
				results <- n * n
			})
		}
		go func() { wg.Wait(); close(results) }()
		sum := 0
		for r := range results {
			sum += r
		}
		fmt.Println(sum)
	})
	// Output: 5
}

func ExampleName() {
	film.Show(func() {
		film.Name("chef")
		fmt.Println("au travail")
	})
	// Output: au travail
}

func ExampleMain() {
	film.Main(func() { fmt.Println("tout le programme") })
	// Output: tout le programme
}
