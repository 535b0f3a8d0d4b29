package kernel

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"cahiers/kernelext/explain"
	"cahiers/kernelext/film"
	"cahiers/kernelext/private"
	"cahiers/kernelext/sight"
	"cahiers/kernelext/source"
)

const (
	// textWidth is the width of a sight's text, in columns.
	textWidth = 80
	// maxSeen bounds what is read of a race log or of a list, in bytes.
	maxSeen = 4 << 20
	// vetPatience is how long a cell may wait for go vet, which takes a tenth of
	// the time of the build that it runs beside.
	vetPatience = 250 * time.Millisecond
)

// see shows what the program of the cell left to be seen, now that it has
// ended: well, or in a failure of this name, with these last words.
func (x *execution) see(failure, said string) {
	if x.ask.Silent || x.front.dir == nil || failure == explain.Compile || failure == explain.Refused {
		return
	}
	dir := x.front.dir.Path
	c := x.explainer()
	built := private.ReadBuilt(dir)
	shown := private.Built{Race: built.Race}
	var seen []sight.Sight
	if built.Race {
		seen = append(seen, c.Races(raceLog(dir)))
	}
	if recorded, ok := readFilm(dir); ok {
		shown.Film = true
		seen = append(seen, c.Film(recorded))
	}
	if list := readSeen(private.LeakList(dir)); list != "" {
		shown.Leaks = true
		seen = append(seen, c.Leaks(list))
	}
	switch {
	case said == "":
	case failure == explain.Deadlock:
		seen = append(seen, c.Deadlock(said))
	case failure == explain.Interrupt:
		seen = append(seen, c.Stuck(said))
	default:
		if others := c.Others(said); others.Waits != nil && len(others.Waits.Goroutines) > 0 {
			seen = append(seen, others)
		}
	}
	if warnings, ok := c.Warnings(private.ReadVetReport(dir, vetPatience)); ok {
		seen = append(seen, warnings)
	}
	if ignored, ok := c.Ignored(directives(built), directives(shown)); ok {
		seen = append(seen, ignored)
	}
	for _, s := range seen {
		x.show(s)
	}
}

// directives are what a program was built for, or showed.
func directives(b private.Built) (all []source.Directive) {
	if b.Race {
		all = append(all, source.Race)
	}
	if b.Leaks {
		all = append(all, source.Leaks)
	}
	if b.Film {
		all = append(all, source.Film)
	}
	return all
}

// show puts a sight on the page, in every form a reader may want.
func (x *execution) show(s sight.Sight) {
	x.sights++
	id := "vue_" + x.front.session + "_" + strconv.Itoa(x.cell.Number) + "_" + strconv.Itoa(x.sights)
	m := x.front.say("display_data", &x.request, map[string]any{
		"data": map[string]any{
			"text/html":  sight.HTML(s, id),
			"text/plain": sight.Text(s, textWidth),
			sight.MIME:   s,
		},
		"metadata": map[string]any{}, "transient": map[string]any{},
	})
	x.front.publish(&m)
}

// raceLog joins the logs that the cell's processes left.
func raceLog(dir string) string {
	paths, err := filepath.Glob(private.RaceLog(dir) + ".*")
	if err != nil {
		return ""
	}
	slices.Sort(paths)
	var log strings.Builder
	for _, path := range paths {
		log.WriteString(readSeen(path))
	}
	return log.String()
}

// readSeen reads the beginning of a file, which need not be there.
func readSeen(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxSeen))
	if err != nil {
		return ""
	}
	return string(data)
}

func readFilm(dir string) (f film.Film, ok bool) {
	data, err := os.ReadFile(private.FilmFile(dir))
	if err != nil {
		return f, false
	}
	return f, json.Unmarshal(data, &f) == nil
}
