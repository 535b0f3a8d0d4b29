package demo

import "cahiers/kernelext/outcome"

func deadlocks() Section {
	return Section{"Interblocages et cellules bloquées", []Cell{
		{"blocage-croise", "Deux verrous pris dans l’ordre inverse", `var a, b sync.Mutex

func first(both *sync.WaitGroup) {
	a.Lock()
	defer a.Unlock()
	both.Done()
	both.Wait()
	b.Lock()
	defer b.Unlock()
}

func second(both *sync.WaitGroup) {
	b.Lock()
	defer b.Unlock()
	both.Done()
	both.Wait()
	a.Lock()
	defer a.Unlock()
}

func main() {
	var both, wg sync.WaitGroup
	both.Add(2)
	wg.Go(func() { first(&both) })
	wg.Go(func() { second(&both) })
	wg.Wait()
}`, outcome.Deadlock},
		{"blocage-virements", "Deux virements croisés", `type wallet struct {
	mu     sync.Mutex
	amount int
}

func transfer(from, to *wallet, both *sync.WaitGroup) {
	from.mu.Lock()
	defer from.mu.Unlock()
	both.Done()
	both.Wait()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.amount--
	to.amount++
}

func main() {
	alice, bob := &wallet{}, &wallet{}
	var both, wg sync.WaitGroup
	both.Add(2)
	wg.Go(func() { transfer(alice, bob, &both) })
	wg.Go(func() { transfer(bob, alice, &both) })
	wg.Wait()
}`, outcome.Deadlock},
		{"blocage-double", "Verrouiller deux fois le même verrou", `%%
var mu sync.Mutex
mu.Lock()
fmt.Println("une fois")
mu.Lock()
fmt.Println("deux fois")`, outcome.Deadlock},
		{"blocage-rwmutex", "Passer de la lecture à l’écriture sans rendre le verrou", `%%
var mu sync.RWMutex
mu.RLock()
defer mu.RUnlock()
mu.Lock()`, outcome.Deadlock},
		{"blocage-envoi", "Envoyer sans que personne ne reçoive", `%%
results := make(chan int)
results <- 42
fmt.Println(<-results)`, outcome.Deadlock},
		{"blocage-range", "Parcourir un canal que personne ne ferme", `%%
jobs := make(chan int)
go func() {
	for i := range 3 {
		jobs <- i
	}
}()
for job := range jobs {
	fmt.Println(job)
}`, outcome.Deadlock},
		{"blocage-waitgroup", "Attendre un WaitGroup qui n’arrive pas à zéro", `%%
var wg sync.WaitGroup
wg.Add(3)
for i := range 2 {
	go func() {
		defer wg.Done()
		fmt.Println("tâche", i)
	}()
}
wg.Wait()`, outcome.Deadlock},
		{"blocage-nil", "Recevoir d’un canal nil", `%%
var ch chan string
fmt.Println(<-ch)`, outcome.Deadlock},
		{"blocage-select", "Attendre plusieurs canaux dont aucun ne parle", `%%
a, b := make(chan int), make(chan int)
select {
case v := <-a:
	fmt.Println("a", v)
case v := <-b:
	fmt.Println("b", v)
}`, outcome.Deadlock},
		{"blocage-cond", "Attendre un signal que personne ne donne", `%%
var mu sync.Mutex
cond := sync.NewCond(&mu)
mu.Lock()
cond.Wait()
mu.Unlock()`, outcome.Deadlock},
		{"bloquee", "Une cellule bloquée, que l’on interrompt", `%%
go func() {
	for range time.Tick(time.Second) {
	}
}()
answers := make(chan string)
for i := range 3 {
	go func() { answers <- fmt.Sprint("réponse ", i) }()
}
for range 4 {
	fmt.Println(<-answers)
}`, outcome.Timeout},
	}}
}
