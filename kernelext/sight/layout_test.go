package sight

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// drawn are the waits that are drawn, from one goroutine to as many as can be.
func drawn() map[string]*Waits {
	all := map[string]*Waits{}
	for n := 1; n <= manyGroups; n++ {
		all[fmt.Sprint(n, " in a ring")] = philosophersSample(n).Waits
	}
	for name, s := range samples() {
		if s.Waits != nil && len(s.Waits.Goroutines) > 0 && len(s.Waits.Goroutines) <= manyGroups {
			all[name] = s.Waits
		}
	}
	crowd := &Waits{Goroutines: []Goroutine{{Name: "goroutine 1"}}}
	for i := range 9 {
		crowd.Things = append(crowd.Things, Thing{Kind: Lock, Name: fmt.Sprint("verrous ", i)})
		crowd.Edges = append(crowd.Edges, Edge{Thing: i, Holds: i > 0})
	}
	all["more things than goroutines"] = crowd
	return all
}

func TestBoxesAreInsideAndApart(t *testing.T) {
	for name, w := range drawn() {
		t.Run(name, func(t *testing.T) {
			g := layout(w)
			require.Len(t, g.goroutines, len(w.Goroutines))
			require.Len(t, g.things, len(w.Things))
			for _, side := range [][]box{g.goroutines, g.things} {
				for i, b := range side {
					require.GreaterOrEqual(t, b.y, edge-1e-9)
					require.LessOrEqual(t, b.y+b.h+b.behind(), g.height-edge+1e-9)
					require.LessOrEqual(t, b.x+b.w, graphWidth-edge)
					if i > 0 {
						require.Greater(t, b.y, side[i-1].y+side[i-1].h+side[i-1].behind()+5)
					}
				}
			}
		})
	}
}

func TestArrowsMeetTheirBoxes(t *testing.T) {
	for name, w := range drawn() {
		g := layout(w)
		require.Len(t, g.links, len(w.Edges))
		ends := map[[2]float64]bool{}
		for _, l := range g.links {
			left, right := g.rows(l.edge)
			from, to := g.goroutines[left], g.things[right]
			require.Equal(t, from.x+from.w, l.x1)
			require.Equal(t, to.x, l.x2)
			require.Less(t, math.Abs(l.y1-from.middle()), from.h/2-8, name)
			require.Less(t, math.Abs(l.y2-to.middle()), to.h/2-8, name)
			for _, end := range [][2]float64{{l.x1, l.y1}, {l.x2, l.y2}} {
				require.False(t, ends[end], "two arrows at one place in %s", name)
				ends[end] = true
			}
		}
	}
}

func TestOnlyWhatIsInACycleIsInIt(t *testing.T) {
	w := deadlockSample().Waits
	require.Equal(t, []int{-1, 0, 0, 0, 0}, cycles(w), "the main goroutine is held by no one")
	require.Equal(t, []int{-1, -1, -1}, cycles(leakSample().Waits))
	require.Equal(t, []int{0, 0}, cycles(selfSample().Waits))
	require.Len(t, layout(w).knots, 1)
	require.Empty(t, layout(leakSample().Waits).knots)
}

func TestAGraphIsAlwaysDrawnTheSame(t *testing.T) {
	for name, s := range samples() {
		require.Equal(t, HTML(s, "vue"), HTML(s, "vue"), name)
	}
	goroutines, things := order(deadlockSample().Waits)
	require.Equal(t, []int{0, 1, 2}, goroutines)
	require.Equal(t, []int{0, 1, 2}, things)
}

func TestACircleIsStepsAndOneWayBack(t *testing.T) {
	goroutines, things := order(philosophersSample(5).Waits)
	require.Equal(t, []int{0, 1, 2, 3, 4}, goroutines)
	require.Equal(t, []int{1, 2, 3, 4, 0}, things)
}

func TestArrowsDoNotCrossWhenTheyNeedNot(t *testing.T) {
	w := leakSample().Waits
	w.Edges = []Edge{{Goroutine: 0, Thing: 2}, {Goroutine: 1, Thing: 0}, {Goroutine: 2, Thing: 1}, {Goroutine: 0, Thing: 1, Holds: true}}
	goroutines, things := order(w)
	require.Zero(t, tangle(w.Edges, goroutines, things))
	crossed := []Edge{{Goroutine: 0, Thing: 2}, {Goroutine: 1, Thing: 1}, {Goroutine: 2, Thing: 0}}
	require.Equal(t, 1, tangle(crossed, upTo(3), upTo(3)))
}

func TestLongNamesAreShortenedAndWhole(t *testing.T) {
	s := leakSample()
	s.Waits.Things[0].Name = "serveur.files[requête.client.nom].réponses"
	page := HTML(s, "vue")
	require.Contains(t, page, ">serveur.files[requêt…<")
	require.Contains(t, page, "<title>serveur.files[requête.client.nom].réponses\u00a0: personne ne reçoit</title>")
}

func TestLinesInABoxAreOfAboutTheSameLength(t *testing.T) {
	require.Equal(t, []string{"attend que le compteur", "de wg revienne à zéro"}, inLines("attend que le compteur de wg revienne à zéro", 38, 2))
	require.Equal(t, []string{"dort"}, inLines("dort", 38, 2))
	require.Empty(t, inLines("", 38, 2))
	require.Equal(t, []string{"un deux", "trois q…"}, inLines("un deux trois quatre cinq", 8, 2))
	require.Equal(t, []string{"intermin…"}, inLines("interminable", 9, 2))
}
