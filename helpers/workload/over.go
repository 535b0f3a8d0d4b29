package workload

import (
	"cmp"
	"fmt"
	"time"

	"cahiers/helpers/figure"
)

// A Value is what a sweep may vary: a number of things, a share from 0 to 1,
// or a duration.
type Value interface {
	int | float64 | time.Duration
}

// A Range is the values of one parameter of the operation.
type Range[T Value] struct {
	Name   string // in French, for an axis
	Things string // what the values count, if anything, one of them in French
	Values []T
}

// Over names the values a sweep goes over:
//
//	workload.Over("Temps sous le verrou", 100*time.Nanosecond, time.Microsecond)
func Over[T Value](name string, values ...T) Range[T] { return Range[T]{Name: name, Values: values} }

// Counting returns r with the noun of what its values count, one of them in
// French, for the sentences of a drawing: "goroutine", "ouvrier".
func (r Range[T]) Counting(thing string) Range[T] {
	r.Things = thing
	return r
}

// parameter is r without its values. Their unit follows from their type.
func (r Range[T]) parameter() Parameter {
	var zero T
	p := Parameter{Name: r.Name, Unit: figure.Count, Things: r.Things}
	switch any(zero).(type) {
	case float64:
		p.Unit = figure.Share
	case time.Duration:
		p.Unit = figure.Seconds
	}
	return p
}

// inUnit is v in the unit of its range.
func inUnit[T Value](v T) float64 {
	switch v := any(v).(type) {
	case time.Duration:
		return v.Seconds()
	case float64:
		return v
	default:
		return float64(v.(int))
	}
}

// SweepOver measures the throughput of an operation for each value of one of
// its parameters, with a fixed number of goroutines, as Sweep does for the
// number of goroutines. op makes the operation for a value; it is called once
// a value, before the first run.
func SweepOver[T Value](goroutines int, r Range[T], op func(T) func(), opts ...Option) Series {
	return CompareOver(goroutines, r, func(v T) []Variant { return []Variant{{Op: op(v)}} }, opts...)[0]
}

// CompareOver is SweepOver for several variants, all their repetitions
// interleaved. It returns a series for each, in their order, under the names
// they have for the first value; there must be as many for every value.
func CompareOver[T Value](goroutines int, r Range[T], variants func(T) []Variant, opts ...Option) []Series {
	s := sweep{parameter: r.parameter(), names: []string{}}
	for i, v := range r.Values {
		made := variants(v)
		if i == 0 {
			s.names = names(made)
		}
		if len(made) != len(s.names) {
			panic(fmt.Sprintf("workload: %d variants for %v, %d for the first value", len(made), v, len(s.names)))
		}
		s.xs = append(s.xs, inUnit(v))
		for _, m := range made {
			s.turns = append(s.turns, &turn{goroutines: goroutines, each: m.each()})
		}
	}
	if len(r.Values) == 0 {
		s.names = []string{""}
	}
	return s.run(configure(5, opts))
}

// SweepProcs measures the throughput of op with each number of processors
// (GOMAXPROCS), and as many goroutines, unless Goroutines says otherwise; less
// than one counts as one. What GOMAXPROCS was is restored after each run. More processors than the machine
// has, or than its container is granted, are only more threads.
func SweepProcs(procs []int, op func(), opts ...Option) Series {
	v, c := Variant{Op: op}, configure(5, opts)
	s := sweep{parameter: Parameter{Name: procsName, Unit: figure.Count, Things: procsThing}, names: []string{""}}
	for _, p := range procs {
		p = max(p, 1)
		s.xs = append(s.xs, float64(p))
		s.turns = append(s.turns, &turn{goroutines: cmp.Or(c.workers, p), procs: p, each: v.each()})
	}
	return s.run(c)[0]
}
