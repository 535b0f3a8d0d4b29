package show

import (
	"fmt"

	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/latency"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// Throughput shows operations per second against the number of goroutines, for
// one series or several (see chart.Charts.Throughput).
func Throughput[S workload.Series | []workload.Series](title string, series S, opts ...chart.Option) {
	var all []workload.Series
	switch s := any(series).(type) {
	case workload.Series:
		all = []workload.Series{s}
	case []workload.Series:
		all = s
	}
	Figure(here().Throughput(title, all, opts...))
}

// DrawThroughput shows the axes on which the learner draws the throughput they
// expect with these numbers of goroutines; the Throughput of the same title is
// then drawn over their curve (see chart.Charts.DrawThroughput).
func DrawThroughput(title string, goroutines []int) {
	Figure(here().DrawThroughput(title, goroutines))
}

// DrawScalability shows the axes on which the learner draws the speed-up they
// expect with these numbers of goroutines; the Scalability of the same title is
// then drawn over their curve (see chart.Charts.DrawScalability).
func DrawScalability(title string, goroutines []int) {
	Figure(here().DrawScalability(title, goroutines))
}

// DrawSpeedup shows the axes on which the learner draws the speed-up they
// expect for these shares; the Speedup of the same title is then drawn over
// their curve (see chart.Charts.DrawSpeedup).
func DrawSpeedup(title string, shares []float64) { Figure(here().DrawSpeedup(title, shares)) }

// Contention shows how long a mutex was waited for and held, one row a
// MutexStats (see chart.Charts.Contention).
func Contention(title string, stats ...metered.MutexStats) {
	Figure(here().Contention(title, stats...))
}

// Queue shows how many goroutines were waiting when another arrived (see
// chart.Charts.Queue).
func Queue(title string, stats ...metered.MutexStats) {
	Figure(here().Queue(title, stats...))
}

// Distribution shows how often each result came up (see
// chart.Charts.Distribution).
func Distribution(title string, results []int, opts ...chart.Option) {
	Figure(here().Distribution(title, results, opts...))
}

// Costs shows what operations take alone, and compares them (see
// chart.Charts.Costs).
func Costs(title string, costs []workload.Cost, opts ...chart.Option) {
	Figure(here().Costs(title, costs, opts...))
}

// Latency shows how long something took, with the percentiles its samples
// carry: durations of an instrument, or what an open loop's arrivals waited
// (see chart.Charts.Latency and chart.Charts.Arrivals).
func Latency[D latency.Snapshot | workload.Arrivals](title string, durations D, opts ...chart.Option) {
	switch d := any(durations).(type) {
	case latency.Snapshot:
		Figure(here().Latency(title, d, opts...))
	case workload.Arrivals:
		Figure(here().Arrivals(title, d, opts...))
	}
}

// Fairness shows how many operations each goroutine did, of a run or of counts
// one a goroutine (see chart.Charts.Fairness).
func Fairness[R workload.Result | []uint64](title string, result R, opts ...chart.Option) {
	switch r := any(result).(type) {
	case workload.Result:
		Figure(here().Fairness(title, r.PerWorker, opts...))
	case []uint64:
		Figure(here().Fairness(title, r, opts...))
	}
}

// OverTime shows how something changed while it was measured; quantity names
// it in French (see chart.Charts.OverTime).
func OverTime(title, quantity string, points []figure.Moment, opts ...chart.Option) {
	Figure(here().OverTime(title, quantity, points, opts...))
}

// AB shows how variants compare with a base (see chart.Charts.AB).
func AB(title string, versus []workload.Versus, opts ...chart.Option) {
	Figure(here().AB(title, versus, opts...))
}

// Map shows where one variant beats another (see chart.Charts.Map).
func Map(title string, m workload.Map) { Figure(here().Map(title, m)) }

// Speedup shows what several goroutines gain over one, against the share of
// the work under the lock (see chart.Charts.Speedup).
func Speedup(title string, s workload.Speedup, opts ...chart.Option) {
	Figure(here().Speedup(title, s, opts...))
}

// Scalability shows how many times its first point each point of a sweep
// reaches (see chart.Charts.Scalability).
func Scalability(title string, s workload.Series, opts ...chart.Option) {
	Figure(here().Scalability(title, s, opts...))
}

// Machine prints the card of this machine.
func Machine() { fmt.Println(workload.Machine()) }

// here makes the figures of this machine.
func here() chart.Charts { return chart.On(workload.Machine()) }
