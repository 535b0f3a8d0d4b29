package stacks_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/stacks"
)

// built is the program in testdata/waits.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "waits")
	cmd := exec.Command("go", "build", "-o", program, "./testdata/waits")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return program
}

// dump is what the program prints that waits in some way.
func dump(t *testing.T, program, how, level string) string {
	t.Helper()
	cmd := exec.Command(program, how)
	cmd.Env = append(os.Environ(), "GOTRACEBACK="+level)
	out, _ := cmd.CombinedOutput() // it dies, as it must
	require.Contains(t, string(out), "goroutine ", how)
	return string(out)
}

// own are the goroutines of a dump that are not the system's.
func own(dump string) []stacks.Goroutine {
	return slices.DeleteFunc(stacks.Parse(dump), stacks.Goroutine.System)
}

func kinds(all []stacks.Goroutine) (kinds []stacks.WaitKind) {
	for _, g := range all {
		w, _ := g.Wait()
		kinds = append(kinds, w.Kind)
	}
	slices.Sort(kinds)
	return kinds
}

func TestWhatGoroutinesWaitForIsRead(t *testing.T) {
	program := built(t)
	for how, want := range map[string][]stacks.WaitKind{
		"abba":     {stacks.Mutex, stacks.Mutex, stacks.WaitGroup},
		"writers":  {stacks.ReadLock, stacks.WriteLock, stacks.WriteLock},
		"channels": {stacks.NilRecv, stacks.NilSend, stacks.Receive, stacks.Receive, stacks.Select},
		"send":     {stacks.Send},
		"select":   {stacks.Block},
		"cond":     {stacks.Cond},
		"once":     {stacks.Block, stacks.Once},
		"quit":     {"", "", stacks.IO, stacks.Sleep},
		"profile":  {"", stacks.Mutex, stacks.Send},
		"panic":    {"", stacks.Block},
	} {
		for _, level := range []string{"system", "all"} {
			t.Run(how+" "+level, func(t *testing.T) {
				said := dump(t, program, how, level)
				all := own(said)
				slices.Sort(want)
				if how == "quit" { // main runs, or has come to its lock
					require.Subset(t, kinds(all), want[1:])
					require.Len(t, all, 4)
				} else {
					require.Equal(t, want, kinds(all), said)
				}
				for _, g := range all {
					require.Positive(t, g.ID)
					require.Zero(t, g.Minutes)
					require.False(t, g.Leaked)
					if g.ID == 1 {
						require.Zero(t, g.CreatedBy)
						continue
					}
					require.Equal(t, 1, g.Creator)
					require.True(t, strings.HasPrefix(g.CreatedBy.Func, "main.main"), g.CreatedBy.Func)
					require.Equal(t, "main.go", filepath.Base(g.CreatedBy.File))
					require.Positive(t, g.CreatedBy.Line)
				}
				system := len(stacks.Parse(said)) - len(all)
				// A signal and a fault of the runtime's show all, whatever the level.
				require.Equal(t, (level == "system" || how == "quit") && how != "profile", system > 0)
			})
		}
	}
}

func TestAnAddressTellsThingsApart(t *testing.T) {
	program := built(t)
	addresses := func(how string) map[stacks.WaitKind][]uint64 {
		found := map[stacks.WaitKind][]uint64{}
		for _, g := range own(dump(t, program, how, "system")) {
			w, _ := g.Wait()
			found[w.Kind] = append(found[w.Kind], w.Address)
		}
		return found
	}

	two := addresses("abba")[stacks.Mutex]
	require.NotEqual(t, two[0], two[1])
	for _, g := range own(dump(t, program, "abba", "system")) {
		if w, _ := g.Wait(); w.Kind == stacks.Mutex { // balance comes before mu
			i := slices.IndexFunc(g.Frames, func(f stacks.Frame) bool { return f.Func == "main.transfer" })
			require.Equal(t, w.Address, g.Frames[i].Words()[1]+8, g.Frames[i].Args)
		}
	}

	lock := addresses("writers")
	require.NotZero(t, lock[stacks.ReadLock][0])
	require.Equal(t, lock[stacks.WriteLock], []uint64{lock[stacks.ReadLock][0], lock[stacks.ReadLock][0]})

	channel := addresses("channels")
	require.NotZero(t, channel[stacks.Receive][0])
	require.Equal(t, channel[stacks.Receive][0], channel[stacks.Receive][1])
	require.Equal(t, []uint64{0}, channel[stacks.NilSend])

	for _, how := range []string{"send", "cond", "once"} {
		for kind, found := range addresses(how) {
			require.Equal(t, kind == stacks.Block, found[0] == 0, how)
		}
	}
	said := dump(t, program, "cond", "system")
	printed, err := strconv.ParseUint(strings.TrimSpace(said[:strings.Index(said, "\n")]), 0, 64)
	require.NoError(t, err)
	w, _ := own(said)[0].Wait()
	require.Equal(t, printed, w.Address)
}

func TestALongStackIsReadToItsEnd(t *testing.T) {
	g := stacks.Parse(dump(t, built(t), "overflow", "all"))[0]
	require.Equal(t, 1, g.ID)
	require.Greater(t, len(g.Frames), 90)
	// After those that are elided.
	require.True(t, slices.ContainsFunc(g.Frames, func(f stacks.Frame) bool { return f.Func == "main.main" }))
}

func TestTheLeakProfileMarksWhatItFound(t *testing.T) {
	all := stacks.Parse("goroutine 19 [chan send (leaked), 3 minutes, locked to thread]:\nmain.f.func1()\n\t/tmp/a.go:7 +0x25\n" +
		"created by main.(*T[...]).run in goroutine 12\n\t/tmp/a.go:5 +0x1\n\ngoroutine 20 [sync.WaitGroup.Wait (scan) (durable), synctest bubble 3]:\nmain.")
	require.Equal(t, []stacks.Goroutine{{
		ID: 19, State: "chan send", Leaked: true, Minutes: 3, Creator: 12,
		Frames:    []stacks.Frame{{Func: "main.f.func1", File: "/tmp/a.go", Line: 7}},
		CreatedBy: stacks.Frame{Func: "main.(*T[...]).run", File: "/tmp/a.go", Line: 5},
	}, {ID: 20, State: "sync.WaitGroup.Wait"}}, all)
}

var heads = regexp.MustCompile(`(?m)^goroutine [1-9]`)

func FuzzParse(f *testing.F) {
	f.Add("fatal error: x\n\ngoroutine 1 gp=0x1 m=nil [chan send, 2 minutes]:\nruntime.chansend(0x10, {0x1, 0x2}, 0x0?)\n\t/x/chan.go:1 +0x3 fp=0x1 sp=0x2 pc=0x3\nmain.main()\n\t/x/a.go:3 +0x1\n")
	f.Add("goroutine 7 [sync.Mutex.Lock (leaked)]:\ninternal/sync.(*Mutex).lockSlow(0xc0000, ...)\n\t/x/m.go:4\nsync.(*Once).doSlow(...)\n\t/x/o.go:4\n...additional frames elided...\ncreated by main.f in goroutine 1\n\t/x/a.go:7")
	f.Add("goroutine 3 [sync.Cond.Wait]:\nsync.runtime_notifyListWait(0x5,)\n\t:1\nf()(\n\t/a:99999999999999999999\n)(\n\tx:1")
	f.Fuzz(func(t *testing.T, dump string) {
		all := stacks.Parse(dump)
		require.LessOrEqual(t, len(all), len(heads.FindAllString(strings.ReplaceAll(dump, "goroutine 0", "goroutine 1"), -1)))
		for _, g := range all {
			require.Positive(t, g.ID)
			for _, frame := range g.Frames {
				require.NotEmpty(t, frame.Func)
				require.NotEmpty(t, frame.File)
				require.NotEmpty(t, frame.Words())
				_ = frame.Package()
			}
			w, waits := g.Wait()
			require.Equal(t, waits, w.Kind != "")
			_ = g.System()
		}
	})
}
