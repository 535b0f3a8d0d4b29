package sight

import (
	"fmt"
	"strings"
)

// spot is a line of cell 3, which alone is the cell of the samples, with the
// lines around it, the first of which is numbered first.
func spot(function string, line, first int, code ...string) Spot {
	return Spot{Cell: 3, Line: line, Name: fmt.Sprintf("ligne %d", line), Func: function, First: first, Code: code}
}

var raceLesson = Lesson{Title: "Conditions de course", File: "03-conditions-de-course.ipynb"}

func raceSample() Sight {
	loop := []string{"go func() {", "\tdefer wg.Done()", "\tfor range 1000 {", "\t\tcompteur++", "\t}"}
	started := spot("main", 7, 6, "for range 2 {", "\tgo func() {", "\t\tdefer wg.Done()")
	return Sight{
		Kind:  Race,
		Title: "Condition de course sur compteur",
		Sentences: []string{
			"Deux goroutines touchent compteur en même temps, et l’une au moins y écrit\u00a0: rien ne décide laquelle passe la première.",
			"Protégez compteur par un verrou (sync.Mutex), ou remplacez-le par un atomic.Int64.",
		},
		Caveat: "Le détecteur n’a vu que ce qui s’est exécuté cette fois-ci.",
		Lesson: raceLesson,
		Alt:    "La goroutine 8 écrit dans compteur, ligne 10, pendant que la goroutine 7 le lit, ligne 10. Rien ne les ordonne.",
		Races: []Pair{{
			Count: 12, Variable: "compteur",
			Accesses: [2]Access{
				{Goroutine: 8, Name: "goroutine 8", Write: true, At: spot("main", 10, 7, loop...), Started: started},
				{Goroutine: 7, Name: "goroutine 7", At: spot("main", 10, 7, loop...), Started: started},
			},
		}},
	}
}

func racesSample() Sight {
	fill := []string{"func remplir(notes map[string]int, noms []string) {", "\tfor _, nom := range noms {", "\t\tnotes[nom]++", "\t}", "}"}
	s := raceSample()
	s.Title = "Deux conditions de course"
	s.Alt = "Deux dessins."
	s.Races = []Pair{
		{
			Count: 1, Variable: "notes",
			Accesses: [2]Access{
				{Goroutine: 1, Name: "goroutine principale", Via: "runtime.mapaccess1_faststr", At: spot("main", 14, 12, "go remplir(notes, élèves)", "time.Sleep(time.Millisecond)", "fmt.Println(notes[\"Ada\"], \"<b>\", len(notes) > 0 && true)", "wg.Wait()")},
				{
					Goroutine: 6, Name: "goroutine 6", Write: true, Via: "runtime.mapassign_faststr",
					At:      Spot{Cell: 2, Line: 3, Name: "cellule 2, ligne 3", Func: "remplir", First: 1, Code: fill},
					Started: spot("main", 12, 11, "func main() {", "\tgo remplir(notes, élèves)", "\ttime.Sleep(time.Millisecond)"),
				},
			},
		},
		{
			Count: 3,
			Accesses: [2]Access{
				{Goroutine: 9, Name: "goroutine 9", Write: true, Atomic: true, At: spot("main.func1", 21, 20, "go func() {", "\tatomic.AddInt64(&total, 1)", "}()"), Started: spot("main", 20, 19, "for range 4 {", "\tgo func() {", "\t\tatomic.AddInt64(&total, 1)")},
				{Goroutine: 6, Name: "goroutine 6", Write: true, Via: "append", Started: spot("main", 12, 11, "func main() {", "\tgo remplir(notes, élèves)")},
			},
		},
	}
	return s
}

func noRaceSample() Sight {
	return Sight{
		Kind:      Race,
		Title:     "Aucune condition de course n’a été vue",
		Sentences: []string{"Le détecteur a surveillé toute l’exécution de la cellule, et rien n’a été touché par deux goroutines à la fois."},
		Caveat:    "Il n’a vu que ce qui s’est exécuté cette fois-ci\u00a0: une autre exécution peut prendre un autre chemin.",
		Lesson:    raceLesson,
		Alt:       "Aucune condition de course n’a été vue.",
	}
}

// deadlockSample is two transfers that take the same two locks in two orders.
func deadlockSample() Sight {
	transfer := func(number int, from, to string, line int) Goroutine {
		return Goroutine{
			Numbers: []int{number}, Name: fmt.Sprintf("goroutine %d", number), State: "sync.Mutex.Lock", Waits: true,
			Does:    "attend que " + to + ".mu soit libre",
			At:      spot("virer", line, line-2, from+".mu.Lock()", "defer "+from+".mu.Unlock()", to+".mu.Lock()", "defer "+to+".mu.Unlock()"),
			Started: spot("main", line+11, line+10, "var wg sync.WaitGroup", "wg.Go(func() { virer("+from+", "+to+", 10) })"),
		}
	}
	return Sight{
		Kind:  Deadlock,
		Title: "Interblocage\u00a0: toutes les goroutines attendent",
		Sentences: []string{
			"Chaque goroutine tient un verrou et attend celui que l’autre tient\u00a0: aucune ne peut avancer.",
			"Prenez toujours les deux verrous dans le même ordre.",
		},
		Caveat: "Go ne dit pas qui tient un verrou\u00a0: c’est déduit de votre code.",
		Lesson: Lesson{Title: "sync.Mutex", File: "04-mutex.ipynb"},
		Alt:    "La goroutine 7 attend livret.mu, que tient la goroutine 8. La goroutine 8 attend courant.mu, que tient la goroutine 7. La goroutine principale les attend toutes deux.",
		Waits: &Waits{
			Goroutines: []Goroutine{
				{
					Numbers: []int{1}, Name: "goroutine principale", State: "sync.WaitGroup.Wait", Waits: true,
					Does: "attend que le compteur de wg revienne à zéro",
					At:   spot("main", 34, 32, "wg.Go(func() { virer(courant, livret, 10) })", "wg.Go(func() { virer(livret, courant, 20) })", "wg.Wait()", "fmt.Println(\"fini\")"),
				},
				transfer(7, "courant", "livret", 21),
				transfer(8, "livret", "courant", 22),
			},
			Things: []Thing{
				{Kind: WaitGroup, Name: "wg", Note: "il attend 2 goroutines"},
				{Kind: Lock, Name: "livret.mu"},
				{Kind: Lock, Name: "courant.mu"},
			},
			Edges: []Edge{
				{Goroutine: 0, Thing: 0},
				{Goroutine: 1, Thing: 1},
				{Goroutine: 2, Thing: 2},
				{Goroutine: 1, Thing: 2, Holds: true, Inferred: true},
				{Goroutine: 2, Thing: 1, Holds: true, Inferred: true},
			},
		},
	}
}

// selfSample locks the same lock twice.
func selfSample() Sight {
	return Sight{
		Kind: Deadlock, Title: "Interblocage\u00a0: la goroutine principale attend ce qu’elle tient",
		Sentences: []string{"Un sync.Mutex ne se prend pas deux fois\u00a0: même sa propre goroutine attend."},
		Caveat:    "Go ne dit pas qui tient un verrou\u00a0: c’est déduit de votre code.",
		Lesson:    Lesson{Title: "sync.Mutex"},
		Alt:       "La goroutine principale attend mu, qu’elle tient.",
		Waits: &Waits{
			Goroutines: []Goroutine{{
				Numbers: []int{1}, Name: "goroutine principale", State: "sync.Mutex.Lock", Waits: true,
				Does: "attend que mu soit libre", At: spot("main", 4, 3, "mu.Lock()", "mu.Lock()", "fmt.Println(\"jamais\")"),
			}},
			Things: []Thing{{Kind: Lock, Name: "mu"}},
			Edges:  []Edge{{Goroutine: 0, Thing: 0}, {Goroutine: 0, Thing: 0, Holds: true, Inferred: true}},
		},
	}
}

// stuckSample is eight goroutines that wait for a channel while others go on.
func stuckSample() Sight {
	return Sight{
		Kind:      Stuck,
		Title:     "Où en étaient les goroutines quand vous avez interrompu la cellule",
		Sentences: []string{"Huit goroutines envoient dans résultats, et personne ne reçoit.", "Recevez leurs résultats avant wg.Wait, ou donnez de la place au canal."},
		Caveat:    "La page montre un instant\u00a0: ce que chacune faisait au moment de l’interruption.",
		Lesson:    Lesson{Title: "Les canaux", File: "07-channels.ipynb"},
		Alt:       "Huit goroutines attendent que résultats reçoive. La goroutine principale attend wg. La goroutine 30 dort, la goroutine 31 calcule.",
		Waits: &Waits{
			Goroutines: []Goroutine{
				{Numbers: []int{1}, Name: "goroutine principale", State: "sync.WaitGroup.Wait", Does: "attend que le compteur de wg revienne à zéro", Waits: true, At: spot("main", 19, 17, "}", "", "wg.Wait()", "close(résultats)")},
				{Numbers: []int{18, 19, 20, 21, 22, 23, 24, 25}, Name: "8 goroutines", State: "chan send", Does: "attendent que résultats ait de la place", Waits: true, At: spot("main", 15, 13, "\tdefer wg.Done()", "\tn := compter(mots, lettre)", "\trésultats <- n", "}()"), Started: spot("main", 12, 11, "for _, lettre := range \"abcdefgh\" {", "\tgo func() {", "\t\tdefer wg.Done()")},
				{Numbers: []int{30}, Name: "goroutine 30", State: "sleep", Does: "dort", At: spot("journal", 5, 4, "for range time.Tick(time.Second) {", "\ttime.Sleep(time.Minute)", "}"), Started: spot("main", 9, 9, "go journal()")},
				{Numbers: []int{31}, Name: "goroutine 31", State: "running", Does: "tourne", At: spot("(*moteur).calculerTrèsLonguementSansJamaisRendreLaMain", 41, 40, "for {", "\tm.x = math.Sqrt(m.x*m.x + m.y*m.y + m.z*m.z + 2*m.x*m.y*m.z - float64(len(m.historique)))", "}"), Started: spot("main", 10, 10, "go m.calculerTrèsLonguementSansJamaisRendreLaMain()")},
				{Numbers: []int{32}, Name: "goroutine 32", State: "select", Does: "attend l’un des canaux de son select", Waits: true, At: spot("veiller", 51, 50, "select {", "case <-fin:", "case <-ctx.Done():", "}"), Started: spot("main", 11, 11, "go veiller(ctx, fin)")},
				{Numbers: []int{33}, Name: "goroutine 33", State: "IO wait", Does: "attend le réseau", Waits: true, At: spot("lire", 61, 61, "io.ReadAll(rép.Body)"), Started: spot("main", 11, 11, "go lire(rép)")},
				{Numbers: []int{34}, Name: "goroutine 34", State: "chan receive (nil chan)", Does: "attend un canal nil\u00a0: rien n’y viendra jamais", Waits: true, At: spot("main", 71, 71, "<-jamais"), Started: spot("main", 70, 70, "go func() {")},
				{Numbers: []int{35}, Name: "goroutine 35", State: "sync.Cond.Wait", Does: "attend que c soit signalée", Waits: true, At: spot("main", 81, 80, "for !prêt {", "\tc.Wait()", "}"), Started: spot("main", 79, 79, "go func() {")},
			},
			Things: []Thing{
				{Kind: WaitGroup, Name: "wg"},
				{Kind: Channel, Name: "résultats", Note: "sans place, et personne ne reçoit"},
				{Kind: Select, Name: "fin, ctx.Done()", Note: "l’un des deux"},
				{Kind: Other, Name: "le réseau"},
				{Kind: Nothing, Name: "jamais", Note: "un canal nil"},
				{Kind: Cond, Name: "c"},
			},
			Edges: []Edge{{Goroutine: 0, Thing: 0}, {Goroutine: 1, Thing: 1}, {Goroutine: 4, Thing: 2}, {Goroutine: 5, Thing: 3}, {Goroutine: 6, Thing: 4}, {Goroutine: 7, Thing: 5}, {Goroutine: 1, Thing: 0, Holds: true, Inferred: true}},
		},
	}
}

func leakSample() Sight {
	leaked := func(name, does, state string, line int, code string, numbers ...int) Goroutine {
		return Goroutine{
			Numbers: numbers, Name: name, Does: does, State: state, Waits: true,
			At:      spot("chercher", line, line-1, "go func() {", "\t"+code, "}()"),
			Started: spot("chercher", line-1, line-1, "go func() {", "\t"+code),
		}
	}
	return Sight{
		Kind:      Leak,
		Title:     "Fuite\u00a0: 5 goroutines ne finiront jamais",
		Sentences: []string{"Le programme est fini, mais elles attendent encore, et plus personne ne peut les réveiller."},
		Caveat:    "Une goroutine qu’une variable globale peut encore atteindre n’est pas comptée ici.",
		Lesson:    Lesson{Title: "Annulation et erreurs", File: "09-contexte-et-erreurs.ipynb"},
		Alt:       "Trois groupes de goroutines attendent des canaux que plus personne n’utilise.",
		Waits: &Waits{
			Goroutines: []Goroutine{
				leaked("3 goroutines", "attendent que quelqu’un reçoive de réponses", "chan send", 8, "réponses <- interroger(serveur)", 6, 7, 9),
				leaked("goroutine 11", "attend une valeur de requêtes", "chan receive", 15, "for r := range requêtes {", 11),
				leaked("goroutine 12", "attend que verrou soit libre", "sync.Mutex.Lock", 22, "verrou.Lock()", 12),
			},
			Things: []Thing{{Kind: Channel, Name: "réponses", Note: "personne ne reçoit"}, {Kind: Channel, Name: "requêtes", Note: "jamais fermé"}, {Kind: Lock, Name: "verrou"}},
			Edges:  []Edge{{Goroutine: 0, Thing: 0}, {Goroutine: 1, Thing: 1}, {Goroutine: 2, Thing: 2}},
		},
	}
}

func noLeakSample() Sight {
	return Sight{
		Kind: Leak, Title: "Aucune fuite n’a été trouvée",
		Sentences: []string{"À la fin de la cellule, aucune goroutine n’attendait ce qui ne peut plus venir."},
		Caveat:    "Une goroutine qu’une variable globale peut encore atteindre n’est pas comptée ici.",
		Alt:       "Aucune fuite n’a été trouvée.",
		Waits:     &Waits{},
	}
}

func othersSample() Sight {
	s := leakSample()
	s.Kind, s.Title = Others, "Les 3 autres goroutines"
	s.Sentences = []string{"Voici ce qu’elles faisaient quand le programme est mort."}
	s.Caveat, s.Lesson = "", Lesson{}
	return s
}

func warningSample() Sight {
	return Sight{
		Kind:      Warning,
		Title:     "Deux lignes à revoir",
		Sentences: []string{"La cellule a été exécutée, mais go vet y a remarqué ceci."},
		Lesson:    Lesson{Title: "sync.Mutex", File: "04-mutex.ipynb"},
		Alt:       "Deux avertissements, lignes 8 et 14.",
		Notes: []Note{
			{Text: "ajouter reçoit une copie du verrou de c\u00a0: chaque appel verrouille sa propre copie, et ne protège rien. Passez un pointeur, *compteur.", English: "ajouter passes lock by value: compteur contains sync.Mutex", At: spot("ajouter", 8, 7, "", "func ajouter(c compteur) {", "\tc.mu.Lock()", "\tdefer c.mu.Unlock()")},
			{Text: "cancel n’est appelée nulle part\u00a0: le contexte ne sera jamais rendu. Ajoutez defer cancel().", English: "the cancel function returned by context.WithCancel should be called, not discarded, to avoid a context leak", At: spot("main", 14, 13, "func main() {", "\tctx, _ := context.WithCancel(context.Background())", "\tgo veiller(ctx)")},
		},
	}
}

// philosophersSample is a ring of n that each hold one fork and wait for the next.
func philosophersSample(n int) Sight {
	s := deadlockSample()
	s.Title = fmt.Sprintf("Interblocage\u00a0: %d philosophes attendent", n)
	s.Alt = "Chacun tient une fourchette et attend la suivante."
	s.Waits = &Waits{}
	for i := range n {
		s.Waits.Goroutines = append(s.Waits.Goroutines, Goroutine{
			Numbers: []int{i + 6}, Name: fmt.Sprintf("goroutine %d", i+6), State: "sync.Mutex.Lock", Waits: true,
			Does: fmt.Sprintf("attend que fourchettes[%d] soit libre", (i+1)%n), At: spot("dîner", 9, 8, "fourchettes[i].Lock()", "fourchettes[(i+1)%5].Lock()"),
			Started: spot("main", 17, 17, "go dîner(i)"),
		})
		s.Waits.Things = append(s.Waits.Things, Thing{Kind: Lock, Name: fmt.Sprintf("fourchettes[%d]", i)})
		s.Waits.Edges = append(s.Waits.Edges, Edge{Goroutine: i, Thing: (i + 1) % n}, Edge{Goroutine: i, Thing: i, Holds: true, Inferred: true})
	}
	return s
}

// hostileSample is deadlockSample whose learner writes what could leave its place.
func hostileSample() Sight {
	s := deadlockSample()
	s.Title, s.Caveat, s.Alt = hostile, hostile, hostile
	s.Sentences = []string{hostile}
	s.Lesson = Lesson{Title: hostile, File: "javascript:" + hostile}
	for i := range s.Waits.Goroutines {
		g := &s.Waits.Goroutines[i]
		g.Name, g.Does, g.State, g.At.Name, g.At.Func = hostile, hostile, hostile, hostile, hostile
		g.At.Code[0] = hostile
	}
	for i := range s.Waits.Things {
		s.Waits.Things[i].Name, s.Waits.Things[i].Note = hostile, hostile
		s.Waits.Things[i].Kind = ThingKind(hostile)
	}
	return s
}

const hostile = `</script></style></svg></pre></details><b onclick="x">'&amp;` + "\x00\x1b[31m\xff<!--"

// samples are sights of every kind, by name.
func samples() map[string]Sight {
	return map[string]Sight{
		"race": raceSample(), "races": racesSample(), "no race": noRaceSample(),
		"deadlock": deadlockSample(), "self": selfSample(), "philosophers": philosophersSample(5),
		"stuck": stuckSample(), "leak": leakSample(), "no leak": noLeakSample(),
		"others": othersSample(), "warning": warningSample(), "many": philosophersSample(40),
	}
}

// words is a text without what only places it.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
