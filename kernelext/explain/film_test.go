package explain_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/film"
	"cahiers/kernelext/film/tracefile"
	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

// filmedCell waits in each of the usual ways, surely.
const filmedCell = `import (
	"runtime"
	"strings"
	"sync"
	"time"

	"cahiers/helpers/film"
)

// jusque revient quand une goroutine est dans un état.
func jusque(état string) {
	for piles := make([]byte, 1<<16); ; time.Sleep(time.Millisecond) {
		if strings.Contains(string(piles[:runtime.Stack(piles, true)]), "["+état) {
			return
		}
	}
}

type banque struct {
	mu sync.RWMutex
}

func main() {
	film.Main(scène)
}

func scène() {
	var b banque
	var wg sync.WaitGroup
	plats := make(chan int)
	b.mu.Lock()
	wg.Go(func() {
		film.Name("caissière")
		b.mu.RLock()
		b.mu.RUnlock()
	})
	wg.Go(func() {
		film.Name("serveur")
		for range plats {
		}
	})
	go func() {
		film.Name("patron")
		wg.Wait()
	}()
	jusque("sync.RWMutex.RLock")
	jusque("chan receive")
	jusque("sync.WaitGroup.Wait")
	b.mu.Unlock()
	close(plats)
	wg.Wait()
}
`

// filmed runs a cell as GoNB composes it, and returns what is seen of its film.
func filmed(t *testing.T, cell string) sight.Sight {
	t.Helper()
	c := explain.Case{Cells: []source.Cell{{Number: 4, Text: cell}}, Dir: t.TempDir()}
	file := filepath.Join(c.Dir, "gonb_0123abcd", "main.go")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
	require.NoError(t, os.WriteFile(file, []byte("package main\n\n"+cell), 0o600))
	program, path := filepath.Join(c.Dir, "program"), filepath.Join(c.Dir, "film")
	out, err := exec.Command("go", "build", "-o", program, file).CombinedOutput()
	require.NoError(t, err, string(out))
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "CAHIERS_FILM="+path, "GOMAXPROCS=2")
	out, err = cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	trace, err := os.ReadFile(path)
	require.NoError(t, err)
	f, err := tracefile.Read(bytes.NewReader(trace))
	require.NoError(t, err)
	return c.Film(f)
}

// lineOf is the name of the line of a cell that has a text.
func lineOf(t *testing.T, cell, text string) string {
	t.Helper()
	i := slices.IndexFunc(strings.Split(cell, "\n"), func(line string) bool { return strings.Contains(line, text) })
	require.GreaterOrEqual(t, i, 0, text)
	return "ligne " + strconv.Itoa(i+1)
}

func TestAFilmIsOnTheLinesOfTheCell(t *testing.T) {
	s := filmed(t, filmedCell)
	require.Equal(t, sight.Film, s.Kind)
	require.Regexp(t, `^Film de 4.goroutines pendant `, s.Title)
	require.NotEmpty(t, s.Sentences)
	require.Contains(t, s.Alt, "goroutine principale")
	require.NotContains(t, s.Caveat, "taille limite")

	r := s.Reel
	require.Equal(t, 2, r.Processors)
	require.Len(t, r.Lanes, 4)
	require.Equal(t, "goroutine principale", r.Lanes[0].Name)
	require.Equal(t, sight.Nowhere, r.Lanes[0].Creator)
	waits := map[string]string{}
	things := map[string]sight.ThingKind{}
	started := map[string]string{}
	for i, l := range r.Lanes {
		for _, span := range l.Spans {
			if span.Course == sight.Idle && span.At >= 0 {
				things[l.Name] = r.Things[span.Does]
				waits[l.Name+"\u00a0: "+r.Words[span.Does]] = r.Spots[span.At].Name
			}
		}
		if i > 0 {
			require.Zero(t, l.Creator)
			started[l.Name] = r.Spots[l.Started].Name
		}
	}
	for who, text := range map[string]string{
		"caissière\u00a0: attend que b.mu soit libre en lecture": "b.mu.RLock()",
		"serveur\u00a0: attend une valeur de plats":              "for range plats",
		"patron\u00a0: attend que wg arrive à zéro":              "wg.Wait()",
	} {
		require.Equal(t, lineOf(t, filmedCell, text), waits[who], "%s among %v", who, waits)
	}
	require.Equal(t, sight.Lock, things["caissière"])
	require.Equal(t, sight.Channel, things["serveur"])
	require.Equal(t, sight.WaitGroup, things["patron"])
	require.Equal(t, lineOf(t, filmedCell, "go func()"), started["patron"])
	require.Equal(t, lineOf(t, filmedCell, "wg.Go("), started["caissière"])

	woken := slices.IndexFunc(r.Jumps, func(j sight.Jump) bool { return !j.Creates && r.Lanes[j.To].Name == "caissière" })
	require.GreaterOrEqual(t, woken, 0)
	require.Zero(t, r.Jumps[woken].From)
	require.Equal(t, []string{"b.mu.Unlock()"}, r.Spots[r.Jumps[woken].At].Code)

	require.NotEmpty(t, sight.HTML(s, "film"))
}

// shot is a film of one goroutine, which waits for a reason, in calls made at
// line 2 of its cell.
func shot(t *testing.T, reason, code string, calls ...string) (explain.Case, film.Film) {
	t.Helper()
	cell := "func main() {\n\t" + code + "\n}"
	c := explain.Case{Cells: []source.Cell{{Number: 1, Text: "// rien"}, {Number: 2, Text: cell}}, Dir: t.TempDir()}
	file := filepath.Join(c.Dir, "main.go")
	require.NoError(t, os.WriteFile(file, []byte("package main\n\n"+cell+"\n"), 0o600))
	f := film.Film{Duration: 100, Processors: 1, Parallel: []time.Duration{100}}
	var stack film.Stack
	for _, call := range append(calls, "main.main") {
		stack = append(stack, film.Index(len(f.Frames)))
		f.Frames = append(f.Frames, film.Frame{Func: call, File: "/usr/lib/go/src/x.go", Line: 1})
	}
	f.Frames[len(f.Frames)-1] = film.Frame{Func: "main.main", File: file, Line: 4}
	f.Stacks = []film.Stack{stack}
	f.Goroutines = []film.Goroutine{{
		Number: 9, Creator: film.None, Created: film.None, End: 100, Blocked: 100,
		Segments: []film.Segment{{To: 100, State: film.Blocked, Reason: reason}},
		Waits:    []film.Wait{{Reason: reason, Time: 100, Count: 12345}},
	}}
	return c, f
}

func TestWhatIsWaitedForIsSaidInFrench(t *testing.T) {
	for _, test := range []struct {
		reason, code string
		calls        []string
		says         string
	}{
		{"sync", "mu.Lock()", []string{"internal/sync.(*Mutex).Lock", "sync.(*Mutex).Lock"}, "attend que mu soit libre"},
		{"sync", "f(); g.mu.Lock(); h.Lock()", []string{"sync.(*Mutex).Lock"}, "attend qu’un verrou soit libre"},
		{"sync", "mu.RLock()", []string{"sync.(*RWMutex).RLock"}, "attend que mu soit libre en lecture"},
		{"sync", "mu.Lock()", []string{"sync.(*Mutex).Lock", "sync.(*RWMutex).Lock"}, "attend que mu soit libre"},
		{"sync", "mu.Lock()", []string{"cahiers/helpers/metered.(*Mutex).Lock"}, "attend que mu soit libre"},
		{"sync", "tous.Wait()", []string{"sync.(*WaitGroup).Wait"}, "attend que tous arrive à zéro"},
		{"sync", "attendre()", []string{"sync.(*WaitGroup).Wait"}, "attend qu’un WaitGroup arrive à zéro"},
		{"sync", "o.Do(f)", []string{"sync.(*Mutex).Lock", "sync.(*Once).doSlow", "sync.(*Once).Do"}, "attend la fin du premier appel d’un sync.Once"},
		{"sync", "fmt.Println()", []string{"internal/poll.(*fdMutex).rwlock", "fmt.Println"}, "attend, dans fmt.Println"},
		{"sync.(*Cond).Wait", "c.Wait()", []string{"sync.(*Cond).Wait"}, "attend un Signal ou un Broadcast d’un sync.Cond"},
		{"chan receive", "v := <-c", nil, "attend une valeur de c"},
		{"chan receive", "<-ctx.Done()", nil, "attend une valeur de ctx.Done()"},
		{"chan receive", "v := <-canaux[i].c", nil, "attend une valeur de canaux[i].c"},
		{"chan receive", "v := <-f(g())", nil, "attend une valeur d’un canal"},
		{"chan receive", "return <-c", nil, "attend une valeur de c"},
		{"chan receive", "for v := range c {", nil, "attend une valeur de c"},
		{"chan receive", "d <- <-c", nil, "attend une valeur d’un canal"},
		{"chan send", "d <- <-c", nil, "attend que quelqu’un reçoive de d"},
		{"chan receive", "f(<-a, <-b)", nil, "attend une valeur d’un canal"},
		{"chan send", "s.sortie <- v", nil, "attend que quelqu’un reçoive de s.sortie"},
		{"select", "select {", nil, "attend dans un select"},
		{"forever", "select {}", nil, "attend pour toujours"},
		{"sleep", "time.Sleep(1)", []string{"time.Sleep"}, "dort (time.Sleep)"},
		{"network", "http.Get(u)", []string{"net.(*conn).Read", "net/http.Get"}, "attend le réseau, dans http.Get"},
		{"network", "s.Scan()", []string{"internal/poll.(*FD).Read", "os.(*File).Read", "bufio.(*Scanner).Scan"}, "attend une entrée ou une sortie, dans bufio.Scanner.Scan"},
		{"sync", "b.comptes[i].mu.Lock()", []string{"sync.(*Mutex).Lock"}, "attend que b.comptes[i].mu soit libre"},
		{"syscall", "os.ReadFile(x)", []string{"syscall.Read", "os.ReadFile"}, "attend le système, dans os.ReadFile"},
		{"GC mark assist wait for work", "x = make([]int, n)", nil, "attend le ramasse-miettes"},
		{"wait until GC ends", "runtime.GC()", nil, "attend le ramasse-miettes"},
		{"du nouveau", "f()", nil, "attend"},
	} {
		c, f := shot(t, test.reason, test.code, test.calls...)
		s := c.Film(f)
		require.Equal(t, []string{test.says}, s.Reel.Words, test.code)
		require.Equal(t, test.says+", ligne 2 (12\u202f345\u00a0fois)", s.Reel.Lanes[0].Mostly)
		require.Equal(t, "goroutine\u00a09", s.Reel.Lanes[0].Name)
		require.Equal(t, "Film d’une goroutine pendant 100\u00a0ns", s.Title)
	}
}

func TestAFilmSaysWhatItLacks(t *testing.T) {
	c, f := shot(t, "chan receive", "<-c")
	require.NotContains(t, c.Film(f).Caveat, "Mo")
	f.Cut = true
	require.Contains(t, c.Film(f).Caveat, "1\u00a0Mo")
	require.Empty(t, c.Film(f).Reel.Left)
	f.Cut, f.Truncated = false, true
	f.Others = film.Others{Count: 12, Ran: 100}
	s := c.Film(f)
	require.Contains(t, s.Caveat, "derniers instants")
	require.Contains(t, s.Reel.Left, "12\u00a0autres")
	require.Contains(t, strings.Join(s.Sentences, "\n"), "toutes attendent")
	require.Contains(t, strings.Join(s.Sentences, "\n"), "aucune ne tournait")

	s = c.Film(film.Film{})
	require.Equal(t, "Film vide", s.Title)
	require.Equal(t, []string{"Aucune goroutine n’a été filmée."}, s.Sentences)
	require.Contains(t, c.Film(film.Film{Truncated: true}).Sentences[1], "une fois par seconde")
	require.NotEmpty(t, sight.HTML(s, "film"))
	require.NotEmpty(t, sight.Text(s, 80))
}
