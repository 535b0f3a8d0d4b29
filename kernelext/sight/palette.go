package sight

import "fmt"

// goroutineColours are the light values of --cahiers-g0… in sight.css: they
// serve a drawing taken out of its page. The eight stay apart for each kind of
// colour blindness (ΔE*ab ≥ 15), and at least 4:1 from the page.
var goroutineColours = [...]string{"#3b4160", "#b8560a", "#12695c", "#d4179b", "#85783c", "#0f76e9", "#6e1f1a", "#5d1292"}

// goroutineColour is the colour of the nth goroutine of a sight, in its whole
// drawing. 0 is the main goroutine, which shares its colour with no other.
func goroutineColour(n int) string {
	n = paletteIndex(n)
	return fmt.Sprintf("var(--cahiers-g%d,%s)", n, goroutineColours[n])
}

// paletteIndex is which of the colours the nth goroutine has: there may be more
// goroutines than colours.
func paletteIndex(n int) int {
	if n <= 0 {
		return 0
	}
	return 1 + (n-1)%(len(goroutineColours)-1)
}
