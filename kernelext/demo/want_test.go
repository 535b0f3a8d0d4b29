package demo_test

// want is what is to be seen of each cell, as facts says it, on the lines of its
// text. A cell that is not here shows nothing but its error. Of the one whose
// goroutines are wherever they were, anything goes.
func want() map[string][]string {
	return map[string][]string{
		"race-compteur": {`race: race on "counter": 8 of a goroutine from 6, 8 of a goroutine from 6`},
		"race-drapeau":  {`race: race on "ready": read 8, write 5 of a goroutine from 4`},
		"race-map":      {`race: race on "ages": write 5 of a goroutine from 5, write 6 of a goroutine from 6`},
		"race-append":   {`race: race on "names": 9 of a goroutine from 7, 9 of a goroutine from 7`},
		"race-ailleurs": {`race: race on "a.balance": another cell, 6 of a goroutine from 5, another cell, 6 of a goroutine from 6`},
		"race-plusieurs": {
			`race: race on "height": 8 of a goroutine from 6, 8 of a goroutine from 6`,
			`race: race on "width": 7 of a goroutine from 6, 7 of a goroutine from 6`,
		},
		"race-aucune": {"race: nothing"},

		"blocage-croise": {
			"deadlock: 1 at 17 from 25 holds lock b, waits for lock a",
			"deadlock: 1 at 26 waits for waitgroup wg",
			"deadlock: 1 at 8 from 24 holds lock a, waits for lock b",
		},
		"blocage-virements": {
			"deadlock: 1 at 11 from 21 holds lock alice.mu, waits for lock bob.mu",
			"deadlock: 1 at 11 from 22 holds lock bob.mu, waits for lock alice.mu",
			"deadlock: 1 at 23 waits for waitgroup wg",
		},
		"blocage-double":    {"deadlock: 1 at 5 holds lock mu, waits for lock mu"},
		"blocage-rwmutex":   {"deadlock: 1 at 5 holds lock mu, waits for lock mu"},
		"blocage-envoi":     {"deadlock: 1 at 3 waits for channel results"},
		"blocage-range":     {"deadlock: 1 at 8 waits for channel jobs"},
		"blocage-waitgroup": {"deadlock: 1 at 10 waits for waitgroup wg"},
		"blocage-nil":       {"deadlock: 1 at 3 waits for nothing ch"},
		"blocage-select":    {"deadlock: 1 at 3 waits for select select (a, b)"},
		"blocage-cond":      {"deadlock: 1 at 5 waits for cond cond"},
		"bloquee": {
			"stuck: 1 at 11 waits for channel answers",
			"stuck: 1 at 3 from 2 waits for other time.Tick(time.Second)",
		},

		"fuite-envoi":    {"leak: 2 at 7 from 6 waits for channel answers"},
		"fuite-range":    {"leak: 2 at 7 from 6 waits for channel queue"},
		"fuite-contexte": {"leak: 1 at 5 from 4 waits for channel ctx.Done()"},
		"fuite-aucune":   {"leak: nothing"},

		"panique-goroutine": {
			"others: 1 at 14 waits for waitgroup wg",
			"others: 2 at 6 from 6 waits for channel block",
		},
		"panique-map-concurrente": anything,

		"garde-copie":  {"warning: line 6"},
		"garde-add":    {"warning: line 5"},
		"garde-cancel": {"warning: line 2"},

		"film-trois":     {"film: 3 lanes", "film: lane consommateur", "film: lane goroutine principale", "film: lane producteur"},
		"film-cinquante": {"film: 51 lanes", "film: lane goroutine principale"},
	}
}

var anything = []string{"anything"}
