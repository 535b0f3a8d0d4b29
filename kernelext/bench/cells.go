package bench

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// A task is one kind of cell, written for each kernel. Its text changes with
// each run: a build found in the cache would measure nothing.
type task struct {
	name   string
	before [2]string // run once, untimed, in our kernel and in stock GoNB
	ours   func(run int) string
	stock  func(run int) string // nil for what it does not do
	fails  bool                 // the cell is meant to end in an error
}

// same is a cell that both kernels run as it is.
func same(format string) (ours, stock func(int) string) {
	cell := func(run int) string { return fmt.Sprintf(format, run) }
	return cell, cell
}

// asking makes the cells ask for something by a directive.
func asking(directive string, cell func(int) string) func(int) string {
	return func(run int) string { return "//cahiers:" + directive + "\n" + cell(run) }
}

// tasks lists them; the second kernel gets its libraries at the versions given.
func tasks(libraries []*debug.Module) []task {
	hello := task{name: "bonjour"}
	hello.ours, hello.stock = same("import \"fmt\"\n%%%%\nfmt.Println(\"bonjour\", %d)\n")

	broken := task{name: "erreur de compilation", fails: true}
	broken.ours, broken.stock = same("%%%%\nvar n int = \"bonjour %d\"\n")

	race := task{name: "détecteur de conditions de course", before: [2]string{1: "%goflags -race"}}
	locked, stock := same(`import "sync"
%%%%
var mu sync.Mutex
var n int
var wg sync.WaitGroup
for range 8 {
	wg.Go(func() { mu.Lock(); n += %d; mu.Unlock() })
}
wg.Wait()
`)
	race.ours, race.stock = asking("race", locked), stock
	return []task{
		hello,
		{name: "dessin", before: [2]string{1: getCharts(libraries)}, ours: ourChart, stock: stockChart},
		broken,
		{name: "fuites de goroutines", ours: asking("leaks", locked)},
		{name: "film", ours: asking("film", locked)},
		race, // the last: its flag stays on in stock GoNB
	}
}

// burning is a cell that keeps every core busy until it is interrupted.
func burning(number int) string {
	return fmt.Sprintf(`func main() {
	for range runtime.NumCPU() {
		go func() {
			for {
			}
		}()
	}
	fmt.Println("prêt", %d)
	select {}
}`, number)
}

// long is a cell whose compilation takes many seconds.
func long(number int) string {
	return fmt.Sprintf("var grand%d = [][]string{\n", number) +
		strings.Repeat("{\"a\", \"b\", fmt.Sprint(1), fmt.Sprint(2)},\n", 40_000) + "}\n\nfunc main() {}\n"
}

// getCharts is how a cell of stock GoNB comes to its libraries.
func getCharts(libraries []*debug.Module) string {
	var line strings.Builder
	line.WriteString("!*go get")
	for _, module := range libraries {
		if strings.HasSuffix(module.Path, "/gonb") || strings.Contains(module.Path, "/go-echarts/") {
			fmt.Fprintf(&line, " %s@%s", module.Path, module.Version)
		}
	}
	return line.String()
}

// ourChart draws seven points as a cell of the course does.
func ourChart(run int) string {
	return fmt.Sprintf(`import (
	"cahiers/helpers/show"
	"cahiers/helpers/workload"
)
%%%%
series := workload.Series{Name: "essai %d"}
for i, g := range workload.Powers(64) {
	v := 1e7 / float64(i+1)
	series.Points = append(series.Points, workload.Point{Goroutines: g, PerSecond: v, Low: v, High: v, Samples: []float64{v}})
}
show.Throughput("Débit", series)
`, run)
}

// stockChart draws the same points as GoNB's own examples do: go-echarts in
// the cell, its page shown by gonbui.
func stockChart(run int) string {
	return fmt.Sprintf(`import (
	"bytes"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/janpfeifer/gonb/gonbui"
)
%%%%
var names []string
var points []opts.LineData
for i := range 7 {
	names = append(names, strconv.Itoa(1<<i))
	points = append(points, opts.LineData{Value: 1e7 / float64(i+1)})
}
line := charts.NewLine()
line.SetGlobalOptions(charts.WithTitleOpts(opts.Title{Title: "Débit"}))
line.SetXAxis(names).AddSeries("essai %d", points)
var page bytes.Buffer
if err := line.Render(&page); err != nil {
	panic(err)
}
gonbui.DisplayHtml(page.String())
gonbui.Sync()
`, run)
}
