package workload

import "time"

// SpeedupOver measures, for each value of a parameter, how many times the
// throughput of one goroutine several reach. Each run lasts 40 ms and there
// are 5 rounds, unless For, Ops or Repeat says otherwise. op makes the
// operation for a value; it is called once a value, before the first run.
func SpeedupOver[T Value](goroutines int, r Range[T], op func(T) func(), opts ...Option) Speedup {
	c := configure(5, append([]Option{For(40 * time.Millisecond)}, opts...))
	s := Speedup{Parameter: r.parameter(), Goroutines: goroutines}
	var turns []*turn
	for _, v := range r.Values {
		each := Variant{Op: op(v)}.each()
		turns = append(turns, &turn{goroutines: 1, each: each}, &turn{goroutines: goroutines, each: each})
	}
	measured := func() Speedup {
		s := s
		s.Points = []SpeedupPoint{}
		for i, v := range r.Values {
			p := SpeedupPoint{X: inUnit(v)}
			if p.Ratio, p.Low, p.High, p.N = turns[2*i+1].ratio(turns[2*i]); p.N > 0 {
				s.Points = append(s.Points, p)
			}
		}
		return s
	}
	rounds(turns, c, telling(c.tell.speedup, measured))
	return measured()
}

// A Speedup is what several goroutines gain over one, against a parameter.
type Speedup struct {
	Parameter  Parameter      `json:"parameter"`
	Goroutines int            `json:"goroutines"`
	Points     []SpeedupPoint `json:"points"` // in the order of the values
}

// A SpeedupPoint is the gain at one value of the parameter: the median over N
// rounds of the quotient of the throughputs, with the bounds of Median.
type SpeedupPoint struct {
	X     float64 `json:"x"`
	Ratio float64 `json:"ratio"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int     `json:"n"`
}
