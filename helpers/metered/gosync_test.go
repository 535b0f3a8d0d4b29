package metered_test

import "testing"

// Go's own tests of sync pass on the metered primitives.
func TestGoTestsOfSyncPass(t *testing.T) {
	runGoTests(t, "sync",
		[]string{"mutex_test.go", "rwmutex_test.go", "once_test.go", "waitgroup_test.go", "cond_test.go", "example_test.go"},
		map[string]string{
			"Mutex":     "metered.Mutex",
			"RWMutex":   "metered.RWMutex",
			"Once":      "metered.Once",
			"WaitGroup": "metered.WaitGroup",
			"Cond":      "metered.Cond",
			"NewCond":   "metered.NewCond",
		},
		map[string]string{
			"HammerSemaphore":               "the semaphores of the runtime, which sync exports to its own tests",
			"TestSemaphore":                 "the same",
			"BenchmarkUncontendedSemaphore": "the same",
			"BenchmarkContendedSemaphore":   "the same",
			"ExampleOnceValues":             "reads the file it is written in, and tests no type of ours",
		})
}
