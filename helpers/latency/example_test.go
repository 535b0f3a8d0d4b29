package latency_test

import (
	"fmt"
	"time"

	"cahiers/helpers/latency"
)

func ExampleHistogram() {
	var h latency.Histogram
	for i := range 100 {
		h.Record(time.Duration(i+1) * time.Nanosecond)
	}
	s := h.Snapshot()
	fmt.Println(s.Count(), s.Mean(), s.Quantile(0.25), s.Quantile(0.99))
	// Output: 100 50ns 25ns 97ns
}

func ExampleSnapshot_Sub() {
	var h latency.Histogram
	h.Record(10)
	before := h.Snapshot()
	h.Record(20)
	h.Record(20)
	fmt.Println(h.Snapshot().Sub(before))
	// Output: {40ns [{20ns 20ns 2}]}
}

func ExampleSnapshot_Merge() {
	var monday, tuesday latency.Histogram
	monday.Record(10)
	tuesday.Record(30)
	fmt.Println(monday.Snapshot().Merge(tuesday.Snapshot()).Mean())
	// Output: 20ns
}

func ExampleSnapshot_Quantile() {
	var h latency.Histogram
	for range 99 {
		h.Record(20)
	}
	h.Record(time.Millisecond)
	s := h.Snapshot()
	// 20 ns is exact, 1 ms is known to within 3 %.
	fmt.Println(s.Quantile(0.5), s.Quantile(1))
	// Output: 20ns 999.423µs
}
