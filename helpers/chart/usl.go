package chart

import (
	"math"

	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

const (
	fewestPoints  = 5  // that two parameters are fitted to
	worstResidual = .1 // of a fit that says something
)

// usl is the speed-up of n workers under Gunther's universal scalability law:
// what contention serialises, and what each worker costs every other to stay
// coherent with it (Gunther, Guerrilla Capacity Planning, 2007).
func usl(n, contention, coherence float64) float64 {
	return n / (1 + contention*(n-1) + coherence*n*(n-1))
}

// An estimate is a median over the rounds, with its bounds.
type estimate struct{ median, low, high float64 }

func estimated(samples []float64) (e estimate) {
	e.median, e.low, e.high = workload.Median(samples)
	return e
}

func (e estimate) share() string {
	return percentWithBounds(figure.Share.Format(e.median), figure.Share.Format(e.low), figure.Share.Format(e.high))
}

// A uslFit is the law fitted to each round of a sweep.
type uslFit struct {
	contention, coherence estimate
	residual              float64 // root mean square of the relative distances of the points from the curve
}

// peak is the number of workers beyond which the law goes down, or 0 when the
// rounds do not carry that it does.
func (f uslFit) peak() float64 {
	if f.coherence.low <= 0 {
		return 0
	}
	return math.Sqrt(max(0, 1-f.contention.median) / f.coherence.median)
}

// fitUSL fits the law to a sweep that begins with one worker, round by round,
// or says why it does not.
func fitUSL(s workload.Series, xs []float64) (fit uslFit, refused string) {
	if len(xs) < fewestPoints || len(xs) < len(s.Points) || xs[0] != 1 {
		return fit, uslNeedsPoints
	}
	var contentions, coherences []float64
	for round := range repetitions([]workload.Series{s}) {
		var speedups []float64
		for _, p := range s.Points {
			speedups = append(speedups, p.Samples[round]/s.Points[0].Samples[round])
		}
		a, b := leastSquares(xs, speedups)
		contentions, coherences = append(contentions, a), append(coherences, b)
	}
	fit.contention, fit.coherence = estimated(contentions), estimated(coherences)
	for i, p := range s.Points {
		measured, _, _ := p.Ratio(s.Points[0])
		off := usl(xs[i], fit.contention.median, fit.coherence.median)/measured - 1
		fit.residual += off * off / float64(len(xs)-1) // the first is on the curve
	}
	fit.residual = math.Sqrt(fit.residual)
	if !(fit.residual <= worstResidual) { // also when it is no number
		return fit, uslDoesNotFit(figure.Share.Format(fit.residual), figure.Share.Format(worstResidual))
	}
	return fit, ""
}

// leastSquares finds the parameters ≥ 0 of the law that minimise the squares
// of the relative distances. It is linear in them: with y = c/n,
// y·(1 + a(n−1) + b·n(n−1)) is 1 where the curve meets the point.
func leastSquares(ns, speedups []float64) (contention, coherence float64) {
	var uu, uv, vv, ur, vr float64
	for i, n := range ns {
		y := speedups[i] / n
		u, v, r := y*(n-1), y*n*(n-1), 1-y
		uu, uv, vv, ur, vr = uu+u*u, uv+u*v, vv+v*v, ur+u*r, vr+v*r
	}
	if det := uu*vv - uv*uv; det > 1e-12*uu*vv {
		contention, coherence = (ur*vv-vr*uv)/det, (vr*uu-ur*uv)/det
	}
	switch {
	case contention < 0 && vv > 0:
		return 0, max(0, vr/vv)
	case coherence < 0 && uu > 0:
		return max(0, ur/uu), 0
	default:
		return contention, coherence
	}
}
