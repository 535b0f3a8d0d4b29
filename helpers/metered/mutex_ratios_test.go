package metered_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
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
// "Held" is the work under the lock and outside it, in ns; held 47/0 keeps the
// lock saturated.
//
//	go test ./helpers/metered -run '^$' -bench MutexRatios -benchtime 100x
func BenchmarkMutexRatios(b *testing.B) {
	const moment = 10 * time.Millisecond
	goroutines := []int{1, 2, 4, 8, 64}
	loads := []struct{ inside, outside time.Duration }{{inside, outside}, {250, 750}, {inside, 0}}

	rounds := newRounds()
	for b.Loop() {
		fresh := rivals()
		rand.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		for _, r := range fresh {
			rounds.add("alone, ns", r.name, pairTime(r, moment))
		}
		for _, load := range loads {
			in, out := workload.Busy(load.inside), workload.Busy(load.outside)
			for _, g := range goroutines {
				for _, r := range fresh {
					runtime.SetMutexProfileFraction(r.profiled)
					run := workload.Run(g, r.contended(in, out), workload.For(moment))
					runtime.SetMutexProfileFraction(0)
					rounds.add(fmt.Sprintf("%s, g=%d, op/s", held(load.inside, load.outside), g), r.name, run.PerSecond())
				}
			}
		}
	}
	for _, load := range loads {
		name := held(load.inside, load.outside)
		rounds.addGeometricMean(name+", geometric mean of g>1, op/s", func(m string) bool {
			return strings.HasPrefix(m, name+", g=") && !strings.Contains(m, "g=1,")
		})
	}
	report(b, "Mutex", rounds)
	b.ReportMetric(rounds.ratio("alone, ns", "metered").median, "alone/raw")
	for _, load := range loads {
		name := held(load.inside, load.outside)
		b.ReportMetric(rounds.ratio(name+", geometric mean of g>1, op/s", "metered").median,
			fmt.Sprintf("throughput-%d/raw", load.inside))
	}
	b.ReportMetric(0, "ns/op") // a round is no operation
}

func held(inside, outside time.Duration) string {
	return fmt.Sprintf("held %d/%d", inside.Nanoseconds(), outside.Nanoseconds())
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
