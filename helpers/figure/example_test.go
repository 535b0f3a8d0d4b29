package figure_test

import (
	"fmt"
	"os"

	"cahiers/helpers/figure"
)

func ExampleUnit_Format() {
	fmt.Println(figure.Seconds.Format(0.0000012))
	fmt.Println(figure.PerSecond.Format(35_400_000))
	fmt.Println(figure.Count.Format(8000))
	// Output:
	// 1,2 µs
	// 35,4 Mop/s
	// 8 000
}

func ExampleCounted() {
	fmt.Println(figure.Counted(1.5, "cœur"), figure.Counted(8000, "prise"), figure.Counted(2, "refus"))
	// Output: 1,5 cœur 8 000 prises 2 refus
}

func ExampleText() {
	f := figure.Figure{
		Kind:     figure.Bar,
		Title:    "Quelle file trouve-t-on\u202f?",
		Caption:  "Comptes exacts.",
		Alt:      "La moitié des arrivées ne trouvent personne.",
		X:        figure.Axis{Title: "File", Scale: figure.Category, Labels: []string{"0", "1", "2 à 3"}},
		Y:        figure.Axis{Title: "Part", Unit: figure.Share, Scale: figure.Linear},
		Series:   []figure.Series{{Name: "arrivées", Points: []figure.Point{{X: 0, Y: .5}, {X: 1, Y: .25}, {X: 2, Y: .25}}}},
		Findings: []figure.Finding{{Text: "Une arrivée sur deux attend son tour.", Outcome: figure.Fact}},
	}
	if err := figure.Text(os.Stdout, f, 40); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Quelle file trouve-t-on ?
	//
	//   0     ███████████████████████████ 50 %
	//   1     █████████████▌              25 %
	//   2 à 3 █████████████▌              25 %
	//
	// • Une arrivée sur deux attend son tour.
	// Comptes exacts.
}

func ExampleTable() {
	f := figure.Figure{
		X: figure.Axis{Title: "Goroutines", Unit: figure.Count, Scale: figure.Log},
		Y: figure.Axis{Title: "Débit", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{{Name: "verrou", Points: []figure.Point{
			{X: 1, Y: 35.4e6, Low: 34e6, High: 36e6, N: 5},
		}}},
	}
	header, rows := figure.Table(f)
	fmt.Println(header)
	fmt.Println(rows)
	// Output:
	// [Goroutines Bas Débit Haut Échantillons]
	// [[1 34 Mop/s 35,4 Mop/s 36 Mop/s 5]]
}
