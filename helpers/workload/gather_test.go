package workload_test

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestGatherKeepsAllAliveAtOnce(t *testing.T) {
	var here, alive atomic.Int64
	crowd := workload.Gather(1000, func() {
		if here.Add(1) == 1000 {
			alive.Store(int64(runtime.NumGoroutine()))
		}
	})
	require.Equal(t, 1000, crowd.Goroutines)
	require.EqualValues(t, 1000, here.Load())
	require.Greater(t, alive.Load(), int64(1000), "none ended before the last came")
	require.Positive(t, crowd.Elapsed)
	require.Positive(t, crowd.BytesEach())

	require.Len(t, crowd.Started, 50)
	last := crowd.Started[len(crowd.Started)-1]
	require.Equal(t, 1000.0, last.Value)
	require.LessOrEqual(t, last.At, crowd.Elapsed)
}

func TestGatherOfThreads(t *testing.T) {
	goroutines := workload.Gather(200, nil)
	threads := workload.Gather(200, runtime.LockOSThread)
	require.Equal(t, 200, threads.Goroutines)
	require.Greater(t, threads.Bytes, goroutines.Bytes)
}

func TestGatherStopsWhenItsTimeIsOver(t *testing.T) {
	crowd := workload.Gather(1000, nil, workload.For(0))
	require.Equal(t, 20, crowd.Goroutines, "the clock is read every fiftieth of the way")
	require.Equal(t, 1, workload.Gather(1, nil, workload.For(-time.Second)).Goroutines)
}

func TestGatherOfNobody(t *testing.T) {
	crowd := workload.Gather(-1, nil)
	require.Zero(t, crowd.Goroutines)
	require.Empty(t, crowd.Started)
}
