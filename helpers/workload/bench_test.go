package workload_test

import (
	"testing"

	"cahiers/helpers/workload"
)

// BenchmarkDriver tells what Run adds to an operation: the difference between
// an operation called by Run and the same called by the benchmark's own loop,
// which is the least a caller can pay.
func BenchmarkDriver(b *testing.B) {
	n := 0
	op := func() { n++ }
	b.Run("called", func(b *testing.B) {
		for range b.N {
			op()
		}
	})
	b.Run("run for a while", func(b *testing.B) {
		var r workload.Result
		for b.Loop() {
			r = workload.Run(1, op)
		}
		b.ReportMetric(1e9/r.PerSecond(), "ns/op")
	})
	b.Run("run so many times", func(b *testing.B) {
		r := workload.Run(1, op, workload.Ops(b.N))
		b.ReportMetric(1e9/r.PerSecond(), "ns/op")
	})
}

// BenchmarkChoice tells what a mix adds to an operation.
func BenchmarkChoice(b *testing.B) {
	nothing := func() {}
	for name, op := range map[string]func(){
		"Mix":   workload.Mix(.9, nothing, nothing),
		"Mixer": workload.Mixer(.9, nothing, nothing)(0),
		"none":  nothing,
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				op()
			}
		})
	}
}

// BenchmarkOpenLoop tells what an arrival costs when there is always one.
func BenchmarkOpenLoop(b *testing.B) {
	a := workload.OpenLoop(1, 1e8, func() {}, workload.Ops(b.N))
	b.ReportMetric(float64(a.Elapsed)/float64(b.N), "ns/op")
}
