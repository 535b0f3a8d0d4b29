package hue_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/hue"
)

func parse(t *testing.T, hex string) hue.RGB {
	t.Helper()
	c, err := hue.Parse(hex)
	require.NoError(t, err)
	return c
}

func TestContrastIsTheGuidelines(t *testing.T) {
	require.InDelta(t, 21, hue.Contrast(parse(t, "#000000"), parse(t, "#ffffff")), 1e-9)
	require.InDelta(t, 4.54, hue.Contrast(parse(t, "#767676"), parse(t, "#ffffff")), 0.01)
	require.InDelta(t, 1, hue.Contrast(parse(t, "#123456"), parse(t, "#123456")), 1e-9)
}

func TestDifferenceIsThatOfTheEyesThatTellLeast(t *testing.T) {
	red, green := parse(t, "#b55a00"), parse(t, "#7d7d00")
	require.Less(t, hue.Difference(red, green), 25.0, "alike without red cones")
	require.InDelta(t, 100, hue.Difference(parse(t, "#000000"), parse(t, "#ffffff")), 0.1)
}

func TestGreyIsGreyForAll(t *testing.T) {
	grey := parse(t, "#808080")
	for _, s := range hue.Everyone() {
		for i, part := range s.Seen(grey) {
			require.InDelta(t, grey[i], part, 1e-4)
		}
	}
}

func TestParseRefusesWhatIsNoColour(t *testing.T) {
	for _, hex := range []string{"", "#fff", "currentColor", "#12345g", "#1234567"} {
		_, err := hue.Parse(hex)
		require.Error(t, err, hex)
	}
}
