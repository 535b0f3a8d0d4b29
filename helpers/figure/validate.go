package figure

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// ErrInvalid is wrapped by every error of Validate.
var ErrInvalid = errors.New("figure invalide")

// Validate reports, in French, everything that keeps f from being drawn and
// understood: what a reader needs (title, caption, alternative text, units)
// and what a drawer needs (finite numbers, in order, on known scales).
func (f Figure) Validate() error {
	var problems []string
	add := func(wrong bool, message string) {
		if wrong {
			problems = append(problems, message)
		}
	}
	add(blank(f.Title), missingTitle)
	add(blank(f.Caption), missingCaption)
	add(blank(f.Alt), missingAlt)
	add(len(f.Series) == 0, missingSeries)
	problems = append(problems, f.X.problems("X")...)
	problems = append(problems, f.Y.problems("Y")...)
	switch f.Kind {
	case Line:
		add(f.Y.Scale == Category, wrongScale(f.Kind, "Y", f.Y.Scale))
	case Bar:
		add(f.X.Scale != Category, wrongScale(f.Kind, "X", f.X.Scale))
		add(f.Y.Scale != Linear, wrongScale(f.Kind, "Y", f.Y.Scale))
	case Interval:
		add(f.X.Scale != Category, wrongScale(f.Kind, "X", f.X.Scale))
		add(f.Y.Scale == Category, wrongScale(f.Kind, "Y", f.Y.Scale))
	case Histogram:
		add(f.X.Scale == Category, wrongScale(f.Kind, "X", f.X.Scale))
		add(f.Y.Scale != Linear, wrongScale(f.Kind, "Y", f.Y.Scale))
	case Heat:
		add(f.X.Scale != Category, wrongScale(f.Kind, "X", f.X.Scale))
		add(f.Y.Scale != Log, wrongScale(f.Kind, "Y", f.Y.Scale))
		add(f.Y.Unit != Ratio, wrongUnit(f.Kind, f.Y.Unit))
	case Sketch:
		add(f.X.Scale == Category, wrongScale(f.Kind, "X", f.X.Scale))
		add(f.Y.Scale == Category, wrongScale(f.Kind, "Y", f.Y.Scale))
		add(!f.sketchable(), unsketchable)
	default:
		add(true, unknownKind(f.Kind))
	}
	for i, s := range f.Series {
		add(blank(s.Name), unnamedSeries(i))
		add(!s.Role.known(), unknownRole(s.Name, s.Role))
		add(!s.Primitive.known(), unknownPrimitive(s.Name, s.Primitive))
		for j, p := range s.Points {
			if message := f.pointProblem(s.Name, j, p); message != "" {
				problems = append(problems, message)
				break // one is enough to know what is wrong with a series
			}
		}
	}
	for _, m := range f.Marks {
		add(blank(m.Name) || !finite(m.Value) || !f.holds(m), badMark(m.Name))
		add(!m.Role.known(), unknownRole(m.Name, m.Role))
	}
	for _, finding := range f.Findings {
		add(!finding.Outcome.known(), unknownOutcome(finding.Outcome))
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w\u00a0: %s\u00a0: %s", ErrInvalid, invalidFigure(f.Title), strings.Join(problems, "\u202f; "))
}

func (a Axis) problems(name string) []string {
	var problems []string
	if blank(a.Title) {
		problems = append(problems, missingAxisTitle(name))
	}
	switch a.Scale {
	case Category:
		if len(a.Labels) == 0 {
			problems = append(problems, missingLabels(name))
		}
	case Linear, Log:
		if !a.Unit.known() {
			problems = append(problems, unknownUnit(name, a.Unit))
		}
	default:
		problems = append(problems, unknownScale(name, a.Scale))
	}
	return problems
}

// pointProblem says what is wrong with the point i of a series, or nothing.
func (f Figure) pointProblem(series string, i int, p Point) string {
	if !finite(p.X) || !finite(p.Y) || !finite(p.Low) || !finite(p.High) {
		return notFinite(series, i)
	}
	if f.Kind == Histogram && p.Low >= p.High {
		return emptyBin(series, i)
	}
	if p.Low > p.High {
		return crossedBounds(series, i)
	}
	if f.X.Scale == Category && (p.X != math.Trunc(p.X) || p.X < 0 || int(p.X) >= len(f.X.Labels)) {
		return noSuchLabel(series, i)
	}
	lowOnY := f.Kind != Histogram && p.Spread()
	lowOnX := f.Kind == Histogram
	if f.Y.Scale == Log && (p.Y <= 0 || lowOnY && p.Low <= 0) ||
		f.X.Scale == Log && (!lowOnX && p.X <= 0 || lowOnX && p.Low <= 0) {
		return notPositive(series, i)
	}
	return ""
}

// holds reports whether a mark names an axis that has a place for its value.
func (f Figure) holds(m Mark) bool {
	if f.Kind == Heat {
		return false // both directions are categories
	}
	switch m.Axis {
	case "x":
		return f.X.Scale == Linear || f.X.Scale == Log && m.Value > 0
	case "y":
		return f.Y.Scale == Linear || f.Y.Scale == Log && m.Value > 0
	default:
		return false
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func (r Role) known() bool {
	switch r {
	case Measured, Bet, Model, Wait, Hold:
		return true
	default:
		return false
	}
}

func (p Primitive) known() bool {
	switch p {
	case None, Raw, Mutex, RWMutex, Atomic, Channel, WaitGroup, Sharded:
		return true
	default:
		return false
	}
}

func (o Outcome) known() bool {
	switch o {
	case Fact, Confirmed, NotSeen, Noisy:
		return true
	default:
		return false
	}
}
