package metered_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"cahiers/helpers/workload"
)

// BenchmarkMutexRatios compares the mutexes as a claim must be compared: each
// iteration of the benchmark is a round in which every mutex runs for a moment,
// in random order, and only times of the same round are divided. It logs a
// table and reports the two ratios that this package promises. The control is
// a second sync.Mutex: where its interval does not hold 1, or is wide, the
// machine was too busy to tell. So it was where two goroutines achieve what one
// does alone, some 6 million op/s: then they hardly met.
//
//	go test ./helpers/metered -run '^$' -bench MutexRatios -benchtime 100x
func BenchmarkMutexRatios(b *testing.B) {
	const moment = 10 * time.Millisecond
	in, out := workload.Busy(inside), workload.Busy(outside)
	goroutines := []int{2, 4, 8, 64}

	rounds := newRounds()
	for b.Loop() {
		fresh := rivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, r := range fresh {
			rounds.add("alone, ns", r.name, pairTime(r, moment))
		}
		for _, g := range goroutines {
			for _, r := range fresh {
				run := workload.Run(g, r.contended(in, out), workload.For(moment))
				rounds.add(fmt.Sprintf("g=%d, op/s", g), r.name, run.PerSecond())
			}
		}
	}
	rounds.addGeometricMean("geometric mean, op/s", ", op/s")
	b.Log("\n" + rounds.table())
	b.ReportMetric(rounds.ratio("alone, ns", "metered").median, "alone/raw")
	b.ReportMetric(rounds.ratio("geometric mean, op/s", "metered").median, "throughput/raw")
	b.ReportMetric(0, "ns/op") // a round is no operation
}

// pairTime returns the time of one Lock and Unlock with nobody around, in ns.
func pairTime(r rival, moment time.Duration) float64 {
	const pairs = 1000
	var done int
	start := time.Now()
	for time.Since(start) < moment {
		r.alone(pairs)
		done += pairs
	}
	return float64(time.Since(start)) / float64(done)
}
