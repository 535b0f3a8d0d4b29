package figure

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRequestsAndAnswersTravelAsOneLine(t *testing.T) {
	sent := Request{V: EnvelopeVersion, ID: "fig-1", Kind: RequestFigure, Figure: lineFigure()}
	sent.Figure.Title = "deux\nlignes </script>"
	line, err := sent.Line()
	require.NoError(t, err)
	require.Equal(t, len(line)-1, strings.IndexByte(string(line), '\n'))
	got, err := ParseRequest(line)
	require.NoError(t, err)
	require.Equal(t, sent, got)

	answer := Answer{V: EnvelopeVersion, ID: "fig-1", Error: "refusé"}
	line, err = answer.Line()
	require.NoError(t, err)
	back, err := ParseAnswer(line)
	require.NoError(t, err)
	require.Equal(t, answer, back)
}

func TestMalformedEnvelopesAreRefused(t *testing.T) {
	for _, line := range []string{"", "{", "[]", `{"v":2,"id":"a","kind":"figure"}`, `{"v":1,"kind":"figure"}`, `{"v":1,"id":"a","kind":"film"}`} {
		_, err := ParseRequest([]byte(line))
		require.ErrorIs(t, err, ErrEnvelope, line)
	}
	_, err := ParseRequest([]byte(`{"v":1,"id":"a","kind":"figure","figure":{"kind":"line"}}`))
	require.ErrorIs(t, err, ErrEnvelope)
	require.ErrorIs(t, err, ErrInvalid, "what is wrong with the figure reaches the student")
	for _, line := range []string{"", "oui", `{"v":0,"id":"a"}`, `{"v":1}`} {
		_, err := ParseAnswer([]byte(line))
		require.ErrorIs(t, err, ErrEnvelope, line)
	}
}

// Whatever a program writes on the pipe, the supervisor lives, and what it
// accepts can be shown.
func FuzzParseRequest(f *testing.F) {
	for _, fig := range []Figure{lineFigure(), intervalFigure(), histogramFigure(), barFigure(), heatFigure(), sketchFigure()} {
		line, err := Request{V: EnvelopeVersion, ID: "fig-1", Kind: RequestUpdate, Figure: fig}.Line()
		require.NoError(f, err)
		f.Add(line)
	}
	f.Add([]byte(`{"v":1,"id":"a","kind":"figure","figure":{}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := ParseRequest(line)
		if err != nil {
			require.ErrorIs(t, err, ErrEnvelope)
			return
		}
		again, err := r.Line()
		require.NoError(t, err)
		back, err := ParseRequest(again)
		require.NoError(t, err)
		require.Equal(t, r.ID, back.ID)
		header, rows := Table(r.Figure)
		for _, row := range rows {
			require.Len(t, row, len(header))
		}
		require.NoError(t, Text(&strings.Builder{}, r.Figure, 80))
	})
}
