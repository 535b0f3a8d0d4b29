package figure

// Figures of each kind, to be spoilt by the tests of Validate.

func lineFigure() Figure {
	return Figure{
		Kind: Line, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X: Axis{Title: "Goroutines", Unit: Count, Scale: Log},
		Y: Axis{Title: "Débit", Unit: PerSecond, Scale: Linear},
		Series: []Series{
			{Name: "verrou", Primitive: Mutex, Points: []Point{{X: 1, Y: 40e6, Low: 39e6, High: 41e6, N: 5}, {X: 2, Y: 12e6, Low: 10e6, High: 13e6, N: 5}}},
			{Name: "votre pari", Role: Bet, Points: []Point{{X: 1, Y: 40e6}, {X: 2, Y: 80e6}}},
		},
		Marks:    []Mark{{Name: "limite", Axis: "y", Value: 50e6, Role: Model}},
		Findings: []Finding{{Text: "Le débit baisse quand les goroutines se disputent le verrou, et c’est tout ce que cette mesure permet de dire.", Outcome: Confirmed}},
	}
}

func intervalFigure() Figure {
	return Figure{
		Kind: Interval, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X:     Axis{Title: "Mesure", Scale: Category, Labels: []string{"8 goroutines", "64 goroutines"}},
		Y:     Axis{Title: "Durée", Unit: Seconds, Scale: Log},
		Names: Names{Value: "p90", Low: "p50", High: "p99", N: "Mesures"},
		Series: []Series{
			{Name: "attente", Primitive: Mutex, Role: Wait, Estimated: true, Points: []Point{{X: 1, Y: 1e-5, Low: 1e-6, High: 1e-3, N: 1234}}},
			{Name: "tenue", Primitive: Mutex, Role: Hold, Estimated: true, Points: []Point{{X: 0, Y: 5e-8, Low: 4e-8, High: 2e-7, N: 900}}},
		},
	}
}

func histogramFigure() Figure {
	return Figure{
		Kind: Histogram, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X:      Axis{Title: "Total", Unit: Count, Scale: Linear},
		Y:      Axis{Title: "Exécutions", Unit: Count, Scale: Linear},
		Series: []Series{{Name: "totaux", Primitive: Raw, Points: []Point{{X: 1000, Y: 3, Low: 999.5, High: 1000.5}, {X: 1002.5, Y: 7, Low: 1000.5, High: 1005.5}}}},
		Marks:  []Mark{{Name: "attendu", Axis: "x", Value: 8000}, {Name: "pari", Axis: "x", Value: 1003, Role: Bet}, {Name: "rien", Axis: "x", Value: 0}},
	}
}

func heatFigure() Figure {
	return Figure{
		Kind: Heat, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X:     Axis{Title: "Part de lectures", Scale: Category, Labels: []string{"50\u202f%", "99\u202f%"}},
		Y:     Axis{Title: "Débit de RWMutex pour 1 de Mutex", Unit: Ratio, Scale: Log},
		Names: Names{Series: "Tenue"},
		Series: []Series{
			{Name: "100\u202fns", Points: []Point{{X: 0, Y: .5, Low: .4, High: .6, N: 5}, {X: 1, Y: .9, Low: .8, High: 1.1, N: 5}}},
			{Name: "10\u202fµs", Points: []Point{{X: 1, Y: 1.8, Low: 1.7, High: 1.9, N: 5}}},
		},
	}
}

func barFigure() Figure {
	return Figure{
		Kind: Bar, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X:      Axis{Title: "File", Scale: Category, Labels: []string{"0", "1"}},
		Y:      Axis{Title: "Part", Unit: Share, Scale: Linear},
		Series: []Series{{Name: "arrivées", Points: []Point{{X: 0, Y: .75, N: 3}, {X: 1, Y: .25, N: 1}}}},
	}
}

func sketchFigure() Figure {
	return Figure{
		Kind: Sketch, Title: "Titre", Caption: "Légende", Alt: "Texte",
		X:      Axis{Title: "Goroutines", Unit: Count, Scale: Log},
		Y:      Axis{Title: "Débit", Unit: Ratio, Scale: Log},
		Series: []Series{{Name: "votre courbe", Role: Bet, Points: []Point{{X: 1, Y: 1}, {X: 2, Y: 1, Low: .25, High: 4}, {X: 4, Y: 1, Low: .25, High: 4}}}},
	}
}
