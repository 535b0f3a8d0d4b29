package draw

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

func sketchFigure() figure.Figure {
	free := func(x float64) figure.Point { return figure.Point{X: x, Y: 1, Low: .5, High: 4} }
	return figure.Figure{
		Kind: figure.Sketch, Title: "Deux fois plus de débit\u202f?", Caption: "Légende", Alt: "Axes vides.",
		X:      figure.Axis{Title: "Goroutines", Unit: figure.Count, Scale: figure.Log},
		Y:      figure.Axis{Title: "Débit", Unit: figure.Ratio, Scale: figure.Log},
		Series: []figure.Series{{Name: "votre courbe", Role: figure.Bet, Points: []figure.Point{{X: 1, Y: 1}, free(2), free(4)}}},
	}
}

func TestASketchIsAGridThatStandsWithoutScript(t *testing.T) {
	for _, mode := range []Mode{Lab, Handout} {
		source, err := HTML(sketchFigure(), "f", mode)
		require.NoError(t, err)
		page := parsed(t, source)
		require.Len(t, all(page, "script"), 1)
		axes := all(page, "svg")[0]
		require.Equal(t, "Axes vides.", attribute(axes, "aria-label"))
		require.Len(t, all(axes, "line"), 3+4, "a line a column, and .5, 1, 2, 4 times")
		require.Len(t, all(axes, "circle"), 1, "the point that is given")
		require.Len(t, all(all(page, "tbody")[0], "tr"), 3)
		open := false
		for _, a := range all(page, "details")[0].Attr {
			open = open || a.Key == "open"
		}
		require.Equal(t, mode == Lab, open, "Lab drops the drawing of a notebook it does not trust")
		require.NotContains(t, strings.ReplaceAll(source, "http://www.w3.org/2000/svg", ""), "http", "no remote address")
	}
}

func TestColumnsStandWhereTheirAxisPutsThem(t *testing.T) {
	s := sketchOf(sketchFigure(), Lab)
	one := 1.0
	require.Equal(t, []column{
		{X: 1, At: 4, Label: "1", Name: "Goroutines\u00a0: 1", Given: &one},
		{X: 2, At: 50, Label: "2", Name: "Goroutines\u00a0: 2"},
		{X: 4, At: 96, Label: "4", Name: "Goroutines\u00a0: 4"},
	}, s.Columns)
	require.Equal(t, []float64{.5, 1, 2, 4}, s.Grid)
}

func TestASketchIsNoChart(t *testing.T) {
	_, err := Options(sketchFigure())
	require.ErrorIs(t, err, ErrSketch)
	f := sketchFigure()
	f.Series[0].Points = nil
	_, err = HTML(f, "f", Lab)
	require.ErrorIs(t, err, figure.ErrInvalid)
}

func TestACurveIsComparedInMultiplesOfTheFirstMeasuredPoint(t *testing.T) {
	a, ok, err := answerOf(kind(figure.Line), Handout)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, 40e6, a.Base)
	require.Len(t, a.Points, 3, "of the last measured series, not of the bet")
	require.Equal(t, answered{X: 4, Y: 70. / 40, Name: "Goroutines\u00a0: 4", At: "4\u00a0goroutines"}, a.Points[2])
	require.True(t, a.Points[0].Given)
	require.Equal(t, [2]float64{9. / 40, 70. / 40}, a.Extent)
	require.Contains(t, a.Words["distance"], "seize verrous")
	require.Equal(t, "votre courbe", a.Series["name"])
	require.True(t, a.Waits)
	a, _, err = answerOf(kind(figure.Line), Lab)
	require.NoError(t, err)
	require.False(t, a.Waits, "in Lab the cell that measures is run when the curve is drawn")
}

func TestRatiosAreComparedAsTheyAre(t *testing.T) {
	f := kind(figure.Line)
	f.Y.Unit, f.Series = figure.Ratio, f.Series[:1]
	for i := range f.Series[0].Points {
		f.Series[0].Points[i] = figure.Point{X: float64(i + 1), Y: float64(i + 2)}
	}
	a, ok, err := answerOf(f, Lab)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, 1.0, a.Base)
	require.False(t, a.Points[0].Given, "it may be wrong too")
}

func TestWhatHasNoMultiplesIsNotCompared(t *testing.T) {
	for name, spoil := range map[string]func(*figure.Figure){
		"nothing measured": func(f *figure.Figure) { f.Series = f.Series[2:] },
		"zero":             func(f *figure.Figure) { f.Series[1].Points[2].Y = 0 },
		"too great":        func(f *figure.Figure) { f.Series[0].Points[0].Y, f.Series[1].Points[0].Y = 1e-300, math.MaxFloat64 },
		"categories":       func(f *figure.Figure) { f.X = figure.Axis{Title: "X", Scale: figure.Category, Labels: []string{"a"}} },
	} {
		f := kind(figure.Line)
		spoil(&f)
		script, err := answerScript(f, Lab)
		require.NoError(t, err, name)
		require.Equal(t, noAnswer, script, name)
	}
}

func TestNoDataCanLeaveASketch(t *testing.T) {
	const attack = `</script></svg></style></table><b onclick="x">'&amp;<!--`
	f := sketchFigure()
	f.Title, f.Caption, f.Alt, f.X.Title, f.Y.Title = attack, attack, attack, attack, attack
	source, err := HTML(f, attack, Lab)
	require.NoError(t, err)
	page := parsed(t, source)
	require.Len(t, all(page, "script"), 1)
	require.Empty(t, all(page, "b"))
	require.Equal(t, attack, attribute(all(page, "svg")[0], "aria-label"))
}

func FuzzSketch(f *testing.F) {
	data, err := json.Marshal(sketchFigure())
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		var fig figure.Figure
		if json.Unmarshal(data, &fig) != nil || fig.Kind != figure.Sketch {
			return
		}
		source, err := HTML(fig, "f", Handout)
		if err != nil {
			return
		}
		page := parsed(t, source)
		require.Len(t, all(page, "script"), 1)
		require.Len(t, all(page, "svg"), 1)
	})
}
