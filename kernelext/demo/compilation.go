package demo

import "cahiers/kernelext/outcome"

func warnings() Section {
	return Section{"Mises en garde", []Cell{
		{"garde-copie", "Un verrou copié par une méthode", `type counter struct {
	mu sync.Mutex
	n  int
}

func (c counter) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func main() {
	var c counter
	c.inc()
	fmt.Println(c.n)
}`, outcome.Success},
		{"garde-add", "Add dans la goroutine qu’il compte", `%%
var wg sync.WaitGroup
for range 3 {
	go func() {
		wg.Add(1)
		defer wg.Done()
	}()
}
wg.Wait()`, outcome.Success},
		{"garde-cancel", "Un contexte dont on jette l’annulation", `%%
ctx, _ := context.WithTimeout(context.Background(), time.Second)
fmt.Println(ctx.Err())`, outcome.Success},
	}}
}

func compilation() Section {
	return Section{"Erreurs de compilation", []Cell{
		{"compile-variable", "Une variable inutilisée", `%%
total := 0
fmt.Println("bonjour")`, outcome.Compile},
		{"compile-inconnu", "Un nom inconnu", `%%
fmt.Println(conter)`, outcome.Compile},
		{"compile-types", "Deux types qui ne vont pas ensemble", `%%
n := 3
fmt.Println("il y en a " + n)`, outcome.Compile},
		{"compile-return", "Une fonction qui ne rend rien", `func double(n int) int {
	fmt.Println(n)
}`, outcome.Compile},
		{"compile-affectation", "Deux valeurs pour une variable", `%%
n := strconv.Atoi("42")
fmt.Println(n)`, outcome.Compile},
		{"compile-dehors", "Une instruction hors d’une fonction", `total := 0`, outcome.Compile},
		{"compile-canal", "Envoyer sur un canal qui ne fait que recevoir", `func fill(in <-chan int) {
	in <- 1
}`, outcome.Compile},
		{"compile-paquet", "Un paquet qui n’existe pas", `import "cahiers/helpers/absent"

func main() { absent.Do() }`, outcome.Compile},
		{"compile-guillemets", "Des guillemets copiés d’un document", `%%
fmt.Println(“bonjour”)`, outcome.Compile},
		{"compile-accolade", "Une accolade oubliée", `func main() {
	for i := range 3 {
		fmt.Println(i)
}`, outcome.Compile},
	}}
}
