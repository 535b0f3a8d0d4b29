package show

import (
	"fmt"

	"cahiers/helpers/chart"
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

// Machine prints the card of this machine.
func Machine() { fmt.Println(workload.Machine()) }

// here makes the figures of this machine.
func here() chart.Charts { return chart.On(workload.Machine()) }
