package history

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func open(t *testing.T, path string, limit int) *History {
	t.Helper()
	h, err := Open(path, limit)
	require.NoError(t, err)
	return h
}

func appendAll(t *testing.T, h *History, inputs ...string) {
	t.Helper()
	for i, input := range inputs {
		require.NoError(t, h.Append(i+1, input))
	}
}

func inputs(entries []Entry) []string {
	var inputs []string
	for _, e := range entries {
		inputs = append(inputs, e.Input)
	}
	return inputs
}

func lineCount(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return bytes.Count(data, []byte{'\n'})
}

func TestHistoryIsKeptFromOneKernelToTheNext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Mes études", "history")
	first := open(t, path, 10)
	require.Equal(t, 1, first.Session())
	appendAll(t, first, "a", "", " \n", "é\n\tb <&>\x00")
	second := open(t, path, 10)
	require.Equal(t, 2, second.Session())
	appendAll(t, second, "c")
	third := open(t, path, 10)
	require.Equal(t, 3, third.Session())
	require.Equal(t, []Entry{{1, 1, "a"}, {1, 4, "é\n\tb <&>\x00"}, {2, 1, "c"}}, third.Tail(0))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
}

func TestASessionWithoutInputsHasANumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	for session := 1; session < 30; session++ {
		require.Equal(t, session, open(t, path, 2).Session())
	}
	require.LessOrEqual(t, lineCount(t, path), 5)
}

func TestHistoryIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := open(t, path, 5)
	for i := range 100 {
		require.NoError(t, h.Append(i+1, fmt.Sprint("input ", i)))
		require.LessOrEqual(t, lineCount(t, path), 11)
	}
	want := []string{"input 95", "input 96", "input 97", "input 98", "input 99"}
	require.Equal(t, want, inputs(h.Tail(0)))
	again := open(t, path, 5)
	require.Equal(t, want, inputs(again.Tail(0)))
	require.Equal(t, 2, again.Session())
	require.Equal(t, want[3:], inputs(open(t, path, 2).Tail(0)))
	require.Equal(t, want[4:], inputs(open(t, path, -1).Tail(0)), "one at least")
}

func TestTheFileIsBoundedInBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := open(t, path, 1000)
	long := strings.Repeat("x", maxEntry-10)
	for i := range 40 {
		require.NoError(t, h.Append(i+1, fmt.Sprint(long, i)))
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.LessOrEqual(t, info.Size(), int64(2*maxBytes))
	}
	require.Len(t, h.Tail(0), 40)
	kept := open(t, path, 1000).Tail(0)
	require.GreaterOrEqual(t, len(kept), maxBytes/maxEntry-1)
	require.Equal(t, h.Tail(len(kept)), kept)
}

func TestAnInputThatIsTooLongIsInMemoryAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := open(t, path, 10)
	long, longest := strings.Repeat("x", maxEntry+1), strings.Repeat("y", maxMemory+1)
	appendAll(t, h, "a", long, "b")
	require.Equal(t, []string{"a", long, "b"}, inputs(h.Tail(0)))
	require.Equal(t, []string{"a", "b"}, inputs(open(t, path, 10).Tail(0)))
	appendAll(t, h, longest)
	require.Equal(t, []string{longest}, inputs(h.Tail(0)), "alone, but whole")
	appendAll(t, h, "c")
	require.Equal(t, []string{"c"}, inputs(h.Tail(0)))
}

func TestWithoutAPathHistoryIsInMemory(t *testing.T) {
	h := open(t, "", 2)
	appendAll(t, h, "a", "b", "c")
	require.Equal(t, []Entry{{1, 2, "b"}, {1, 3, "c"}}, h.Tail(0))
}

func TestDamagedLinesAreSkipped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	appendAll(t, open(t, path, 10), "a", "b")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	whole := string(data)
	damaged := strings.Replace(whole, "\n", "\n\x00\x00\n{\"session\":-4,\"input\":\"x\"}\n{\"session\":99999999999999}\n[]\n", 1) +
		`{"session":1,"line":3,"inp` // killed while it wrote
	require.NoError(t, os.WriteFile(path, []byte(damaged), 0o600))
	h := open(t, path, 10)
	require.Equal(t, 2, h.Session())
	require.Equal(t, []string{"a", "b"}, inputs(h.Tail(0)))
	appendAll(t, h, "c")
	require.Equal(t, []string{"a", "b", "c"}, inputs(open(t, path, 10).Tail(0)))
}

func TestOfAFileThatIsNotOursTheEndIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	long := strings.Repeat("x", maxEntry)
	line := fmt.Appendf(nil, "{\"session\":1,\"line\":1,\"input\":%q}\n", long)
	require.NoError(t, os.WriteFile(path, bytes.Repeat(line, 6*maxBytes/maxEntry), 0o600))
	h := open(t, path, 3)
	require.Equal(t, []string{long, long, long}, inputs(h.Tail(0)))
	require.Equal(t, 4, lineCount(t, path), "it has been made smaller")
}

func TestKernelsShareAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	a, b := open(t, path, 10), open(t, path, 10)
	require.Equal(t, []int{1, 2}, []int{a.Session(), b.Session()})
	for i := range 4 {
		require.NoError(t, b.Append(i+1, fmt.Sprint("b", i)))
		require.NoError(t, a.Append(i+1, fmt.Sprint("a", i)))
	}
	require.Equal(t, []string{"a0", "a1", "a2", "a3"}, inputs(a.Tail(0)))
	require.Equal(t, []string{"a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"}, inputs(open(t, path, 10).Tail(0)))
}

func TestKernelsThatWriteAtOnceLoseNothing(t *testing.T) {
	const kernels, goroutines, each = 3, 2, 40
	path := filepath.Join(t.TempDir(), "history")
	start := make(chan struct{})
	var wg sync.WaitGroup
	for range kernels {
		h := open(t, path, kernels*goroutines*each)
		for range goroutines {
			wg.Go(func() {
				<-start
				for i := range each {
					if err := h.Append(i+1, "x"); err != nil {
						t.Error(err)
					}
					h.Tail(1)
				}
			})
		}
	}
	close(start)
	wg.Wait()
	require.Len(t, open(t, path, 1000).Tail(0), kernels*goroutines*each)
}

func TestKernelsThatShrinkTheFileAtOnceKeepTheNewest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	start := make(chan struct{})
	var wg sync.WaitGroup
	for k := range 3 {
		h := open(t, path, 4)
		wg.Go(func() {
			<-start
			for i := range 40 {
				if err := h.Append(i+1, fmt.Sprint(k, " ", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	close(start)
	wg.Wait()
	require.LessOrEqual(t, lineCount(t, path), 9)
	left := lastWritten(t, path, 4)
	require.Len(t, left, 4)
	next := map[int]int{} // of each session, counted back
	for _, e := range slices.Backward(left) {
		line := cmp.Or(next[e.Session], 40)
		require.Equal(t, Entry{e.Session, line, fmt.Sprint(e.Session-1, " ", line-1)}, e)
		next[e.Session] = line - 1
	}
}

// lastWritten are the last entries of a file, in its order.
func lastWritten(t *testing.T, path string, n int) []Entry {
	t.Helper()
	from, err := os.Open(path)
	require.NoError(t, err)
	defer from.Close()
	entries, _, err := read(from)
	require.NoError(t, err)
	return tail(entries, n)
}

func TestHistoryGoesOnInMemoryWhenTheFileCannotBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dir")
	path := filepath.Join(dir, "history")
	h := open(t, path, 10)
	appendAll(t, h, "a")
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.WriteFile(dir, nil, 0o600))
	require.ErrorIs(t, h.Append(2, "b"), syscall.ENOTDIR)
	require.NoError(t, h.Append(3, "c"), "once is enough")
	require.Equal(t, []string{"a", "b", "c"}, inputs(h.Tail(0)))

	h, err := Open(path, 10)
	require.ErrorIs(t, err, syscall.ENOTDIR)
	require.Equal(t, 1, h.Session())
	appendAll(t, h, "d")
	require.Equal(t, []string{"d"}, inputs(h.Tail(0)))
}

func TestAFullDiskIsAnErrorOnce(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no /dev/full")
	}
	path := filepath.Join(t.TempDir(), "history")
	h := open(t, path, 10)
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Symlink("/dev/full", path))
	require.ErrorIs(t, h.Append(1, "a"), syscall.ENOSPC)
	require.NoError(t, h.Append(2, "b"))
	require.Equal(t, []string{"a", "b"}, inputs(h.Tail(0)))
	h, err := Open(path, 10)
	require.ErrorIs(t, err, syscall.ENOSPC)
	appendAll(t, h, "c")
}

func TestAFileThatIsLockedForLongIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	synctest.Test(t, func(t *testing.T) { // in which nobody waits
		appendAll(t, open(t, path, 10), "a")
		held, err := lock(path)
		require.NoError(t, err)
		defer held.Close()
		begun := time.Now()
		h, err := Open(path, 10)
		require.ErrorIs(t, err, syscall.EWOULDBLOCK)
		require.LessOrEqual(t, time.Since(begun), patience+time.Second)
		require.Equal(t, 2, h.Session())
		require.Equal(t, []string{"a"}, inputs(h.Tail(0)))
	})
}

func TestAFileThatCannotBeMadeSmallerIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := open(t, path, 1)
	require.NoError(t, os.MkdirAll(filepath.Join(path+".new", "x"), 0o700))
	appendAll(t, h, "a")
	require.ErrorIs(t, h.Append(2, "b"), syscall.EISDIR)
	require.NoError(t, h.Append(3, "c"))
	require.Equal(t, []string{"c"}, inputs(h.Tail(0)))
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("{\"session\":1,\"line\":1,\"input\":\"a\"}\n{\"session\":2"), "x\n")
	f.Add([]byte("\n\n\x00{}\n[1]\nnull\n{\"session\":1e9}"), "\xff")
	f.Add([]byte("{\"session\":1073741824}\n"), "é")
	f.Fuzz(func(t *testing.T, data []byte, input string) {
		path := filepath.Join(t.TempDir(), "history")
		require.NoError(t, os.WriteFile(path, data, 0o600))
		h := open(t, path, 3)
		require.LessOrEqual(t, len(h.Tail(0)), 3)
		require.NoError(t, h.Append(1, input))
		require.NoError(t, h.Append(2, "last"))
		if h.Session() > maxSession {
			return
		}
		again := open(t, path, 3)
		require.Equal(t, h.Session()+1, again.Session())
		require.Equal(t, []Entry{{h.Session(), 2, "last"}}, again.Tail(1))
	})
}
