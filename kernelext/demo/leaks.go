package demo

import "cahiers/kernelext/outcome"

func leaks() Section {
	return Section{"Fuites de goroutines", []Cell{
		{"fuite-envoi", "Ne prendre que la première réponse", `//cahiers:leaks

func search(engines int) string {
	answers := make(chan string)
	for i := range engines {
		go func() {
			answers <- fmt.Sprint("réponse ", i)
		}()
	}
	return <-answers
}

func main() {
	fmt.Println(len(search(3)) > 0)
}`, outcome.Leak},
		{"fuite-range", "Oublier de fermer le canal des tâches", `//cahiers:leaks

func work(jobs []int) int {
	queue, sums := make(chan int), make(chan int, 1)
	for range 2 {
		go func() {
			for job := range queue {
				sums <- job
			}
		}()
	}
	total := 0
	for _, job := range jobs {
		queue <- job
		total += <-sums
	}
	return total
}

func main() { fmt.Println(work([]int{1, 2, 3})) }`, outcome.Leak},
		{"fuite-contexte", "Attendre un contexte que personne n’annule", `//cahiers:leaks

func watch(ctx context.Context) {
	go func() {
		<-ctx.Done()
		fmt.Println("arrêt")
	}()
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	watch(ctx)
	_ = cancel
}`, outcome.Leak},
		{"fuite-aucune", "Les mêmes réponses, avec un tampon", `//cahiers:leaks

func search(engines int) string {
	answers := make(chan string, engines)
	for i := range engines {
		go func() { answers <- fmt.Sprint("réponse ", i) }()
	}
	return <-answers
}

func main() { fmt.Println(len(search(3)) > 0) }`, outcome.Success},
	}}
}
