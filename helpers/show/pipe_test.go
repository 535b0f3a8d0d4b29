//go:build unix

package show

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/chart"
	"cahiers/helpers/figure"
	"cahiers/helpers/metered"
	"cahiers/helpers/workload"
)

// A supervisor is the other end of a pipe.
type supervisor struct {
	requests *bufio.Reader
	answers  *os.File
	in       *os.File
}

// connected returns both ends of the protocol, in this process.
func connected(t *testing.T) (*pipe, supervisor) {
	t.Helper()
	in, write, err := os.Pipe()
	require.NoError(t, err)
	read, out, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() {
		for _, f := range []*os.File{in, write, read, out} {
			f.Close()
		}
	})
	setting := fmt.Sprintf("%d,%d,%d", write.Fd(), read.Fd(), os.Getppid())
	p, ok := connect(setting).(*pipe)
	require.True(t, ok, setting)
	return p, supervisor{requests: bufio.NewReader(in), answers: out, in: in}
}

func request(id string) figure.Request {
	return figure.Request{V: figure.EnvelopeVersion, ID: id, Kind: figure.RequestFigure, Figure: sample("Titre")}
}

func TestARequestWaitsForItsOwnAnswer(t *testing.T) {
	p, s := connected(t)
	go func() {
		_, _ = s.requests.ReadString('\n')
		for _, piece := range []string{`{"v":1,"id":"fig-1","ok":true}` + "\n" + `{"v":1,"i`, `d":"fig-2","error":"non"}` + "\n"} {
			_, _ = s.answers.WriteString(piece)
		}
	}()
	answer, err := p.request(request("fig-2"))
	require.NoError(t, err)
	require.Equal(t, figure.Answer{V: 1, ID: "fig-2", Error: "non"}, answer)
}

func TestAFigureLargerThanThePipeArrivesWhole(t *testing.T) {
	p, s := connected(t)
	r := request("fig-1")
	r.Figure.Caption = strings.Repeat("légende ", 100_000) // a pipe holds 64 kB
	got := make(chan string, 1)
	go func() {
		line, _ := s.requests.ReadString('\n')
		got <- line
		_, _ = s.answers.WriteString(`{"v":1,"id":"fig-1","ok":true}` + "\n")
	}()
	answer, err := p.request(r)
	require.NoError(t, err)
	require.True(t, answer.OK)
	back, err := figure.ParseRequest([]byte(<-got))
	require.NoError(t, err)
	require.Equal(t, r, back)
}

func TestADeadSupervisorIsNoticed(t *testing.T) {
	t.Run("before the request", func(t *testing.T) {
		p, s := connected(t)
		require.NoError(t, s.in.Close())
		_, err := p.request(request("fig-1"))
		require.ErrorIs(t, err, errLost)
	})
	t.Run("before the answer", func(t *testing.T) {
		p, s := connected(t)
		require.NoError(t, s.answers.Close())
		_, err := p.request(request("fig-1"))
		require.ErrorIs(t, err, errLost)
	})
}

func TestAnAnswerThatIsNoneIsAnError(t *testing.T) {
	p, s := connected(t)
	_, err := s.answers.WriteString("bonjour\n")
	require.NoError(t, err)
	_, err = p.request(request("fig-1"))
	require.ErrorIs(t, err, figure.ErrEnvelope)
}

func TestOnlyTheSupervisorsChildConnects(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	defer w.Close()
	for name, setting := range map[string]string{
		"no setting":         "",
		"another's child":    fmt.Sprintf("%d,%d,%d", w.Fd(), r.Fd(), os.Getpid()),
		"not numbers":        fmt.Sprintf("a,b,%d", os.Getppid()),
		"negative":           fmt.Sprintf("-1,%d,%d", r.Fd(), os.Getppid()),
		"closed descriptors": fmt.Sprintf("987654,987655,%d", os.Getppid()),
	} {
		require.Nil(t, connect(setting), name)
	}
}

const childVariable = "CAHIERS_SHOW_TEST_CHILD"

// TestChild is the program that TestAChildShowsAndItsOwnChildrenDoNot starts.
func TestChild(t *testing.T) {
	switch os.Getenv(childVariable) {
	case "cell":
		Figure(sample("de la cellule"))
		grandchild := exec.Command(os.Args[0], "-test.run=^TestChild$")
		grandchild.Env = append(os.Environ(), childVariable+"=grandchild")
		out, err := grandchild.CombinedOutput()
		fmt.Printf("%s%v\n", out, err)
	case "grandchild":
		Figure(sample("du programme lancé"))
	case "charts":
		series := workload.Series{Name: "verrou", Points: []workload.Point{{Goroutines: 1, PerSecond: 1e6}}}
		Throughput("un débit", series)
		Throughput("deux débits", []workload.Series{series, series.Named("autre")}, chart.Bet(2))
		Contention("des attentes", metered.MutexStats{Acquisitions: 3})
		Queue("des files", metered.MutexStats{QueueSeen: []uint64{1, 2}})
		Distribution("des totaux", []int{7998, 8000}, chart.Expected(8000))
		Costs("des coûts", []workload.Cost{{Name: "rien", Median: 2, Low: 1, High: 3}})
		a := workload.OpenLoop(1, 1e6, func() {}, workload.Ops(50))
		Latency("des durées", a.Latency)
		Latency("des arrivées", a)
		Fairness("des parts", []uint64{1, 3})
		Fairness("une course", workload.Result{PerWorker: []uint64{1, 3}})
		OverTime("une file", "en file", []figure.Moment{{At: 1, Value: 2}}, chart.Capacity(3))
		AB("un duel", []workload.Versus{{Name: "b", Base: "a", Ratio: 2, Low: 1.9, High: 2.1, N: 5}})
		Map("une carte", workload.Map{
			X: workload.Parameter{Name: "x", Unit: figure.Count}, Y: workload.Parameter{Name: "y", Unit: figure.Count},
			Cells: []workload.Cell{{Versus: workload.Versus{Name: "b", Base: "a", Ratio: 2, Low: 1.9, High: 2.1, N: 5}}},
		})
		Speedup("un gain", workload.Speedup{
			Parameter: workload.Parameter{Name: "Part", Unit: figure.Share}, Goroutines: 2,
			Points: []workload.SpeedupPoint{{X: .5, Ratio: 1.3, Low: 1.2, High: 1.4, N: 5}},
		})
		Scalability("une échelle", workload.Series{Points: []workload.Point{{Goroutines: 1, PerSecond: 1, Samples: []float64{1}}}})
		workload.Sweep([]int{1}, func() {}, workload.Ops(1), Live("en direct"))
		workload.Sweep([]int{1}, func() {}, workload.Ops(1), LiveScalability("l’échelle en direct"))
		Machine()
	default:
		t.Skip("only as a child of the other tests")
	}
}

func TestEachChartTakesOneLine(t *testing.T) {
	program := exec.Command(os.Args[0], "-test.run=^TestChild$")
	program.Env = append(os.Environ(), childVariable+"=charts")
	var stdout, stderr strings.Builder
	program.Stdout, program.Stderr = &stdout, &stderr
	require.NoError(t, program.Run())
	require.Empty(t, stderr.String())
	for _, want := range []string{
		"un débit\n", "deux débits\n", "des attentes\n", "des files\n", "des totaux\n", "des coûts\n", "des durées\n", "des arrivées\n", "des parts\n", "une course\n", "une file\n", "un duel\n", "une carte\n",
		"un gain\n", "une échelle\n", "en direct\n", "l’échelle en direct\n", "\n" + workload.Machine().String() + "\n",
	} {
		require.Contains(t, stdout.String(), want)
	}
}

func TestAChildShowsAndItsOwnChildrenDoNot(t *testing.T) {
	in, write, err := os.Pipe()
	require.NoError(t, err)
	defer in.Close()
	read, out, err := os.Pipe()
	require.NoError(t, err)
	defer out.Close()
	cell := exec.Command(os.Args[0], "-test.run=^TestChild$")
	cell.Env = append(os.Environ(), childVariable+"=cell", fmt.Sprintf("%s=3,4,%d", environment, os.Getpid()))
	cell.ExtraFiles = []*os.File{write, read}
	var stdout, stderr strings.Builder
	cell.Stdout, cell.Stderr = &stdout, &stderr
	require.NoError(t, cell.Start())
	require.NoError(t, write.Close())
	require.NoError(t, read.Close())
	requests := bufio.NewReader(in)
	line, err := requests.ReadString('\n')
	require.NoError(t, err)
	r, err := figure.ParseRequest([]byte(line))
	require.NoError(t, err)
	require.Equal(t, "de la cellule", r.Figure.Title)
	answer, err := figure.Answer{V: figure.EnvelopeVersion, ID: r.ID, OK: true}.Line()
	require.NoError(t, err)
	_, err = out.Write(answer)
	require.NoError(t, err)
	rest, err := requests.ReadString('\n')
	require.Error(t, err, "the pipe ends with the cell: %s", rest)
	require.NoError(t, cell.Wait(), stderr.String())
	require.NotContains(t, stdout.String(), "de la cellule")
	require.Contains(t, stdout.String(), "du programme lancé", "printed as text")
}
