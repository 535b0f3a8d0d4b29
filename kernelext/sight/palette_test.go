package sight

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/hue"
)

func parsedColour(t *testing.T, hex string) hue.RGB {
	t.Helper()
	c, err := hue.Parse(hex)
	require.NoError(t, err)
	return c
}

// goroutineColoursOf are the colours that a part of sight.css gives goroutines.
func goroutineColoursOf(t *testing.T, css string) []string {
	t.Helper()
	var colours []string
	for n := range goroutineColours {
		_, value, found := strings.Cut(css, fmt.Sprintf("--cahiers-g%d: ", n))
		require.True(t, found, n)
		colours = append(colours, value[:len("#rrggbb")])
	}
	return colours
}

func TestGoroutinesAreToldApartByEveryone(t *testing.T) {
	light, dark, found := strings.Cut(sightCSS, "DARK {")
	require.True(t, found)
	require.Equal(t, goroutineColours[:], goroutineColoursOf(t, light), "what is said twice")
	for page, css := range map[string]string{"#ffffff": light, "#212121": dark} {
		colours := goroutineColoursOf(t, css)
		for i, a := range colours {
			require.GreaterOrEqual(t, hue.Contrast(parsedColour(t, a), parsedColour(t, page)), 4.0, "%s on %s", a, page)
			for _, b := range colours[:i] {
				require.GreaterOrEqual(t, hue.Difference(parsedColour(t, a), parsedColour(t, b)), 15.0, "%s and %s", a, b)
			}
		}
	}
}

func TestTheMainGoroutineSharesItsColourWithNoOther(t *testing.T) {
	for n := 1; n < 30; n++ {
		require.NotEqual(t, goroutineColour(0), goroutineColour(n))
		require.NotEqual(t, goroutineColour(n), goroutineColour(n+1))
	}
}
