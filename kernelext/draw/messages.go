package draw

// What a reader may read of this package, in French.
const (
	dataSummary = "Données"

	undecidedCell = "≈ indécis"
)

// cellsBetween names the colour of the cells from one ratio to another.
func cellsBetween(sign, low, high string) string { return sign + " " + low + " à " + high }

// cellsBeyond names the colour of the cells farther from 1 than a ratio.
func cellsBeyond(sign, from string) string { return sign + " au-delà de " + from }
