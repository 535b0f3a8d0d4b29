package sight

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestTextSaysAllThatIsKnown(t *testing.T) {
	for name, s := range samples() {
		text := words(Text(s, 70))
		for _, fact := range facts(s) {
			require.Contains(t, text, words(fact), name)
		}
	}
}

func TestTextKeepsToItsWidth(t *testing.T) {
	for name, s := range samples() {
		code := map[string]bool{}
		for line := range strings.Lines(onlyCode(s)) {
			code[line] = true
		}
		for line := range strings.Lines(Text(s, 60)) {
			if !code[line] && strings.Contains(strings.TrimSpace(line), " ") {
				require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 60, name)
			}
		}
	}
}

// onlyCode is the code in a text, which keeps its lines.
func onlyCode(s Sight) string {
	var t plain
	for _, pair := range s.Races {
		t.code(pair.Accesses[0].At)
		t.code(pair.Accesses[1].At)
	}
	if s.Waits != nil {
		for _, g := range s.Waits.Goroutines {
			t.code(g.At)
		}
	}
	for _, n := range s.Notes {
		t.code(n.At)
	}
	return t.String()
}

func TestTextMarksTheLine(t *testing.T) {
	require.Contains(t, Text(raceSample(), 80), "  ► 10          compteur++\n    11      }\n")
	require.Contains(t, Text(deadlockSample(), 80), "  tient courant.mu (déduit)\n")
}

func TestNumbersThatFollowOnAreJoined(t *testing.T) {
	require.Equal(t, "numéro 4", sayNumbers([]int{4}))
	require.Equal(t, "numéros 4, 5", sayNumbers([]int{4, 5}))
	require.Equal(t, "numéros 4 à 6, 8, 10 à 12", sayNumbers([]int{4, 5, 6, 8, 10, 11, 12}))
}
