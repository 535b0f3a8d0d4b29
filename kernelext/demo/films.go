package demo

import "cahiers/kernelext/outcome"

func films() Section {
	return Section{"Le film des goroutines", []Cell{
		{"film-trois", "Un producteur, un consommateur", `//cahiers:film
import "cahiers/helpers/film"

func main() {
	jobs := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		film.Name("producteur")
		for i := range 5 {
			time.Sleep(2 * time.Millisecond)
			jobs <- i
		}
		close(jobs)
	})
	wg.Go(func() {
		film.Name("consommateur")
		for range jobs {
			time.Sleep(3 * time.Millisecond)
		}
	})
	wg.Wait()
}`, outcome.Success},
		{"film-cinquante", "Cinquante goroutines et un verrou", `//cahiers:film
%%
var mu sync.Mutex
var wg sync.WaitGroup
total := 0
for i := range 50 {
	wg.Go(func() {
		for range 5 {
			mu.Lock()
			total += i
			time.Sleep(50 * time.Microsecond)
			mu.Unlock()
		}
	})
}
wg.Wait()
fmt.Println(total)`, outcome.Success},
	}}
}
