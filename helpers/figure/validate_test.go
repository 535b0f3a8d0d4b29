package figure

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEachKindOfFigureIsValid(t *testing.T) {
	for _, f := range []Figure{lineFigure(), intervalFigure(), histogramFigure(), barFigure(), heatFigure(), sketchFigure()} {
		require.NoError(t, f.Validate(), f.Kind)
	}
}

func TestAFigureIsRefusedForWhatItLacks(t *testing.T) {
	for name, c := range map[string]struct {
		f    Figure
		rot  func(f *Figure)
		want string
	}{
		"no title":              {lineFigure(), func(f *Figure) { f.Title = " " }, "le titre manque"},
		"no caption":            {lineFigure(), func(f *Figure) { f.Caption = "" }, "la légende manque"},
		"no alternative text":   {lineFigure(), func(f *Figure) { f.Alt = "" }, "le texte de remplacement manque"},
		"no series":             {lineFigure(), func(f *Figure) { f.Series = nil }, "aucune série"},
		"unnamed series":        {lineFigure(), func(f *Figure) { f.Series[1].Name = "" }, "la série n°\u202f2 n’a pas de nom"},
		"untitled axis":         {lineFigure(), func(f *Figure) { f.Y.Title = "" }, "l’axe Y n’a pas de titre"},
		"unknown unit":          {lineFigure(), func(f *Figure) { f.X.Unit = "furlong" }, "furlong"},
		"unknown scale":         {lineFigure(), func(f *Figure) { f.X.Scale = "tordue" }, "tordue"},
		"unknown kind":          {lineFigure(), func(f *Figure) { f.Kind = "camembert" }, "camembert"},
		"unknown primitive":     {lineFigure(), func(f *Figure) { f.Series[0].Primitive = "cadenas" }, "cadenas"},
		"unknown role":          {lineFigure(), func(f *Figure) { f.Series[0].Role = "figurant" }, "figurant"},
		"unknown role of mark":  {lineFigure(), func(f *Figure) { f.Marks[0].Role = "figurant" }, "figurant"},
		"unknown outcome":       {lineFigure(), func(f *Figure) { f.Findings[0].Outcome = "peut-être" }, "peut-être"},
		"not a number":          {lineFigure(), func(f *Figure) { f.Series[0].Points[1].Y = math.NaN() }, "point n°\u202f2"},
		"infinite":              {lineFigure(), func(f *Figure) { f.Series[0].Points[0].High = math.Inf(1) }, "n’est pas fini"},
		"zero on a log axis":    {lineFigure(), func(f *Figure) { f.Series[0].Points[0].X = 0 }, "échelle logarithmique"},
		"bound on a log axis":   {intervalFigure(), func(f *Figure) { f.Series[0].Points[0].Low = -1 }, "échelle logarithmique"},
		"crossed bounds":        {lineFigure(), func(f *Figure) { f.Series[0].Points[0].Low = 1e9 }, "la borne basse dépasse la haute"},
		"no such category":      {barFigure(), func(f *Figure) { f.Series[0].Points[1].X = 2 }, "aucune catégorie"},
		"half a category":       {barFigure(), func(f *Figure) { f.Series[0].Points[1].X = .5 }, "aucune catégorie"},
		"categories unnamed":    {barFigure(), func(f *Figure) { f.X.Labels = nil; f.Series[0].Points = nil }, "aucune n’a de nom"},
		"bars along a quantity": {barFigure(), func(f *Figure) { f.X = Axis{Title: "X", Unit: Count, Scale: Linear} }, "ne se dessine pas"},
		"bars on a log axis":    {barFigure(), func(f *Figure) { f.Y.Scale = Log }, "ne se dessine pas"},
		"empty bin":             {histogramFigure(), func(f *Figure) { f.Series[0].Points[0].High = 999.5 }, "histogramme"},
		"nothing to draw":       {sketchFigure(), func(f *Figure) { f.Series[0].Points = f.Series[0].Points[:1] }, "une courbe à dessiner"},
		"columns in disorder":   {sketchFigure(), func(f *Figure) { f.Series[0].Points[2].X = 2 }, "une courbe à dessiner"},
		"too high to draw":      {sketchFigure(), func(f *Figure) { f.Series[0].Points[2].High = 1 << 30 }, "vingt doublements"},
		"mark on no axis":       {histogramFigure(), func(f *Figure) { f.Marks[0].Axis = "z" }, "n’a pas de place"},
		"mark among categories": {barFigure(), func(f *Figure) { f.Marks = []Mark{{Name: "repère", Axis: "x", Value: 1}} }, "n’a pas de place"},
		"heat along a quantity": {heatFigure(), func(f *Figure) { f.X = Axis{Title: "X", Unit: Count, Scale: Linear} }, "ne se dessine pas"},
		"heat on a linear axis": {heatFigure(), func(f *Figure) { f.Y.Scale = Linear }, "ne se dessine pas"},
		"heat of no ratio":      {heatFigure(), func(f *Figure) { f.Y.Unit = Seconds }, "montre des rapports"},
		"mark on a heat":        {heatFigure(), func(f *Figure) { f.Marks = []Mark{{Name: "un", Axis: "y", Value: 1}} }, "n’a pas de place"},
		"no ratio at all":       {heatFigure(), func(f *Figure) { f.Series[0].Points[0].Y = 0 }, "échelle logarithmique"},
	} {
		t.Run(name, func(t *testing.T) {
			c.rot(&c.f)
			err := c.f.Validate()
			require.ErrorIs(t, err, ErrInvalid)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestEveryProblemIsNamedAtOnce(t *testing.T) {
	err := Figure{Kind: Line}.Validate()
	for _, want := range []string{"titre", "légende", "remplacement", "série", "axe X", "axe Y"} {
		require.ErrorContains(t, err, want)
	}
}
