package workload

import (
	"slices"
	"time"
)

// AB compares variants at one number of goroutines: the first is the base, and
// each other one is compared with it, round by round in one interleaved run.
// Each round runs every variant for 25 ms, and there are 21, unless For, Ops
// or Repeat says otherwise: two variants take about a second. With less than
// two variants there is nothing to compare.
func AB(goroutines int, variants []Variant, opts ...Option) []Versus {
	c := configure(21, append([]Option{For(25 * time.Millisecond)}, opts...))
	if len(variants) == 0 {
		return nil
	}
	rivals := slices.Clone(variants)
	if c.control {
		rivals = append(rivals, variants[0])
	}
	var turns []*turn
	for _, v := range rivals {
		turns = append(turns, &turn{goroutines: goroutines, each: v.each()})
	}
	measured := func() []Versus {
		var all []Versus
		for i, t := range turns[1:] {
			v := Versus{Name: rivals[i+1].Name, Base: rivals[0].Name, Goroutines: goroutines, Control: i+1 == len(variants)}
			if v.Ratio, v.Low, v.High, v.N = t.ratio(turns[0]); v.N > 0 {
				all = append(all, v)
			}
		}
		return all
	}
	rounds(turns, c, telling(c.tell.versus, measured))
	return measured()
}

// Control makes AB measure the base a second time under the same name: a
// control whose true ratio is 1. When its interval is as far from 1 as that of
// a variant, it was the machine that made the difference.
func Control() Option {
	return func(c *config) { c.control = true }
}

// A Versus is how many times the throughput of a base another variant reached.
type Versus struct {
	Name       string `json:"name"`
	Base       string `json:"base"`
	Goroutines int    `json:"goroutines"`

	// Ratio is the median over the rounds. Low and High enclose the true median
	// with a confidence of 93 % or better from 5 rounds on; under 5 they are the
	// least and the greatest.
	Ratio float64 `json:"ratio"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int     `json:"n"` // rounds

	Control bool `json:"control,omitempty"` // the base against itself
}

// Told reports whether the rounds carry that there is a difference: there are
// at least 5, and their interval excludes 1.
func (v Versus) Told() bool { return v.N >= 5 && (v.Low > 1 || v.High < 1) }
