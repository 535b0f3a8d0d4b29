package figure

import (
	"math"
	"strconv"
	"strings"
)

// A Unit is what the numbers along an axis count. Values are always carried in
// the base unit; prefixes are chosen when a value is formatted.
type Unit string

const (
	Seconds   Unit = "s"    // a duration
	PerSecond Unit = "op/s" // operations per second
	Count     Unit = "n"    // a number of things
	Ratio     Unit = "×"    // how many times as much
	Share     Unit = "%"    // a part of the whole, 0 to 1
)

// NoBreak is the narrow no-break space French puts between groups of digits
// and before a unit.
const NoBreak = "\u202f"

// significantDigits is all the precision a measurement on a shared machine carries.
const significantDigits = 3

// A prefix multiplies a unit.
type prefix struct {
	factor float64
	symbol string
}

// Format writes v the French way: decimal comma, digits in groups of three,
// SI prefix, unit. Measured values keep three significant digits and no
// trailing zero; a whole Count keeps all its digits, because it is exact.
func (u Unit) Format(v float64) string {
	switch {
	case math.IsNaN(v):
		return notANumber
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "\u2212∞"
	case v < 0:
		return "\u2212" + u.Format(-v)
	}
	switch u {
	case Seconds:
		return prefixed(v, prefix{1, "s"}, prefix{1e-3, "ms"}, prefix{1e-6, "µs"}, prefix{1e-9, "ns"})
	case PerSecond:
		return prefixed(v, prefix{1e9, "Gop/s"}, prefix{1e6, "Mop/s"}, prefix{1e3, "kop/s"}, prefix{1, "op/s"})
	case Ratio:
		return significant(v) + NoBreak + "×"
	case Share:
		return significant(100*v) + NoBreak + "%"
	default:
		if v == math.Trunc(v) || v >= 100 {
			return grouped(strconv.FormatFloat(v, 'f', 0, 64))
		}
		return significant(v)
	}
}

// Counted writes n and the noun, with an s from 2 on unless it ends in one, as
// French wants: « 1,5 cœur », « 8 000 prises », « 2 refus ».
func Counted(n float64, noun string) string {
	if n >= 2 && !strings.HasSuffix(noun, "s") {
		noun += "s"
	}
	return Count.Format(n) + "\u00a0" + noun
}

func (u Unit) known() bool {
	switch u {
	case Seconds, PerSecond, Count, Ratio, Share:
		return true
	default:
		return false
	}
}

// prefixed writes v with the greatest prefix that leaves at least one whole,
// or with the last.
func prefixed(v float64, prefixes ...prefix) string {
	last := prefixes[len(prefixes)-1]
	for _, p := range prefixes {
		if v == 0 && p.factor == 1 {
			return "0" + NoBreak + p.symbol
		}
		if rounded(v/p.factor) >= 1 {
			return significant(v/p.factor) + NoBreak + p.symbol
		}
	}
	return significant(v/last.factor) + NoBreak + last.symbol
}

// rounded keeps the significant digits of v.
func rounded(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', significantDigits-1, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// significant writes the significant digits of v ≥ 0 with a decimal comma.
func significant(v float64) string {
	v = rounded(v)
	if v == 0 {
		return "0"
	}
	decimals := max(0, significantDigits-1-int(math.Floor(math.Log10(v))))
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, fraction, found := strings.Cut(s, ".")
	if !found {
		return grouped(whole)
	}
	return grouped(whole) + "," + fraction
}

// grouped separates a row of digits by threes from the right.
func grouped(digits string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(NoBreak)
		}
		b.WriteRune(d)
	}
	return b.String()
}
