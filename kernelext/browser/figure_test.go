package browser

import (
	_ "embed"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// A drawn is what one figure of a page shows.
type drawn struct {
	Title   string
	Alt     string
	Caption string
	Marks   []mark     // shapes of the SVG that stand for a point, in the order of the table
	Rows    [][]string // the data table
}

// A mark is the shape of one point.
type mark struct {
	Text string // what the pointer shows over it
	Seen bool   // it has a size, and lies inside the drawing
}

//go:embed figures.js
var figuresScript string

// figures scrolls an element from top to bottom, as a reader does, and returns
// the figures that were drawn on the way, in order.
func (p *page) figures(scroller string) []drawn {
	p.t.Helper()
	return evaluate[[]drawn](p, fmt.Sprintf("(%s)(%s)", figuresScript, scroller))
}

// check asserts that a figure draws what its table says.
func (d drawn) check(t *testing.T) {
	t.Helper()
	require.NotEmpty(t, d.Title)
	require.NotEmpty(t, d.Alt, d.Title)
	require.NotEmpty(t, d.Caption, d.Title)
	require.NotEmpty(t, d.Rows, d.Title)
	require.Equal(t, len(d.Rows), len(d.Marks), "%s: a mark a row", d.Title)
	for i, row := range d.Rows {
		require.True(t, d.Marks[i].Seen, "%s: row %q is not drawn", d.Title, row)
		for _, cell := range row {
			require.Contains(t, d.Marks[i].Text, cell, d.Title)
		}
	}
}
