package draw

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
	"cahiers/kernelext/hue"
)

// An option is what these tests read of ECharts'.
type option struct {
	XAxis, YAxis []struct {
		Type      string
		Name      string
		Data      []string
		Min, Max  float64
		LogBase   float64
		AxisLabel struct {
			CustomValues []float64
			Texts        []string
		}
	}
	Legend struct {
		Show bool
		Data []string
	}
	Series []struct {
		Type, Name, RenderItem, Symbol string
		Data                           []struct {
			Name      string
			Value     []float64
			Text      string
			ItemStyle struct{ Color string }
		}
		LineStyle, ItemStyle struct {
			Color, Type string
			Opacity     float64
		}
		MarkLine struct {
			Data []struct {
				Name         string
				XAxis, YAxis *float64
			}
		}
	}
}

func optionOf(t *testing.T, f figure.Figure) option {
	t.Helper()
	data, err := Options(f)
	require.NoError(t, err)
	var o option
	require.NoError(t, json.Unmarshal(data, &o))
	require.Len(t, o.XAxis, 1)
	require.Len(t, o.YAxis, 1)
	return o
}

func TestOptionsAreTheSameForTheSameFigure(t *testing.T) {
	for _, f := range figures() {
		first, err := Options(f)
		require.NoError(t, err)
		again, err := Options(f)
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
		require.NotContains(t, string(first), "http", "no remote address")
		require.NotContains(t, string(first), "__f__", "no function in JSON")
	}
}

func TestALineHasItsPointsAndWhiskers(t *testing.T) {
	f := kind(figure.Line)
	o := optionOf(t, f)
	require.Equal(t, []string{"un verrou", "seize verrous", "votre pari"}, o.Legend.Data)
	drawn := map[string][][]float64{}
	for _, s := range o.Series {
		for _, d := range s.Data {
			drawn[s.Type+" "+s.Name] = append(drawn[s.Type+" "+s.Name], d.Value)
		}
	}
	for _, s := range f.Series {
		var points, whiskers [][]float64
		for _, p := range s.Points {
			points = append(points, []float64{p.X, p.Y})
			if p.Spread() {
				whiskers = append(whiskers, []float64{p.X, p.Low, p.High, 0})
			}
		}
		require.Equal(t, points, drawn["line "+s.Name])
		require.Equal(t, whiskers, drawn["custom "+s.Name])
	}
	require.Equal(t, "log", o.XAxis[0].Type)
	require.Equal(t, 2.0, o.XAxis[0].LogBase)
	require.Equal(t, []string{"1", "2", "4"}, o.XAxis[0].AxisLabel.Texts)
	require.Equal(t, []string{"0\u202fop/s", "20\u202fMop/s", "40\u202fMop/s", "60\u202fMop/s", "80\u202fMop/s"}, o.YAxis[0].AxisLabel.Texts)
	require.Equal(t, 75e6, *o.Series[len(o.Series)-1].MarkLine.Data[0].YAxis)
}

func TestAnIntervalLiesOnItsSide(t *testing.T) {
	o := optionOf(t, kind(figure.Interval))
	require.Equal(t, "category", o.YAxis[0].Type)
	require.Equal(t, []string{"8 goroutines", "64 goroutines"}, o.YAxis[0].Data)
	require.Equal(t, "log", o.XAxis[0].Type)
	require.Equal(t, "scatter", o.Series[0].Type)
	require.Equal(t, []float64{1e-5, 1}, o.Series[0].Data[0].Value)
	require.Equal(t, "≈\u202f10\u202fµs", o.Series[0].Data[0].Text)
	require.Equal(t, "span", o.Series[1].RenderItem)
	require.Equal(t, []float64{1e-5, 1, 1e-6, 1e-3, -rowShift / 2}, o.Series[1].Data[0].Value)
	require.Equal(t, 2e-7, *o.Series[len(o.Series)-1].MarkLine.Data[0].XAxis)
}

func TestAHistogramHasItsBinsAndMarks(t *testing.T) {
	o := optionOf(t, kind(figure.Histogram))
	require.Equal(t, "bin", o.Series[0].RenderItem)
	require.Equal(t, []float64{1999.5, 2999.5, 7}, o.Series[0].Data[1].Value)
	require.Equal(t, "attendu\u00a0: 8\u202f000", o.Series[1].MarkLine.Data[0].Name)
	require.LessOrEqual(t, o.XAxis[0].Min, 100.0)
	require.GreaterOrEqual(t, o.XAxis[0].Max, 8000.0)
	require.False(t, o.Legend.Show, "one series needs no legend")
}

func TestABarStandsOnItsCategory(t *testing.T) {
	o := optionOf(t, kind(figure.Bar))
	require.Equal(t, []string{"0", "1"}, o.XAxis[0].Data)
	require.Equal(t, []float64{1, .25}, o.Series[0].Data[1].Value)
	require.Less(t, o.Series[1].ItemStyle.Opacity, o.Series[0].ItemStyle.Opacity, "told apart in grey print")
}

func TestAHeatHasItsCells(t *testing.T) {
	o := optionOf(t, kind(figure.Heat))
	require.Equal(t, []string{"50\u202f%", "90\u202f%", "99\u202f%"}, o.XAxis[0].Data)
	require.Equal(t, "Temps sous le verrou", o.YAxis[0].Name)
	require.Equal(t, []string{"100\u202fns", "10\u202fµs"}, o.YAxis[0].Data)
	require.Equal(t, "heatmap", o.Series[0].Type)
	require.Equal(t, []float64{1, 1, 1.1}, o.Series[1].Data[0].Value)
	require.Equal(t, "▲\u202f1,1", o.Series[1].Data[0].Text)
	require.Equal(t, "≈\u202f0,9", o.Series[0].Data[1].Text)
	require.Equal(t, tints[-3], o.Series[0].Data[0].ItemStyle.Color)
	require.Equal(t, tints[0], o.Series[0].Data[1].ItemStyle.Color)
	require.Equal(t, tints[2], o.Series[1].Data[1].ItemStyle.Color)
	require.Equal(t, []string{"▼ au-delà de 0,5\u202f×", "≈ indécis", "▲ 1\u202f× à 1,25\u202f×", "▲ 1,25\u202f× à 2\u202f×"}, o.Legend.Data)
	for _, name := range o.Legend.Data {
		keys := 0
		for _, s := range o.Series {
			if s.Name == name {
				keys++
				require.Empty(t, s.Data)
			}
		}
		require.Equal(t, 1, keys, name)
	}
}

// The tints are backgrounds: what is written on them must be read on paper, on
// a light page and on a dark one.
func TestTextIsReadOnEveryTint(t *testing.T) {
	_, dark, _ := strings.Cut(styleCSS, "DARK")
	light, _, _ := strings.Cut(styleCSS, "DARK")
	for l, tint := range tints {
		name, fallback, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(tint, "var("), ")"), ",")
		require.Equal(t, tintVariable(l), name)
		require.Contains(t, light, name+": "+fallback+";")
		require.GreaterOrEqual(t, contrast(t, fallback, "#212121"), 4.5, name)
		_, value, found := strings.Cut(dark, name+": ")
		require.True(t, found, name)
		require.GreaterOrEqual(t, contrast(t, value[:7], "#e0e0e0"), 4.5, name)
	}
}

// tintVariable is the name of a tint in figure.css.
func tintVariable(l int) string {
	switch {
	case l < 0:
		return "--cahiers-below-" + strconv.Itoa(-l)
	case l > 0:
		return "--cahiers-above-" + strconv.Itoa(l)
	default:
		return "--cahiers-undecided"
	}
}

// contrast is that of two colours written #rrggbb.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	first, err := hue.Parse(a)
	require.NoError(t, err)
	second, err := hue.Parse(b)
	require.NoError(t, err)
	return hue.Contrast(first, second)
}

func TestAPrimitiveHasOneColourAndEachItsOwn(t *testing.T) {
	primitives := []figure.Primitive{figure.None, figure.Raw, figure.Mutex, figure.RWMutex, figure.Atomic, figure.Channel, figure.WaitGroup, figure.Sharded}
	seen := map[string]bool{}
	for _, p := range primitives {
		seen[colour(p)] = true
		for nth := range 3 {
			require.Equal(t, colour(p), lookOf(figure.Series{Primitive: p}, nth).colour)
		}
	}
	require.Len(t, seen, len(primitives))
}

func TestPrimitivesAndTheirTwinsDifferWithoutColour(t *testing.T) {
	type shape struct {
		symbol, line string
		hollow       bool
	}
	seen := map[shape]figure.Primitive{}
	for _, p := range []figure.Primitive{figure.Raw, figure.Mutex, figure.RWMutex, figure.Atomic, figure.Channel, figure.WaitGroup, figure.Sharded} {
		for nth := range 2 {
			l := lookOf(figure.Series{Primitive: p}, nth)
			require.NotContains(t, seen, shape{l.symbol, l.line, l.hollow}, p)
			seen[shape{l.symbol, l.line, l.hollow}] = p
		}
	}
}

// The colours a drawing falls back on outside its page are those of the light
// theme.
func TestTheStyleSheetAndThePaletteAgree(t *testing.T) {
	for _, p := range []figure.Primitive{figure.None, figure.Raw, figure.Mutex, figure.RWMutex, figure.Atomic, figure.Channel, figure.WaitGroup, figure.Sharded} {
		name, value, found := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(colour(p), "var("), ")"), ",")
		require.True(t, found)
		require.Contains(t, styleCSS, name+": "+value+";")
		require.Equal(t, 2, strings.Count(styleCSS, name+": #"), "one in each theme")
	}
}

func TestRolesDifferWithoutColour(t *testing.T) {
	type shape struct {
		symbol, line string
		hollow       bool
	}
	seen := map[shape]figure.Role{}
	for _, r := range []figure.Role{figure.Measured, figure.Bet, figure.Model, figure.Hold} {
		l := lookOf(figure.Series{Primitive: figure.Mutex, Role: r}, 0)
		require.NotContains(t, seen, shape{l.symbol, l.line, l.hollow}, r)
		seen[shape{l.symbol, l.line, l.hollow}] = r
	}
}

func TestAnInvalidFigureIsNotDrawn(t *testing.T) {
	_, err := Options(figure.Figure{})
	require.ErrorIs(t, err, figure.ErrInvalid)
	_, err = HTML(figure.Figure{}, "f", Lab)
	require.ErrorIs(t, err, figure.ErrInvalid)
}
