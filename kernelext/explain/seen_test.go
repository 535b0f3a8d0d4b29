package explain_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

// a program of one cell, number 5, built and run as the kernel does. What it
// said is on its standard error, and in the log of the race detector.
func ran(t *testing.T, cell string, race bool) (c explain.Case, said, log string) {
	t.Helper()
	cell = strings.TrimSpace(cell)
	c = explain.Case{Cells: []source.Cell{{Number: 5, Text: cell}}, Dir: t.TempDir(), Root: "../.."}
	folder := filepath.Join(c.Dir, "gonb_0123abcd")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	program := filepath.Join(folder, "main.go")
	require.NoError(t, os.WriteFile(program, []byte("package main\n\n"+cell+"\n"), 0o600))
	args, cgo := []string{"build", "-ldflags=-w"}, "CGO_ENABLED=0"
	if race {
		args, cgo = append(args, "-race"), "CGO_ENABLED=1"
	}
	built := exec.Command("go", append(args, "-o", filepath.Join(folder, "cell"), program)...)
	built.Env = append(os.Environ(), cgo)
	out, err := built.CombinedOutput()
	require.NoError(t, err, string(out))
	run := exec.Command(filepath.Join(folder, "cell"))
	run.Env = append(os.Environ(), "GOTRACEBACK=system", "GORACE=atexit_sleep_ms=0 exitcode=0 history_size=7 log_path="+filepath.Join(folder, "race"))
	out, _ = run.CombinedOutput() // most die, as they must
	logs, err := filepath.Glob(filepath.Join(folder, "race.*"))
	require.NoError(t, err)
	for _, name := range logs {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		log += string(text)
	}
	return c, string(out), log
}

// facts are what a drawing says, without numbers of goroutines: who waits for
// what, and holds what, at which line.
func facts(w *sight.Waits) (all []string) {
	for i, g := range w.Goroutines {
		text := g.At.Name
		if len(g.Numbers) > 1 {
			text = strings.Repeat("+", len(g.Numbers)-1) + text
		}
		for _, e := range w.Edges {
			if e.Goroutine == i && !e.Holds {
				text += " attend " + w.Things[e.Thing].Name
			}
		}
		for _, e := range w.Edges {
			if e.Goroutine == i && e.Holds {
				text += " tient " + w.Things[e.Thing].Name
			}
		}
		all = append(all, text)
	}
	return all
}

const head = "import (\n\t\"sync\"\n)\n"

func TestADeadlockIsDrawnOnTheLinesOfItsCell(t *testing.T) {
	for name, test := range map[string]struct {
		cell   string
		facts  []string
		says   string
		file   string
		caveat bool
	}{
		"two globals in opposite orders": {cell: head + `
var a, b, ready sync.Mutex

func main() {
	done := make(chan bool)
	met := make(chan bool)
	go func() {
		a.Lock()
		met <- true
		b.Lock()
		done <- true
	}()
	b.Lock()
	<-met
	a.Lock()
	<-done
}`, facts: []string{"ligne 18 attend a tient b", "ligne 13 attend b tient a"}, says: "chacune attend l’autre", file: "04-mutex.ipynb", caveat: true},
		"parameters in opposite orders": {cell: head + `
type account struct {
	balance int
	mu      sync.Mutex
}

func transfer(from, to *account, ready, done *sync.WaitGroup) {
	defer done.Done()
	from.mu.Lock()
	defer from.mu.Unlock()
	ready.Done()
	ready.Wait()
	to.mu.Lock()
	defer to.mu.Unlock()
}

func main() {
	var ready, done sync.WaitGroup
	x, y := &account{}, &account{}
	ready.Add(2)
	done.Add(2)
	go transfer(x, y, &ready, &done)
	go transfer(y, x, &ready, &done)
	done.Wait()
}`, facts: []string{"ligne 27 attend done", "ligne 16 attend y.mu tient x.mu", "ligne 16 attend x.mu tient y.mu"}, says: "chacune attend l’autre", file: "04-mutex.ipynb", caveat: true},
		"a panic between Lock and Unlock": {cell: head + `
func main() {
	var mu sync.Mutex
	task := func() {
		defer func() { recover() }()
		mu.Lock()
		panic("full")
		mu.Unlock()
	}
	task()
	mu.Lock()
}`, facts: []string{"ligne 14 attend mu"}, says: "la ligne 10 peut", file: "04-mutex.ipynb"},
		"a lock that a caller holds": {cell: head + `
type shop struct {
	mu    sync.Mutex
	queue chan int
}

func (s *shop) sell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	go s.take()
	s.put()
}

func (s *shop) put() {
	s.queue <- 1
}

func (s *shop) take() {
	for {
		s.mu.Lock()
		if s.queue == nil {
			s.mu.Unlock()
			continue
		}
		<-s.queue
		s.mu.Unlock()
	}
}

func main() {
	corner := &shop{queue: make(chan int)}
	corner.sell()
}`, facts: []string{"ligne 18 attend s.queue tient s.mu", "ligne 23 attend s.mu"}, says: "s.mu", file: "04-mutex.ipynb", caveat: true},
		"a lock taken twice": {cell: head + `
type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *counter) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n = c.value() + 1
}

func main() {
	c := &counter{}
	c.inc()
}`, facts: []string{"ligne 11 attend c.mu tient c.mu"}, says: "elle s’attend elle-même", file: "04-mutex.ipynb", caveat: true},
		"a reader that wants to write": {cell: head + `
var rw sync.RWMutex

func main() {
	rw.RLock()
	defer rw.RUnlock()
	rw.Lock()
}`, facts: []string{"ligne 10 attend rw tient rw"}, says: "RLock ne se transforme pas", caveat: true},
		"a defer in a loop": {cell: head + `
func main() {
	var mu sync.Mutex
	for range 2 {
		mu.Lock()
		defer mu.Unlock()
	}
}`, facts: []string{"ligne 8 attend mu tient mu"}, says: "elle s’attend elle-même", file: "04-mutex.ipynb", caveat: true},
		"an Unlock forgotten on the way out": {cell: head + `
var mu sync.Mutex

func set(n int) {
	mu.Lock()
	if n < 0 {
		return
	}
	mu.Unlock()
}

func main() {
	set(-1)
	set(1)
}`, facts: []string{"ligne 8 attend mu"}, says: "ligne 10 peut laisser la fonction", file: "04-mutex.ipynb"},
		"nobody receives": {cell: `
func main() {
	results := make(chan int)
	results <- 1
}`, facts: []string{"ligne 3 attend results"}, says: "lancez la goroutine qui reçoit"},
		"nobody closes": {cell: `
func main() {
	jobs := make(chan int)
	done := make(chan bool)
	for range 3 {
		go func() {
			for range jobs {
			}
			done <- true
		}()
	}
	jobs <- 1
	<-done
}`, facts: []string{"ligne 12 attend done", "++ligne 6 attend jobs"}, says: "close"},
		"a WaitGroup that lacks a Done": {cell: head + `
func work(wg sync.WaitGroup) {
	defer wg.Done()
}

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go work(wg)
	wg.Wait()
}`, facts: []string{"ligne 13 attend wg"}, says: "à la ligne 5, le WaitGroup est reçu par valeur", file: "02-goroutines.ipynb"},
		"a nil channel": {cell: `
func main() {
	var events chan int
	<-events
}`, facts: []string{"ligne 3 attend events"}, says: "make"},
		"a select": {cell: `
func main() {
	a, b := make(chan int), make(chan int)
	select {
	case <-a:
	case b <- 1:
	}
}`, facts: []string{"ligne 3 attend select (a, b)"}, says: "Go ne dit pas lequel"},
		"an empty select": {cell: `
func main() {
	select {}
}`, facts: []string{"ligne 2 attend select {}"}, says: "sans aucun cas"},
		"a Cond nobody signals": {cell: head + `
func main() {
	var mu sync.Mutex
	full := sync.NewCond(&mu)
	mu.Lock()
	full.Wait()
}`, facts: []string{"ligne 9 attend full"}, says: "Signal", file: "02-goroutines.ipynb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, said, _ := ran(t, test.cell, false)
			require.Contains(t, said, "deadlock")
			seen := c.Deadlock(said)
			require.Equal(t, sight.Deadlock, seen.Kind)
			require.Equal(t, test.facts, facts(seen.Waits))
			require.Contains(t, strings.Join(seen.Sentences, "\n"), test.says)
			require.Equal(t, test.file, seen.Lesson.File)
			require.Equal(t, test.caveat, seen.Caveat != "")
			require.NotEmpty(t, seen.Lesson.Title)
			for _, g := range seen.Waits.Goroutines {
				require.True(t, g.Waits)
				require.Contains(t, seen.Alt, g.At.Name)
				require.NotEmpty(t, g.Does)
				require.Equal(t, 5, g.At.Cell)
				require.Equal(t, g.Numbers[0] != 1, g.Started.Exists())
			}
			t.Log(seen.Title, "\n", strings.Join(seen.Sentences, "\n "), "\n", seen.Alt)
		})
	}
}

// Forks lie in a slice, so that no line tells them apart; addresses do.
func TestACircleOfThreeIsFoundByAddresses(t *testing.T) {
	c, said, _ := ran(t, head+`
type fork struct {
	uses int
	mu   sync.Mutex
}

func dine(left, right *fork, ready *sync.WaitGroup) {
	left.mu.Lock()
	defer left.mu.Unlock()
	ready.Done()
	ready.Wait()
	right.mu.Lock()
	defer right.mu.Unlock()
	left.uses++ // or else the dump does not know left any more
}

func cahiersMain() {
	var ready, done sync.WaitGroup
	forks := make([]fork, 3)
	ready.Add(3)
	for i := range forks {
		done.Go(func() { dine(&forks[i], &forks[(i+1)%3], &ready) })
	}
	done.Wait()
}

func main() {
	cahiersMain()
}`, false)
	// As the learner wrote it, before something stood around func main.
	text := c.Cells[0].Text
	unwrapped := func(text string) string {
		return strings.Replace(text[:strings.Index(text, "\n\nfunc main()")], "cahiersMain", "main", 1)
	}
	c.Cells[0].Text = unwrapped(text)
	files, err := filepath.Glob(filepath.Join(c.Dir, "*", "main.go"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	composed, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(files[0], []byte(unwrapped(string(composed))+"\n"), 0o600))
	seen := c.Deadlock(said)
	require.Len(t, seen.Waits.Goroutines, 4)
	require.Len(t, seen.Waits.Things, 4)
	require.Equal(t, "main", seen.Waits.Goroutines[0].At.Func)
	require.Equal(t, "ligne 27", seen.Waits.Goroutines[0].At.Name)
	for _, g := range seen.Waits.Goroutines[1:] {
		require.Equal(t, "dine", g.At.Func)
		require.Equal(t, "ligne 25", g.Started.Name)
	}
	holds, names := 0, map[string]bool{}
	for _, e := range seen.Waits.Edges {
		if e.Holds {
			holds++
			require.True(t, e.Inferred)
		}
	}
	for _, thing := range seen.Waits.Things {
		names[thing.Name] = true
	}
	require.Equal(t, 3, holds)
	require.Len(t, names, 4)
	require.Contains(t, seen.Sentences[0], "la dernière attend la première")
}

func TestALockOfAnotherCellIsNamedWithIt(t *testing.T) {
	c, said, _ := ran(t, head+`
var mu sync.Mutex

func twice() {
	mu.Lock()
	mu.Lock()
}

func main() {
	twice()
}`, false)
	text := c.Cells[0].Text
	before, _, _ := strings.Cut(text, "func main()")
	c.Cells = []source.Cell{{Number: 2, Text: before}, {Number: 7, Text: "%%\ntwice()"}}
	seen := c.Deadlock(said)
	require.Equal(t, []string{"cellule 2, ligne 9 attend mu tient mu"}, facts(seen.Waits))
	require.Equal(t, []string{"func twice() {", "\tmu.Lock()", "\tmu.Lock()", "}"}, seen.Waits.Goroutines[0].At.Code)
}

func TestLocksThatNoLineTellsApartAreSaidToBeHeld(t *testing.T) {
	c, said, _ := ran(t, head+`
func eat(left, right *sync.Mutex, ready *sync.WaitGroup) {
	left.Lock()
	defer left.Unlock()
	ready.Done()
	ready.Wait()
	right.Lock()
	defer right.Unlock()
}

func main() {
	var ready, done sync.WaitGroup
	forks := make([]sync.Mutex, 3)
	ready.Add(3)
	for i := range forks {
		done.Go(func() { eat(&forks[i], &forks[(i+1)%3], &ready) })
	}
	done.Wait()
}`, false)
	seen := c.Deadlock(said)
	for _, e := range seen.Waits.Edges {
		require.False(t, e.Holds)
	}
	require.Contains(t, seen.Sentences[0], "3 goroutines tiennent déjà left, pris à la ligne 6")
}

// An edge that is wrong is worse than none.
func TestNoHolderIsInvented(t *testing.T) {
	c, said, _ := ran(t, head+`
type box struct{ mu sync.Mutex }

func main() {
	boxes := []*box{{}, {}}
	for i := range boxes {
		boxes[i].mu.Lock()
		if i == 0 {
			boxes[i].mu.Unlock()
		}
	}
	other := boxes[1]
	boxes[0].mu.Lock()
	other.mu.Lock()
}`, false)
	seen := c.Deadlock(said)
	require.Equal(t, []string{"ligne 17 attend other.mu"}, facts(seen.Waits))
	require.Empty(t, seen.Caveat)
}

func FuzzSeen(f *testing.F) {
	f.Add("goroutine 1 [sync.Mutex.Lock]:\nmain.main()\n\t/a/main.go:7\n\ngoroutine 2 [chan send (leaked)]:\nmain.f(0x1)\n\t/a/main.go:3\ncreated by main.main in goroutine 1\n\t/a/main.go:4\n")
	folder := f.TempDir()
	file := filepath.Join(folder, "main.go")
	text := head + "\nvar mu sync.Mutex\n\nfunc f(c chan int) {\n\tmu.Lock()\n\tc <- 1\n}\n\nfunc main() {\n\tgo f(nil)\n\tmu.Lock()\n\tmu.Lock()\n}"
	require.NoError(f, os.WriteFile(file, []byte("package main\n\n"+text), 0o600))
	c := explain.Case{Cells: []source.Cell{{Number: 1, Text: text}}, Dir: folder}
	f.Fuzz(func(t *testing.T, dump string) {
		dump = strings.ReplaceAll(dump, "/a/main.go", file)
		for _, seen := range []sight.Sight{c.Deadlock(dump), c.Stuck(dump), c.Leaks(dump), c.Others(dump), c.Races(dump)} {
			require.NotEmpty(t, seen.Title)
			require.NotEmpty(t, seen.Alt)
			if seen.Waits == nil {
				continue
			}
			for _, e := range seen.Waits.Edges {
				require.Less(t, e.Goroutine, len(seen.Waits.Goroutines))
				require.Less(t, e.Thing, len(seen.Waits.Things))
			}
		}
	})
}

func TestALeakIsFoundByItsMark(t *testing.T) {
	cell := `
import (
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	for i := range 3 {
		go func() {
			results := make(chan int)
			results <- i
		}()
	}
	time.Sleep(50 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
}`
	c, said, _ := ran(t, cell, false)
	seen := c.Leaks("leaks: dump\n" + said)
	require.Equal(t, []string{"++ligne 11 attend results"}, facts(seen.Waits))
	require.Equal(t, "lignes 9", "lignes "+strings.TrimPrefix(seen.Waits.Goroutines[0].Started.Name, "ligne "))
	require.Contains(t, seen.Caveat, "peut-être")

	seen = c.Leaks("leaks: profile\n" + strings.Replace(said, "[chan send]", "[chan send (leaked)]", 1))
	require.Equal(t, []string{"ligne 11 attend results"}, facts(seen.Waits))
	require.Contains(t, seen.Title, "ne pourra jamais")
	require.Contains(t, seen.Caveat, "variable globale")

	for _, none := range []string{"leaks: profile\n", "leaks: profile\n" + said, ""} {
		seen = c.Leaks(none)
		require.Equal(t, "Aucune fuite de goroutine vue", seen.Title)
		require.Empty(t, seen.Waits.Goroutines)
		require.NotEmpty(t, seen.Alt)
	}
}

func TestAStuckCellShowsWhoWaitsAndWhoDoesNot(t *testing.T) {
	c, said, _ := ran(t, head[:9]+"\t\"os\"\n\t\"syscall\"\n\t\"time\"\n"+head[9:]+`
func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(time.Hour)
	})
	go func() {
		time.Sleep(50 * time.Millisecond)
		syscall.Kill(os.Getpid(), syscall.SIGQUIT)
		time.Sleep(time.Hour)
	}()
	wg.Wait()
}`, false)
	seen := c.Stuck(said)
	var wait, sleep sight.Goroutine
	for _, g := range seen.Waits.Goroutines {
		switch g.At.Line {
		case 18:
			wait = g
		case 11:
			sleep = g
		}
	}
	require.Equal(t, "attend que wg arrive à zéro", wait.Does)
	require.Equal(t, "dort (time.Sleep)", sleep.Does)
	require.Equal(t, "ligne 10", sleep.Started.Name)
	require.False(t, sleep.Waits)
	require.Empty(t, c.Others("").Waits.Goroutines)
	require.Len(t, c.Others(said).Waits.Goroutines, len(seen.Waits.Goroutines)-1)
}

func TestARaceIsDrawnOnTheLinesOfItsCell(t *testing.T) {
	if testing.Short() {
		t.Skip("builds with -race")
	}
	c, _, log := ran(t, head+`
var counter int

type account struct{ balance int }

func (a *account) deposit(n int) {
	a.balance += n
}

func main() {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			counter++
		})
	}
	wg.Wait()
	m := map[string]int{}
	wg.Add(1)
	go func() {
		defer wg.Done()
		m["a"] = 1
	}()
	_ = m["a"]
	wg.Wait()
	var all []int
	wg.Go(func() {
		all = append(all, 1)
	})
	all = append(all, 2)
	wg.Wait()
	acc := &account{}
	wg.Go(func() { acc.deposit(1) })
	println(acc.balance)
	wg.Wait()
}`, true)
	require.NotEmpty(t, log)
	seen := c.Races(log)
	found := map[string]sight.Pair{}
	for _, p := range seen.Races {
		found[p.Accesses[0].At.Name+"/"+p.Accesses[1].At.Name] = p
	}
	t.Log(seen.Title, "\n", strings.Join(seen.Sentences, "\n "), "\n", seen.Alt)
	require.Contains(t, seen.Title, "sur counter\u00a0: la ligne 17")
	require.Contains(t, seen.Lesson.Title, "course")

	p, ok := found["ligne 17/ligne 17"]
	require.True(t, ok, found)
	require.Equal(t, "counter", p.Variable)
	require.Equal(t, "ligne 16", p.Accesses[0].Started.Name)
	for name, lines := range map[string][2]string{"m": {"ligne 25", "ligne 27"}, "all": {"ligne 31", "ligne 33"}, "a.balance": {"ligne 10", "ligne 37"}} {
		p, ok := found[lines[0]+"/"+lines[1]]
		if !ok {
			p, ok = found[lines[1]+"/"+lines[0]]
		}
		require.True(t, ok, "%s %v", name, found)
		require.Equal(t, name, p.Variable)
	}

	none := c.Races("")
	require.Equal(t, "Aucune condition de course n’a été vue pendant cette exécution", none.Title)
	require.NotEmpty(t, none.Caveat)
	require.Empty(t, none.Races)
}

// A function that only calls sync/atomic leaves no frame in a report.
func TestAnAtomicAccessIsFoundInItsGoStatement(t *testing.T) {
	if testing.Short() {
		t.Skip("builds with -race")
	}
	c, _, log := ran(t, `
import (
	"sync/atomic"
	"time"
)

var hits int64

func main() {
	go func() {
		atomic.AddInt64(&hits, 1)
	}()
	hits++
	time.Sleep(50 * time.Millisecond)
}`, true)
	seen := c.Races(log)
	require.Len(t, seen.Races, 1)
	p := seen.Races[0]
	for _, a := range p.Accesses {
		if a.Atomic {
			require.Equal(t, "ligne 10", a.At.Name)
			require.Equal(t, "ligne 9", a.Started.Name)
		} else {
			require.Equal(t, "ligne 12", a.At.Name)
			require.Equal(t, "goroutine principale", a.Name)
		}
	}
	require.Equal(t, "hits", p.Variable)
	require.Contains(t, strings.Join(seen.Sentences, "\n"), "sync/atomic")
}
