package chart

import (
	"math"
	"strconv"
	"strings"

	"cahiers/helpers/figure"
)

// A bet is what the learner expected: numbers, in the unit the chart asks for.
type bet struct {
	text   string // as typed, when it could not be read
	values []float64
}

// Bet draws what the learner expected and says how far it was. A number or
// several in a string, separated by spaces: "1 2 4 8". Zero and "" are no bet.
//
// The numbers are, for a Distribution, a value; for Costs, nanoseconds of the
// operation bet on; for the Throughput of one series, multiples of its first
// point; of several, how many times the first series the second reaches, with
// the most goroutines when it is one number.
func Bet[T ~int | ~float64 | ~string](expected T) Option {
	var b bet
	switch v := any(expected).(type) {
	case int:
		b = numbers(float64(v))
	case float64:
		b = numbers(v)
	case string:
		b = parseBet(v)
	}
	return func(c *config) { c.bet = b }
}

func numbers(v float64) bet {
	if v == 0 {
		return bet{}
	}
	return bet{values: []float64{v}}
}

// parseBet reads numbers with a decimal comma or point. What is not a row of
// positive numbers is kept as text, to be answered in a finding.
func parseBet(s string) bet {
	var b bet
	for field := range strings.FieldsSeq(strings.ReplaceAll(s, ";", " ")) {
		v, err := strconv.ParseFloat(strings.Replace(field, ",", ".", 1), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || v <= 0 {
			return bet{text: s}
		}
		b.values = append(b.values, v)
	}
	return b
}

// complain adds a finding when the bet was not readable.
func (b bet) complain(f *figure.Figure) {
	if b.text != "" {
		f.Findings = append(f.Findings, figure.Finding{Text: unreadableBet(b.text), Outcome: figure.Fact})
	}
}

// distance says in words how far bet was from a measured value.
func distance(bet, measured float64) string {
	const close = 1.1
	switch ratio := bet / measured; {
	case ratio > close:
		return tooHigh(times(ratio))
	case ratio < 1/close:
		return tooLow(times(1 / ratio))
	default:
		return spotOn
	}
}
