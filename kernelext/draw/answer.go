package draw

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"cahiers/helpers/figure"
)

// noAnswer stands where a figure has nothing to say to a curve.
const noAnswer = "null"

// An answer is what answer.js needs to compare a drawn curve with a figure. The
// curve is in multiples of the first measured point, or in the figure's own
// when it measures ratios, and is about the last of its measured series.
type answer struct {
	Base   float64           `json:"base"`
	Points []answered        `json:"points"`
	Extent [2]float64        `json:"extent"` // of all that is measured, in multiples
	Series object            `json:"series"` // how ECharts draws the curve
	Waits  bool              `json:"waits"`  // the measurement is shown after the curve
	Words  map[string]string `json:"words"`
}

type answered struct {
	X     float64 `json:"x"`
	Y     float64 `json:"y"` // in multiples
	Name  string  `json:"name"`
	At    string  `json:"at"`
	Given bool    `json:"given,omitempty"` // by definition: nobody can be wrong there
}

// answerScript is the JavaScript function that a Line hands its curve to.
func answerScript(f figure.Figure, mode Mode) (string, error) {
	a, ok, err := answerOf(f, mode)
	if err != nil || !ok {
		return noAnswer, err
	}
	data, err := json.Marshal(a)
	if err != nil {
		return "", fmt.Errorf("the answer of figure %q: %w", f.Title, err)
	}
	return fmt.Sprintf("(figure) => (%s)(figure, %s, %s)", statement(answerJS), statement(curveJS), data), nil
}

// answerOf returns ok when f is a curve that could have been drawn before.
func answerOf(f figure.Figure, mode Mode) (a answer, ok bool, err error) {
	if f.Kind != figure.Line || f.X.Scale == figure.Category {
		return a, false, nil
	}
	measured := slices.DeleteFunc(slices.Clone(f.Series), func(s figure.Series) bool {
		return s.Role == figure.Bet || s.Role == figure.Model || len(s.Points) == 0
	})
	if len(measured) == 0 {
		return a, false, nil
	}
	first, last := measured[0], measured[len(measured)-1]
	axis, series := f.Y.Title, ""
	a.Base = 1
	if f.Y.Unit != figure.Ratio {
		a.Base = first.Points[0].Y
		quantity, _, _ := strings.Cut(axis, " (")
		axis = inMultiples(quantity)
	}
	if len(measured) > 1 {
		series = last.Name
	}
	for i, p := range last.Points {
		a.Points = append(a.Points, answered{
			X: p.X, Y: p.Y / a.Base, Given: i == 0 && (f.Y.Unit != figure.Ratio || p.Y == 1 && !p.Spread()),
			Name: placed(f.X.Title, f.XLabel(p)), At: at(f.X, f.XLabel(p)),
		})
	}
	var values []float64
	for _, s := range measured {
		for _, p := range s.Points {
			values = append(values, p.Y/a.Base)
			if p.Spread() {
				values = append(values, p.Low/a.Base, p.High/a.Base)
			}
		}
	}
	a.Extent = [2]float64{slices.Min(values), slices.Max(values)}
	if !(a.Base > 0 && a.Extent[0] > 0) || math.IsInf(a.Extent[1], 0) {
		return a, false, nil // no multiple of nothing, and no place for it among doublings
	}
	a.Waits = mode == Handout
	a.Words = map[string]string{
		"curve": curveName, "axis": axis, "close": answerClose, "distance": curveDistance(series),
		"high": tooHigh, "low": tooLow, "wait": answerWait, "reveal": answerShow,
	}
	a.Series, err = curveSeries(f)
	return a, true, err
}

// curveSeries is how ECharts draws a bet in f.
func curveSeries(f figure.Figure) (object, error) {
	d := &drawing{f: figure.Figure{Kind: f.Kind, X: f.X, Y: f.Y, Series: []figure.Series{{Name: curveName, Role: figure.Bet}}}}
	option, err := decoded(d.chart().JSON())
	if err != nil {
		return nil, fmt.Errorf("the curve over figure %q: %w", f.Title, err)
	}
	d.complete(option)
	return asObject(asList(option["series"])[0]), nil
}
