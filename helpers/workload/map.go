package workload

import "time"

// MapOver compares two variants at each pair of values of two parameters, with
// a fixed number of goroutines: where does one beat the other? Each run lasts
// 20 ms and there are 5 rounds, unless For, Ops or Repeat says otherwise: a map
// of 5 by 5 takes 5 s. variants makes the base and its rival for a pair; it is
// called once a pair, before the first run.
func MapOver[X, Y Value](
	goroutines int, x Range[X], y Range[Y], variants func(X, Y) (base, rival Variant), opts ...Option,
) Map {
	c := configure(5, append([]Option{For(20 * time.Millisecond)}, opts...))
	m := Map{X: x.parameter(), Y: y.parameter(), Goroutines: goroutines}
	var turns []*turn
	var cells []Cell
	for _, yv := range y.Values {
		for _, xv := range x.Values {
			base, rival := variants(xv, yv)
			cells = append(cells, Cell{X: inUnit(xv), Y: inUnit(yv), Versus: Versus{
				Name: rival.Name, Base: base.Name, Goroutines: goroutines,
			}})
			for _, v := range []Variant{base, rival} {
				turns = append(turns, &turn{goroutines: goroutines, each: v.each()})
			}
		}
	}
	measured := func() Map {
		m := m
		m.Cells = []Cell{}
		for i, cell := range cells {
			if cell.Ratio, cell.Low, cell.High, cell.N = turns[2*i+1].ratio(turns[2*i]); cell.N > 0 {
				m.Cells = append(m.Cells, cell)
			}
		}
		return m
	}
	rounds(turns, c, telling(c.tell.mapped, measured))
	return measured()
}

// A Map says how one variant does against another for each pair of values.
type Map struct {
	X          Parameter `json:"x"`
	Y          Parameter `json:"y"`
	Goroutines int       `json:"goroutines"`
	Cells      []Cell    `json:"cells"` // row by row: all X for the first Y, and so on
}

// A Cell is one pair of values, in the units of the map's parameters.
type Cell struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	Versus
}
