package sight

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Measures of the static drawing of a film, in CSS pixels of a page that is
// stripWidth wide.
const (
	stripWidth  = 860.0
	stripGutter = 176.0 // for the names
	stripRight  = 14.0
	stripTop    = 22.0
	axisHeight  = 24.0
	loadHeight  = 36.0 // of the curve of how many run at once
	letter      = 6.2  // width of a character of a label
	columns     = 400  // of that curve
	manyWakes   = 70   // more would touch each other
)

// A strip is where everything of a film stands.
type strip struct {
	*Reel
	lane, bar float64 // heights
	dense     bool    // there is no room but for the main things
	scale     float64 // pixels in a nanosecond
}

func newStrip(r *Reel) *strip {
	s := &strip{Reel: r, scale: (stripWidth - stripGutter - stripRight) / float64(max(r.Duration, 1))}
	s.dense = len(r.Lanes) > 18
	switch n := len(r.Lanes); {
	case n <= 5:
		s.lane, s.bar = 58, 26
	case n <= 9:
		s.lane, s.bar = 44, 22
	case n <= 18:
		s.lane, s.bar = 30, 16
	case n <= 32:
		s.lane, s.bar = 20, 12
	default:
		s.lane, s.bar = 15, 9
	}
	return s
}

func (s *strip) x(t time.Duration) float64 { return stripGutter + float64(t)*s.scale }

// middle is the line on which a goroutine lives.
func (s *strip) middle(lane int) float64 { return stripTop + s.lane*(float64(lane)+0.5) }

// foot is where the lanes end.
func (s *strip) foot() float64 { return stripTop + s.lane*float64(len(s.Lanes)) }

func (s *strip) write(b *strings.Builder, alt string) {
	height := s.foot() + axisHeight
	loaded := s.Left == "" // or else some goroutines have no lane to be counted by
	if loaded {
		height += loadHeight + 6
	}
	class := "cahiers-film-drawing"
	if s.dense {
		class += " cahiers-dense"
	}
	fmt.Fprintf(b, "<svg class=\"%s\" data-lane=\"%g\" data-bar=\"%g\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" role=\"img\" aria-label=\"%s\">\n",
		class, s.lane, s.bar, stripWidth, height, escape(alt))
	s.writeAxis(b)
	for i := range s.Lanes {
		s.writeLane(b, i)
	}
	s.writeJumps(b)
	for i := range s.Lanes {
		s.writeLabels(b, i)
	}
	if loaded {
		s.writeLoad(b)
	}
	b.WriteString("</svg>\n")
}

// ticks are the times of the axis: round, and not too many.
func ticks(from, to time.Duration, most int) (at []time.Duration, u unit) {
	span := to - from
	if span <= 0 {
		return nil, units[0]
	}
	step := time.Duration(math.Pow(10, math.Floor(math.Log10(float64(span)/float64(most)))))
	step = max(step, 1)
	for _, by := range []time.Duration{1, 2, 5, 10} {
		if span/(step*by) <= time.Duration(most) {
			step *= by
			break
		}
	}
	for t := (from + step - 1) / step * step; t <= to; t += step {
		at = append(at, t)
	}
	return at, unitOf(min(to, 1000*step))
}

func (s *strip) writeAxis(b *strings.Builder) {
	at, u := ticks(0, s.Duration, 8)
	b.WriteString("<g class=\"cahiers-axis\">")
	for _, t := range at {
		fmt.Fprintf(b, "<path d=\"M%[1]s %[2]gV%[3]g\"/><text x=\"%[1]s\" y=\"%[4]g\">%[5]s</text>",
			px(s.x(t)), stripTop-4, s.foot()+4, s.foot()+17, sayTick(t, u))
		if s.dense {
			fmt.Fprintf(b, "<text x=\"%s\" y=\"%g\">%s</text>", px(s.x(t)), stripTop-8, sayTick(t, u))
		}
	}
	b.WriteString("</g>\n")
}

// writeLane draws a goroutine: one path for each thing that it does.
func (s *strip) writeLane(b *strings.Builder, lane int) {
	l := s.Lanes[lane]
	y, half := s.middle(lane), s.bar/2
	var runs, able, many strings.Builder
	idle := map[string]*strings.Builder{}
	box := func(path *strings.Builder, span Span, share float64) {
		width := float64(span.To-span.From) * s.scale
		fmt.Fprintf(path, "M%s %sh%sv-%sh-%[3]sz", px(s.x(span.From)), px(y+half), px(max(width, 0.5)), px(s.bar*share))
	}
	for _, span := range l.Spans {
		width := float64(span.To-span.From) * s.scale
		switch span.Course {
		case Runs:
			box(&runs, span, 1)
		case Able:
			if width > 1.2 {
				box(&able, span, 1)
			}
		case Idle:
			if width > 0.3 {
				class := s.idleClass(span)
				if idle[class] == nil {
					idle[class] = &strings.Builder{}
				}
				fmt.Fprintf(idle[class], "M%s %sh%s", px(s.x(span.From)), px(y), px(width))
			}
		case Many:
			box(&many, span, 1)
			box(&runs, span, float64(span.Ran)/float64(span.To-span.From))
		}
	}
	fmt.Fprintf(b, "<g class=\"cahiers-life\" color=\"%s\">", goroutineColour(lane))
	for _, class := range slices.Sorted(maps.Keys(idle)) {
		fmt.Fprintf(b, "<path class=\"cahiers-idle cahiers-for-%s\" d=\"%s\"/>", class, idle[class].String())
	}
	for _, p := range []struct {
		class string
		d     string
	}{{"many", many.String()}, {"able", able.String()}, {"runs", runs.String()}} {
		if p.d != "" {
			fmt.Fprintf(b, "<path class=\"cahiers-%s\" d=\"%s\"/>", p.class, p.d)
		}
	}
	if l.Ended {
		fmt.Fprintf(b, "<path class=\"cahiers-end\" d=\"M%s %gv%g\"/>", px(s.x(l.End)), y-half-2, s.bar+4)
	}
	s.writeName(b, lane)
	b.WriteString("</g>\n")
}

// writeName names a goroutine, and says where it was started if there is room.
func (s *strip) writeName(b *strings.Builder, lane int) {
	l := s.Lanes[lane]
	y := s.middle(lane)
	started := l.Started >= 0 && s.lane >= 40
	if started {
		y -= 8
	}
	// A long name is written smaller before it is cut.
	size := min(15, max(s.lane-3, 10))
	fits := (stripGutter - 14) / (0.62 * float64(utf8.RuneCountInString(l.Name)))
	size = max(min(size, fits), min(size, 11))
	fmt.Fprintf(b, "<text class=\"cahiers-name\" x=\"%g\" y=\"%s\" font-size=\"%s\">%s</text>",
		stripGutter-10, px(y+size*0.35), px(size), escape(short(l.Name, int((stripGutter-12)/(size*0.6)))))
	if started {
		fmt.Fprintf(b, "<text class=\"cahiers-from\" x=\"%g\" y=\"%s\">%s</text>",
			stripGutter-10, px(y+21), escape(short(sayStartedAt(s.Spots[l.Started].Name), 26)))
	}
}

// short is text of at most so many characters.
func short(text string, most int) string {
	if runes := []rune(text); len(runes) > most && most > 1 {
		return strings.TrimRight(string(runes[:most-1]), " ,") + "…"
	}
	return text
}

// writeLabels says what is done during the spans that are long enough.
func (s *strip) writeLabels(b *strings.Builder, lane int) {
	size := 12.0
	if s.lane > 50 {
		size = 13
	}
	size = max(min(size, s.lane-4), 10)
	for _, span := range s.Lanes[lane].Spans {
		class := "cahiers-label"
		switch span.Course {
		case Runs:
			class += " cahiers-on"
		case Idle:
			class += " cahiers-over"
		default:
		}
		room := float64(span.To-span.From)*s.scale - 14
		for _, text := range s.says(span) {
			width := float64(utf8.RuneCountInString(text)) * letter * size / 12
			if width > room {
				continue
			}
			x, y := (s.x(span.From)+s.x(span.To))/2, s.middle(lane)
			if span.Course == Idle { // it interrupts the line
				fmt.Fprintf(b, "<path class=\"cahiers-gap\" d=\"M%s %sh%s\"/>", px(x-width/2-3), px(y), px(width+6))
			}
			fmt.Fprintf(b, "<text class=\"%s\" x=\"%s\" y=\"%s\" font-size=\"%g\">%s</text>\n", class, px(x), px(y+size*0.35), size, escape(text))
			break
		}
	}
}

// says is what can be said of a span, the longest first.
func (s *strip) says(span Span) []string {
	switch {
	case span.Course == Idle:
		does := sayIdle
		if span.Does >= 0 {
			does = s.Words[span.Does]
		}
		if span.At < 0 {
			return []string{does}
		}
		at := s.Spots[span.At].Name
		if s.dense {
			return []string{does + sayThere(at)}
		}
		return []string{does + sayThere(at), does, at}
	case s.dense:
		return nil
	case span.Course == Runs:
		return []string{sayRuns}
	case span.Course == Able:
		return []string{sayAble}
	default:
		return []string{sayChanges(span.Changes)}
	}
}

// A flock is what one goroutine does to others at about the same time.
type flock struct {
	from    int
	x       float64
	creates bool
	to      []int
}

// writeJumps draws who started and who woke whom. Of those that would touch
// each other one line is drawn; between very many goroutines only the creations
// can be followed.
func (s *strip) writeJumps(b *strings.Builder) {
	wakes := 0
	for _, j := range s.Jumps {
		if !j.Creates {
			wakes++
		}
	}
	apart := func(creates bool) float64 {
		if !creates && wakes > manyWakes {
			return 30
		}
		return 7
	}
	type key struct {
		from    int
		creates bool
	}
	last := map[key]*flock{}
	var flocks []*flock
	for _, j := range s.Jumps {
		if s.dense && !j.Creates {
			continue
		}
		k, x := key{j.From, j.Creates}, s.x(j.Time)
		f := last[k]
		if f == nil || x-f.x > apart(j.Creates) {
			f = &flock{from: j.From, x: x, creates: j.Creates}
			last[k] = f
			flocks = append(flocks, f)
		}
		if !slices.Contains(f.to, j.To) {
			f.to = append(f.to, j.To)
		}
	}
	for _, f := range flocks {
		s.writeFlock(b, f)
	}
}

// writeFlock draws one line from a goroutine, and a tip at each of the others.
func (s *strip) writeFlock(b *strings.Builder, f *flock) {
	half, head := s.bar/2, min(7, s.bar*0.6)
	class := "wakes"
	if f.creates {
		class = "creates"
	}
	var line, tips strings.Builder
	for _, sign := range []float64{-1, 1} { // up, down
		far := f.from
		for _, to := range f.to {
			if (float64(to)-float64(f.from))*sign <= 0 {
				continue
			}
			if (float64(to)-float64(far))*sign > 0 {
				far = to
			}
			fmt.Fprintf(&tips, "M%s %sl%s %sh%sz", px(f.x), px(s.middle(to)-sign*half), px(-head*0.55), px(-sign*head), px(head*1.1))
		}
		if far != f.from {
			fmt.Fprintf(&line, "M%s %sV%s", px(f.x), px(s.middle(f.from)+sign*half), px(s.middle(far)-sign*(half+head)))
		}
	}
	fmt.Fprintf(b, "<g color=\"%s\"><path class=\"cahiers-%s\" d=\"%s\"/><path class=\"cahiers-tip\" d=\"%s\"/></g>\n",
		goroutineColour(f.from), class, line.String(), tips.String())
}

// writeLoad draws how many goroutines ran at once.
func (s *strip) writeLoad(b *strings.Builder) {
	load := s.load(columns)
	most := float64(max(s.Processors, 1))
	for _, v := range load {
		most = max(most, v)
	}
	base := s.foot() + axisHeight + loadHeight
	up := func(v float64) float64 { return base - v/most*(loadHeight-8) }
	step := (stripWidth - stripGutter - stripRight) / columns
	fmt.Fprintf(b, "<g class=\"cahiers-load\"><path d=\"M%g %g", stripGutter, base)
	before := 0.0
	for i, v := range load {
		if v != before {
			fmt.Fprintf(b, "H%sV%s", px(stripGutter+float64(i)*step), px(up(v)))
			before = v
		}
	}
	fmt.Fprintf(b, "H%gV%gz\"/>", stripWidth-stripRight, base)
	if s.Processors > 0 {
		fmt.Fprintf(b, "<path class=\"cahiers-most\" d=\"M%g %sH%g\"/>", stripGutter, px(up(float64(s.Processors))), stripWidth-stripRight)
		fmt.Fprintf(b, "<text x=\"%g\" y=\"%s\">%s</text>", stripGutter-10, px(up(float64(s.Processors))+4), sayProcessors(s.Processors))
	}
	fmt.Fprintf(b, "<text x=\"%g\" y=\"%g\">%s</text></g>\n", stripGutter-10, base, sayTogether)
}

// load is how many goroutines ran at once in each of n equal times, on average.
func (r *Reel) load(n int) []float64 {
	sums := make([]float64, n)
	width := float64(max(r.Duration, 1)) / float64(n)
	for _, l := range r.Lanes {
		for _, span := range l.Spans {
			share := 1.0
			switch span.Course {
			case Runs:
			case Many:
				share = float64(span.Ran) / float64(span.To-span.From)
			default:
				continue
			}
			for i := int(float64(span.From) / width); i < n && float64(i)*width < float64(span.To); i++ {
				from, to := max(float64(span.From), float64(i)*width), min(float64(span.To), float64(i+1)*width)
				sums[i] += share * max(to-from, 0) / width
			}
		}
	}
	for i := range sums {
		sums[i] = math.Round(sums[i]*20) / 20
	}
	return sums
}

// px is a length in the drawing.
func px(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}
