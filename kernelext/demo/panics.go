package demo

import "cahiers/kernelext/outcome"

func panics() Section {
	return Section{"Paniques et erreurs d’exécution", []Cell{
		{"panique-map", "Écrire dans une map nil", `%%
var ages map[string]int
ages["Ada"] = 36`, outcome.Panic},
		{"panique-ferme", "Envoyer sur un canal fermé", `%%
results := make(chan int, 1)
close(results)
results <- 1`, outcome.Panic},
		{"panique-refermer", "Fermer deux fois un canal", `%%
done := make(chan bool)
close(done)
close(done)`, outcome.Panic},
		{"panique-waitgroup", "Un WaitGroup sous zéro", `%%
var wg sync.WaitGroup
wg.Add(1)
wg.Done()
wg.Done()`, outcome.Panic},
		{"panique-indice", "Un indice trop grand", `%%
squares := []int{0, 1, 4}
for i := 0; i <= len(squares); i++ {
	fmt.Println(squares[i])
}`, outcome.Panic},
		{"panique-goroutine", "Un pointeur nil dans une goroutine, pendant que d’autres attendent", `type node struct{ next *node }

func main() {
	block := make(chan bool)
	for range 2 {
		go func() { <-block }()
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(50 * time.Millisecond) // le temps que les autres attendent
		var n *node
		fmt.Println(n.next)
	})
	wg.Wait()
}`, outcome.Panic},
		{"panique-zero", "Diviser par zéro", `%%
total, count := 10, 0
fmt.Println(total / count)`, outcome.Panic},
		{"panique-type", "Une assertion de type fausse", `%%
var v any = "quarante-deux"
fmt.Println(v.(int))`, outcome.Panic},
		{"panique-deverrouiller", "Déverrouiller un verrou libre", `%%
var mu sync.Mutex
mu.Unlock()`, outcome.Exit},
		{"panique-map-concurrente", "Écrire dans une map depuis plusieurs goroutines", `%%
seen := map[int]int{}
var wg sync.WaitGroup
for range 8 {
	wg.Go(func() {
		for i := range 1_000_000 {
			seen[i%10]++
		}
	})
}
wg.Wait()`, outcome.Exit},
		{"panique-pile", "Une fonction qui s’appelle sans fin", `func count(n int) int {
	return 1 + count(n+1)
}

func main() {
	debug.SetMaxStack(64 << 20) // 64 Mo, au lieu de 1 Go
	fmt.Println(count(0))
}`, outcome.Exit},
	}}
}
