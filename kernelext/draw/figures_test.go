package draw

import (
	"slices"

	"cahiers/helpers/figure"
)

// figures are one of each kind, with all that a figure may hold.
func figures() []figure.Figure {
	count := func(title string, s figure.Scale) figure.Axis {
		return figure.Axis{Title: title, Unit: figure.Count, Scale: s}
	}
	line := figure.Figure{
		Kind: figure.Line, Title: "Deux fois plus de débit\u202f?", Caption: "Légende", Alt: "Le débit baisse.",
		X: count("Goroutines", figure.Log),
		Y: figure.Axis{Title: "Débit", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{
			{Name: "un verrou", Primitive: figure.Mutex, Points: []figure.Point{{X: 1, Y: 40e6, Low: 38e6, High: 41e6, N: 5}, {X: 2, Y: 12e6, Low: 10e6, High: 15e6, N: 5}, {X: 4, Y: 9e6, N: 5}}},
			{Name: "seize verrous", Primitive: figure.Sharded, Points: []figure.Point{{X: 1, Y: 38e6}, {X: 2, Y: 60e6}, {X: 4, Y: 70e6}}},
			{Name: "votre pari", Role: figure.Bet, Points: []figure.Point{{X: 1, Y: 40e6}, {X: 2, Y: 80e6}}},
		},
		Marks:    []figure.Mark{{Name: "limite", Axis: "y", Value: 75e6, Role: figure.Model}},
		Findings: []figure.Finding{{Text: "Jamais doublé.", Outcome: figure.NotSeen}, {Text: "On y perd.", Outcome: figure.Confirmed}},
	}
	interval := figure.Figure{
		Kind: figure.Interval, Title: "Où passe le temps\u202f?", Caption: "Légende", Alt: "On attend.",
		X:     figure.Axis{Title: "Mesure", Scale: figure.Category, Labels: []string{"8 goroutines", "64 goroutines"}},
		Y:     figure.Axis{Title: "Durée", Unit: figure.Seconds, Scale: figure.Log},
		Names: figure.Names{Value: "p90", Low: "p50", High: "p99"},
		Series: []figure.Series{
			{Name: "attente", Primitive: figure.Mutex, Role: figure.Wait, Estimated: true, Points: []figure.Point{{X: 1, Y: 1e-5, Low: 1e-6, High: 1e-3, N: 1234}}},
			{Name: "tenue", Primitive: figure.Mutex, Role: figure.Hold, Estimated: true, Points: []figure.Point{{X: 0, Y: 5e-8, Low: 4e-8, High: 2e-7, N: 900}, {X: 1, Y: 6e-8}}},
		},
		Marks: []figure.Mark{{Name: "votre pari", Axis: "y", Value: 2e-7, Role: figure.Bet}},
	}
	histogram := figure.Figure{
		Kind: figure.Histogram, Title: "Combien au total\u202f?", Caption: "Légende", Alt: "Des pertes.",
		X: count("Total", figure.Linear), Y: count("Exécutions", figure.Linear),
		Series: []figure.Series{{Name: "totaux", Primitive: figure.Raw, Points: []figure.Point{{X: 1500, Y: 3, Low: 999.5, High: 1999.5}, {X: 2500, Y: 7, Low: 1999.5, High: 2999.5}}}},
		Marks:  []figure.Mark{{Name: "attendu", Axis: "x", Value: 8000}, {Name: "votre pari", Axis: "x", Value: 100, Role: figure.Bet}},
	}
	bar := figure.Figure{
		Kind: figure.Bar, Title: "Quelle file\u202f?", Caption: "Légende", Alt: "Peu de file.",
		X: figure.Axis{Title: "File", Scale: figure.Category, Labels: []string{"0", "1"}},
		Y: figure.Axis{Title: "Part", Unit: figure.Share, Scale: figure.Linear},
		Series: []figure.Series{
			{Name: "8", Primitive: figure.Mutex, Points: []figure.Point{{X: 0, Y: .75, N: 3}, {X: 1, Y: .25, N: 1}}},
			{Name: "64", Primitive: figure.Mutex, Points: []figure.Point{{X: 1, Y: 1, N: 9}}},
		},
	}
	heat := figure.Figure{
		Kind: figure.Heat, Title: "Mutex ou RWMutex\u202f?", Caption: "Légende", Alt: "Cela dépend.",
		X:     figure.Axis{Title: "Part de lectures", Scale: figure.Category, Labels: []string{"50\u202f%", "90\u202f%", "99\u202f%"}},
		Y:     figure.Axis{Title: "Débit de RWMutex pour 1 de Mutex", Unit: figure.Ratio, Scale: figure.Log},
		Names: figure.Names{Series: "Temps sous le verrou"},
		Series: []figure.Series{
			{Name: "100\u202fns", Points: []figure.Point{{X: 0, Y: .4, Low: .3, High: .5, N: 5}, {X: 1, Y: .9, Low: .8, High: 1.1, N: 5}}},
			{Name: "10\u202fµs", Points: []figure.Point{{X: 1, Y: 1.1, Low: 1.05, High: 1.2, N: 5}, {X: 2, Y: 1.9, Low: 1.8, High: 2, N: 5}}},
		},
	}
	return []figure.Figure{line, interval, histogram, bar, heat}
}

func kind(k figure.Kind) figure.Figure {
	all := figures()
	return all[slices.IndexFunc(all, func(f figure.Figure) bool { return f.Kind == k })]
}
