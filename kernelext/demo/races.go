package demo

import "cahiers/kernelext/outcome"

func races() Section {
	return Section{"Conditions de course", []Cell{
		{"race-compteur", "Deux goroutines incrémentent le même compteur", `//cahiers:race
%%
counter := 0
var wg sync.WaitGroup
for range 2 {
	wg.Go(func() {
		for range 1000 {
			counter++
		}
	})
}
wg.Wait()
fmt.Println(counter)`, outcome.Race},
		{"race-drapeau", "Un drapeau qu’une goroutine lève et que main lit", `//cahiers:race
%%
ready := false
go func() {
	ready = true
}()
time.Sleep(10 * time.Millisecond)
fmt.Println(ready)`, outcome.Race},
		{"race-map", "Deux goroutines écrivent dans une map", `//cahiers:race
%%
ages := map[string]int{}
var wg sync.WaitGroup
wg.Go(func() { ages["Ada"] = 36 })
wg.Go(func() { ages["Alan"] = 41 })
wg.Wait()
fmt.Println(len(ages))`, outcome.Race},
		{"race-append", "Deux goroutines ajoutent à la même tranche", `//cahiers:race
%%
var names []string
var wg sync.WaitGroup
for _, name := range []string{"Ada", "Alan"} {
	wg.Add(1)
	go func() {
		defer wg.Done()
		names = append(names, name)
	}()
}
wg.Wait()
fmt.Println(len(names))`, outcome.Race},
		{"race-declaration", "Un compte écrit dans une autre cellule", `type account struct {
	balance int
}

func (a *account) deposit(amount int) {
	a.balance += amount
}`, outcome.Success},
		{"race-ailleurs", "La course est dans la cellule d’avant", `//cahiers:race
%%
var a account
var wg sync.WaitGroup
wg.Go(func() { a.deposit(10) })
wg.Go(func() { a.deposit(20) })
wg.Wait()
fmt.Println(a.balance)`, outcome.Race},
		{"race-plusieurs", "Deux courses dans une cellule", `//cahiers:race
%%
width, height := 1, 1
var wg sync.WaitGroup
for range 4 {
	wg.Go(func() {
		width *= 2
		height *= 3
	})
}
wg.Wait()
fmt.Println(width, height)`, outcome.Race},
		{"race-aucune", "Le même compteur, sous un verrou", `//cahiers:race
%%
counter := 0
var mu sync.Mutex
var wg sync.WaitGroup
for range 2 {
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		counter++
	})
}
wg.Wait()
fmt.Println(counter)`, outcome.Success},
	}}
}
