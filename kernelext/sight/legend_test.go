package sight

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write images/signes.svg anew")

// TestThePictureOfTheSignsIsTheOneDrawn holds the picture that a notebook
// shows; go test ./kernelext/sight -run Signs -update writes it.
func TestThePictureOfTheSignsIsTheOneDrawn(t *testing.T) {
	file := filepath.Join("..", "..", "images", "signes.svg")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(Legend()), 0o644))
	}
	picture, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, Legend(), string(picture))
}

func TestTheSignsAreReadWithoutSeeingThem(t *testing.T) {
	elements, text := read(t, Legend())
	require.Equal(t, "img", attribute(elements[0], "role"))
	for _, g := range signs() {
		require.Contains(t, text, words(g.title+"\u00a0: "))
		for _, s := range g.signs {
			require.LessOrEqual(t, utf8.RuneCountInString(s.name), 24, s.name)
			require.LessOrEqual(t, utf8.RuneCountInString(s.more), 30, s.more)
			if s.more != "" {
				require.Contains(t, text, s.name+" ("+s.more+")")
			}
		}
	}
}
