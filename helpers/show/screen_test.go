package show

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

func sample(title string) figure.Figure {
	return figure.Figure{
		Kind: figure.Bar, Title: title, Caption: "Légende", Alt: "Texte",
		X:      figure.Axis{Title: "File", Scale: figure.Category, Labels: []string{"0"}},
		Y:      figure.Axis{Title: "Part", Unit: figure.Share, Scale: figure.Linear},
		Series: []figure.Series{{Name: "arrivées", Points: []figure.Point{{X: 0, Y: 1}}}},
	}
}

// A desk answers requests as it is told, and keeps them.
type desk struct {
	answer   figure.Answer
	err      error
	requests []figure.Request
}

func (d *desk) request(r figure.Request) (figure.Answer, error) {
	d.requests = append(d.requests, r)
	return d.answer, d.err
}

// outputs are what a screen wrote.
func screenWith(r requester) (s *screen, out, errs *strings.Builder) {
	out, errs = &strings.Builder{}, &strings.Builder{}
	return &screen{out: out, err: errs, width: 80, supervisor: r}, out, errs
}

func TestInATerminalAFigureIsText(t *testing.T) {
	s, out, errs := screenWith(nil)
	s.show("", sample("Titre"))
	require.Contains(t, out.String(), "Titre\n")
	require.Contains(t, out.String(), "█")
	require.Empty(t, errs.String())
}

func TestUnderASupervisorNothingIsPrinted(t *testing.T) {
	d := &desk{answer: figure.Answer{OK: true}}
	s, out, errs := screenWith(d)
	s.show("", sample("Titre"))
	require.Empty(t, out.String())
	require.Empty(t, errs.String())
	require.Equal(t, []figure.Request{{V: figure.EnvelopeVersion, ID: "fig-1", Kind: figure.RequestFigure, Figure: sample("Titre")}}, d.requests)
}

func TestTheSameNameUpdatesTheSameFigure(t *testing.T) {
	d := &desk{answer: figure.Answer{OK: true}}
	s, _, _ := screenWith(d)
	s.show("", sample("une"))
	s.show("débit", sample("deux"))
	s.show("", sample("trois"))
	s.show("débit", sample("quatre"))
	var got []string
	for _, r := range d.requests {
		got = append(got, fmt.Sprintf("%s %s %s", r.Figure.Title, r.Kind, r.ID))
	}
	require.Equal(t, []string{"une figure fig-1", "deux figure fig-2", "trois figure fig-3", "quatre update fig-2"}, got)
}

func TestAnInvalidFigureIsSaidInFrenchAndNotSent(t *testing.T) {
	d := &desk{}
	s, out, errs := screenWith(d)
	f := sample("Titre")
	f.Caption = ""
	s.show("", f)
	require.Empty(t, d.requests)
	require.Empty(t, out.String())
	require.Contains(t, errs.String(), "la légende manque")
}

func TestARefusedFigureIsShownAsText(t *testing.T) {
	s, out, errs := screenWith(&desk{answer: figure.Answer{Error: "plus de place"}})
	s.show("", sample("Titre"))
	require.Contains(t, errs.String(), "plus de place")
	require.Contains(t, out.String(), "Titre")
}

func TestWithoutItsSupervisorAProgramGoesOnInText(t *testing.T) {
	d := &desk{err: fmt.Errorf("%w: fini", errLost)}
	s, out, errs := screenWith(d)
	s.show("", sample("une"))
	s.show("", sample("deux"))
	require.Len(t, d.requests, 1, "it is not asked again")
	require.Equal(t, messageLost+"\n", errs.String(), "said once")
	require.Contains(t, out.String(), "une")
	require.Contains(t, out.String(), "deux")
}

func TestAnUnwritableScreenIsSaid(t *testing.T) {
	s, _, errs := screenWith(nil)
	s.out = failing{}
	s.show("", sample("Titre"))
	require.Contains(t, errs.String(), "disque plein")
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disque plein") }

func TestSeveralGoroutinesMayShow(t *testing.T) {
	d := &desk{answer: figure.Answer{OK: true}}
	s, _, _ := screenWith(d)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { s.show("", sample("Titre")) })
	}
	wg.Wait()
	ids := map[string]bool{}
	for _, r := range d.requests {
		ids[r.ID] = true
	}
	require.Len(t, ids, 8)
}

func TestTheTerminalSaysHowWideItIs(t *testing.T) {
	for columns, want := range map[string]int{"": 80, "large": 80, "-3": 80, "100": 100, "300": 120} {
		require.Equal(t, want, terminalWidth(columns), columns)
	}
}
