package lsp_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/lineage"
	"cahiers/kernelext/lsp"
)

// burn keeps every core busy until the benchmark ends.
func burn(b *testing.B) {
	b.Helper()
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan struct{})
	for range runtime.NumCPU() {
		cmd := lineage.Command(ctx, time.Second, syscall.SIGKILL, "sh", "-c", "while :; do :; done")
		go func() {
			_ = lineage.Run(ctx, cmd)
			ended <- struct{}{}
		}()
	}
	b.Cleanup(func() {
		stop()
		for range runtime.NumCPU() {
			<-ended
		}
	})
}

// memory reads one line, in MB, of what the system says of gopls.
func (b *bench) memory(name string) float64 {
	b.t.Helper()
	pid := b.started[len(b.started)-1].Process.Pid
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	require.NoError(b.t, err)
	_, after, found := bytes.Cut(data, []byte(name+":"))
	require.True(b.t, found)
	kilobytes, err := strconv.ParseFloat(string(bytes.Fields(after)[0]), 64)
	require.NoError(b.t, err)
	return kilobytes / 1024
}

// typed is what a learner types, letter after letter, in one cell.
const typed = `var c Compteur
	for i := range 3 {
		c.Incrémente()
		fmt.Println(strings.Repeat("é", i), c.valeur)
	}
	var verrou metered.Mutex
	verrou.Lock()
	résultat := strconv.Itoa(int(c.valeur))
	_ = Appliquer([]string{résultat}, strings.ToUpper)`

// keys is the cell after each letter after which an editor would ask.
func keys(b *testing.B) []lsp.Document {
	b.Helper()
	var documents []lsp.Document
	for i, r := range typed {
		if next := i + len(string(r)); r == '.' || 'a' <= r && r <= 'z' {
			documents = append(documents, at(b, inMain(typed[:next]+"▮")))
		}
	}
	return documents
}

func percentile(times []time.Duration, p int) float64 {
	slices.Sort(times)
	return times[min(len(times)-1, len(times)*p/100)].Seconds() * 1000
}

// conditions are those in which gopls works: alone, or beside a loop on every
// core, with a niceness.
var conditions = []struct {
	name  string
	burnt bool
	nice  int
}{
	{"idle", false, 0},
	{"idle/nice=10", false, 10},
	{"burnt", true, 0},
	{"burnt/nice=5", true, 5},
	{"burnt/nice=10", true, 10},
}

// BenchmarkFirstCompletion is a gopls from its start to its first answer, lazy
// or warmed before; "new" also has an empty cache, as after set-up.
func BenchmarkFirstCompletion(b *testing.B) {
	for _, cond := range conditions {
		for _, how := range []string{"lazy", "warm", "new"} {
			b.Run(cond.name+"/"+how, func(b *testing.B) {
				bench := newBench(b)
				bench.niced = cond.nice
				if cond.burnt {
					burn(b)
				}
				d := at(b, inMain("fmt.Pri▮"))
				var times []time.Duration
				var resident, peak float64
				var processor time.Duration // gopls's, and that of the go commands it ran
				for b.Loop() {
					if how == "new" {
						cache := b.TempDir()
						bench.env = append(bench.env, "GOPLSCACHE="+cache, "XDG_CACHE_HOME="+cache)
					}
					s := lsp.New(bench.options)
					if how == "warm" {
						s.Warm()
						s.Warmed()
					}
					began := time.Now()
					c, err := s.Complete(b.Context(), d)
					require.NoError(b, err)
					times = append(times, time.Since(began))
					require.NotEmpty(b, c.Items)
					resident, peak = max(resident, bench.memory("VmRSS")), max(peak, bench.memory("VmHWM"))
					s.Close()
					state := bench.started[len(bench.started)-1].ProcessState
					processor += state.UserTime() + state.SystemTime()
				}
				b.ReportMetric(processor.Seconds()*1000/float64(len(times)), "cpu-ms")
				b.ReportMetric(percentile(times, 50), "p50-ms")
				b.ReportMetric(percentile(times, 100), "max-ms")
				b.ReportMetric(resident, "rss-MB")
				b.ReportMetric(peak, "peak-MB")
			})
		}
	}
}

// BenchmarkCompletion is a completion at each letter of a cell.
func BenchmarkCompletion(b *testing.B) {
	for _, cond := range conditions {
		b.Run(cond.name, func(b *testing.B) {
			bench := newBench(b)
			bench.niced = cond.nice
			bench.Warm()
			bench.Warmed()
			documents := keys(b)
			_, err := bench.Complete(b.Context(), documents[0]) // the imports
			require.NoError(b, err)
			if cond.burnt {
				burn(b)
			}
			var times []time.Duration
			i := 0
			for b.Loop() {
				began := time.Now()
				_, err := bench.Complete(b.Context(), documents[i%len(documents)])
				require.NoError(b, err)
				times = append(times, time.Since(began))
				i++
			}
			b.ReportMetric(percentile(times, 50), "p50-ms")
			b.ReportMetric(percentile(times, 95), "p95-ms")
			b.ReportMetric(percentile(times, 100), "max-ms")
			b.ReportMetric(bench.memory("VmRSS"), "rss-MB")
			b.ReportMetric(bench.memory("VmHWM"), "peak-MB")
		})
	}
}
